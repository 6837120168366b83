"""What the Panel is asked, who signs the paper and when, and what is attached."""

import re
from collections.abc import Iterator
from datetime import date

from shared.papers import words
from shared.papers.account import Account, boilerplate, not_understood, said, wording
from shared.papers.blocks import Heading, Passage, Section
from shared.papers.statement import say
from shared.papers.tables import Table
from shared.papers.words import plain

_ASKED = re.compile(r"The Panel is (?:requested|asked|invited) to (?P<verb>[A-Z]{3,}) (?P<about>.+?)\.?")
_ATTACHED = re.compile(r"(?P<name>Appendix [A-Z]): ?(?P<title>\S.*)")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: [\w'’.-]+){1,4}")


def read_recommendations(section: Section, near: date | None) -> Iterator[Account]:
    """The author's name stands on one line and the team's on the next; together they are one statement."""
    name: Heading | None = None
    for block in section.blocks:
        text = "" if isinstance(block, Table) else plain(block.text)
        if isinstance(block, Heading) and name is None and _NAME.fullmatch(text):
            name = block
        elif isinstance(block, Heading) and name and text.endswith("Team"):
            author = said(name, [say("header", "author", "paper", name=plain(name.text), team=text)])
            yield Account((*name.lines, *block.lines), author.statements)
            name = None
        elif isinstance(block, Table):
            yield not_understood(block, "no reader knows a table here")
        else:
            yield _line(block, text)
    if name:
        yield not_understood(name, "expected the team of the author on the next line")


def _line(block: Heading | Passage, text: str) -> Account:
    try:
        if found := _ASKED.fullmatch(text):
            asked = say("recommendations", "recommendation", "panel", verb=found["verb"], about=found["about"])
            return said(block, (asked, wording("recommendations", "sentence", block.text)))
        if found := _ATTACHED.fullmatch(text):
            return said(block, [say("header", "attachment", found["name"], title=found["title"])])
        if _DAY.fullmatch(text):
            return said(block, [say("header", "issued", "paper", on=words.day(text).isoformat())])
    except ValueError as error:
        return not_understood(block, str(error))
    if text in ("Attachments:", "Attachments", "Attachment:"):
        return boilerplate(block, "lead sentence of a list")
    return not_understood(block, "expected a request to the Panel, the author, the paper's day or an attachment")
