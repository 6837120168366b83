"""The text of a paper as statements, with an account of every line of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from shared.papers.account import Account, boilerplate, not_understood
from shared.papers.blocks import Document, Heading, Section, SectionName
from shared.papers.decode import NotAPaper
from shared.papers.document import document_of
from shared.papers.read_define import read_define
from shared.papers.read_header import read_header, read_purpose
from shared.papers.read_notes import read_notes
from shared.papers.read_opine import read_opine
from shared.papers.read_recommendations import read_recommendations
from shared.papers.read_refine import read_refine
from shared.papers.read_releases import read_releases
from shared.papers.read_summary import read_summary
from shared.papers.reading import PaperLine, Reading

Reader = Callable[[Section, date | None], Iterator[Account]]
"""A section, and the paper's own day for days without a year, to the account of each of its blocks."""

READERS: Mapping[SectionName, Reader] = {
    "header": read_header,
    "purpose": read_purpose,
    "recommendations": read_recommendations,
    "summary": read_summary,
    "define": read_define,
    "refine": read_refine,
    "opine": read_opine,
    "releases": read_releases,
    "notes": read_notes,
}

NUMBERS: Mapping[SectionName, int] = {
    "purpose": 1,
    "recommendations": 2,
    "summary": 1,
    "define": 2,
    "refine": 3,
    "opine": 4,
    "releases": 5,
}
"""Papers count in two series."""


def read(text: str) -> Reading:
    """What the paper says. Raises NotAPaper where none of the sections of a Change Status Report is there."""
    document = document_of(text)
    if not any(section.name in READERS and section.name != "header" for section in document.sections):
        raise NotAPaper("no Change Status Report: expected headings such as '1. Summary' and '2. Define', found none")
    accounts = sorted(_accounts(document), key=lambda account: account.lines)
    statements = [statement for account in accounts for statement in account.statements]
    return Reading(
        statements=tuple(sorted(statements, key=lambda statement: statement.place.line if statement.place else 0)),
        said_on=frozenset(line for account in accounts if _says(account) for line in account.lines),
        boilerplate=_lines(document, accounts, lambda account: account.boilerplate),
        not_understood=_lines(document, accounts, lambda account: account.trouble),
        lines=len(document.lines),
    )


def _accounts(document: Document) -> Iterator[Account]:
    near = _paper_day(document)
    for section in document.sections:
        if section.name is None:
            yield from _unknown(section)
            continue
        if section.heading:
            yield _heading(section.name, section.heading)
        yield from READERS[section.name](section, near)


def _heading(name: SectionName, heading: Heading) -> Account:
    number = heading.where.partition(".")[0]
    if number.isdecimal() and int(number) != NUMBERS.get(name):
        return not_understood(heading, f"{heading.text} has the number {number}; expected {NUMBERS.get(name)}")
    return boilerplate(heading, "heading")


def _unknown(section: Section) -> Iterator[Account]:
    headings = (section.heading,) if section.heading else ()
    for block in (*headings, *section.blocks):
        yield not_understood(block, "it stands under a heading that is none of a Change Status Report")


def _paper_day(document: Document) -> date | None:
    """The day on which the paper was issued, from which days without a year are told."""
    signed = (section for section in document.sections if section.name == "recommendations")
    accounts = (account for section in signed for account in read_recommendations(section, None))
    issued = (said["on"] for account in accounts for said in account.statements if said.kind == "issued")
    return next((date.fromisoformat(str(on)) for on in issued), None)


def _says(account: Account) -> bool:
    return not account.boilerplate and not account.trouble


def _lines(document: Document, accounts: list[Account], why: Callable[[Account], str]) -> tuple[PaperLine, ...]:
    return tuple(
        PaperLine(line, document.lines[line - 1], why(account))
        for account in accounts
        if why(account)
        for line in account.lines
    )
