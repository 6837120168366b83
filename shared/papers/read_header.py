"""What a paper says of itself: classification, reference, action, title, and what it is for."""

import re
from collections.abc import Iterator
from datetime import date

from shared.papers import words
from shared.papers.account import Account, not_understood, said, wording
from shared.papers.blocks import Block, Section
from shared.papers.grammar import Grammar, read_section
from shared.papers.sentences import form
from shared.papers.statement import Statement, say
from shared.papers.tables import Table
from shared.papers.words import plain

_CLASSIFIED = re.compile(
    r"This document is classified as (?P<word>\w+) in accordance with the Panel Information Policy\."
    r"(?P<white> Information can be shared with the public, and any members may publish the information, "
    r"subject to copyright\.)?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"Paper Reference: ?(?P<ref>[A-Z]+(?:_\w+)+)(?P<edition> \(R[1-9]\d*\))?"
    r"(?P<letterhead> Corporate member of Plain English Campaign Committed to clearer communication \d+)?"
)
_TAG = re.compile(r"</?div\b[^<>]*>")
_ACTION = re.compile(r"Action: ?(?P<text>\S.*)")
_TITLE = re.compile(rf"(?P<text>Change Status Report) ?[–—-] ?(?P<month>(?:{'|'.join(words.MONTHS)}) \d{{4}})")

PURPOSE = Grammar(
    "purpose",
    frozenset(),
    boilerplate=(
        (
            "what the report is",
            form(
                r"This document is the Change Status Report, which provides information on the progress of "
                r"Smart Energy Code \(SEC\) Modifications and Releases"
            ),
        ),
        (
            "what Appendix A is",
            form(
                r"The Data Communications Company \(DCC\)'s progress report on Preliminary Assessments and "
                r"Impact Assessments is included as Appendix A to this report"
            ),
        ),
    ),
)


def read_header(section: Section, near: date | None) -> Iterator[Account]:
    """The lines before the first numbered heading."""
    for block in section.blocks:
        try:
            statements = () if isinstance(block, Table) else _head_line(block.text)
        except ValueError as error:
            yield not_understood(block, str(error))
            continue
        yield _told(block, statements)


def _told(block: Block, statements: tuple[Statement, ...]) -> Account:
    if statements:
        return said(block, statements)
    return not_understood(block, "expected the classification, the paper reference, the action or the title")


def _head_line(printed: str) -> tuple[Statement, ...]:
    text = plain(printed)
    if found := _CLASSIFIED.fullmatch(text):
        policy = wording("header", "sentence", printed)
        return (say("header", "classification", "paper", word=found["word"]), policy)
    if found := _REFERENCE.fullmatch(plain(_TAG.sub(" ", printed))):
        return (say("header", "paper_reference", "paper", ref=found["ref"]),)
    if found := _ACTION.fullmatch(text):
        return (say("header", "action", "paper", text=found["text"]),)
    if found := _TITLE.fullmatch(text):
        return (say("header", "paper_title", "paper", text=found["text"], month=words.month(found["month"])),)
    return ()


def read_purpose(section: Section, near: date | None) -> Iterator[Account]:
    """The same in every paper."""
    return read_section(section, PURPOSE, near)
