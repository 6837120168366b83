"""The text of a paper as a document: which line begins a section, is a heading, a bullet, a row, or goes on.

Two ways of writing are read alike: the published text (headings without marks, columns apart by tabs) and Markdown
(`##`, pipes). Lines that a page break took apart are joined again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from shared.papers.blocks import LABEL, Block, Document, Heading, Passage, PassageKind, Section, SectionName
from shared.papers.escapes import unescaped
from shared.papers.tables import Row, Table, is_row, table_of

SECTIONS: dict[str, SectionName] = {
    "purpose": "purpose",
    "recommendations": "recommendations",
    "recommendation": "recommendations",
    "summary": "summary",
    "define": "define",
    "refine": "refine",
    "opine": "opine",
    "releases": "releases",
    "notes on this paper": "notes",
}
_SIGNED = ("header", "recommendations")
"""Here short lines are names and titles, and head nothing."""
_SECTION = re.compile(r"(?:#{1,2}\s+)?\d{1,2}\.\s+(?P<numbered>[A-Z].{0,58}[^.:;,\s])|#{1,2}\s+(?P<marked>\S.*)")
_HEADING = re.compile(r"#{1,6}\s+(?P<marked>\S.*)|(?P<bare>[A-Z][^\t\[\]|:]{0,68}[^\t\[\]|.:;,?!\s])")
_MARKED = re.compile(r"(?P<mark>[-*•>])\s+(?P<text>\S.*)")
_ESCAPED = re.compile(r"^\\(?=[#|>])")
_SENTENCE_END = re.compile(r"[.:?!]['\"’”)*]*$")
_LONGEST = 20
"""Lines of one passage: page breaks make two of one, and an unclosed bracket must not swallow the paper."""


@dataclass(slots=True)
class _Open:
    """The section that is being read, and the headings in force."""

    name: SectionName | None = "header"
    heading: Heading | None = None
    path: tuple[str, ...] = ("Head",)
    blocks: list[Block] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(self.name, self.heading, tuple(self.blocks))


def document_of(text: str) -> Document:
    """Every line that is not blank is in exactly one block, or is the heading of a section."""
    lines = tuple(text.split("\n"))
    return Document(lines, tuple(_sections([unescaped(line) for line in lines])))


def _sections(lines: Sequence[str]) -> Iterator[Section]:
    current = _Open()
    for is_table, run in groupby(enumerate(lines, start=1), key=lambda numbered: is_row(numbered[1])):
        if is_table:
            _add_table(current, [Row.of(line, text) for line, text in run])
            continue
        previous = 0
        for line, text in run:
            if not text.strip():
                continue
            begun = _section_begun(line, text)
            if begun:
                yield current.closed()
                current = begun
            else:
                _add(current, line, text.strip(), follows=previous == line - 1)
            previous = line
    yield current.closed()


def _section_begun(line: int, text: str) -> _Open | None:
    found = _SECTION.fullmatch(text.strip())
    if not found:
        return None
    title = found["numbered"] or found["marked"]
    title = re.sub(r"^\d{1,2}\.\s+", "", title)
    known = SECTIONS.get(title.casefold())
    if not known and not found["numbered"]:
        return None
    heading = Heading(line, title, text.strip().lstrip("# "))
    return _Open(known, heading, (heading.where,))


def _add_table(current: _Open, rows: list[Row]) -> None:
    """Rows that follow a table without columns of their own are the rest of it, after a page break."""
    last = current.blocks[-1] if current.blocks else None
    if isinstance(last, Table) and all(len(row.cells) > 1 for row in rows):
        current.blocks[-1] = replace(last, rows=(*last.rows, *rows))
    else:
        current.blocks.append(table_of(rows, " / ".join(current.path)))


def _add(current: _Open, line: int, text: str, follows: bool) -> None:
    last = current.blocks[-1] if current.blocks else None
    marked = _MARKED.fullmatch(text)
    if not marked and isinstance(last, Passage) and _goes_on(last, text, follows):
        current.blocks[-1] = replace(last, lines=(*last.lines, line), text=f"{last.text} {text}")
        return
    heading = None if marked else _HEADING.fullmatch(text)
    if heading:
        _head(current, line, (heading["marked"] or heading["bare"]).strip())
    elif marked:
        kind: PassageKind = "quote" if marked["mark"] == ">" else "bullet"
        current.blocks.append(Passage((line,), marked["text"], " / ".join(current.path), kind))
    else:
        current.blocks.append(Passage((line,), _ESCAPED.sub("", text), " / ".join(current.path)))


def _head(current: _Open, line: int, words: str) -> None:
    if current.name not in _SIGNED:
        current.path = _path(current.path, words)
    current.blocks.append(Heading(line, words, " / ".join(current.path)))


def _goes_on(last: Passage, text: str, follows: bool) -> bool:
    """Whether `text` is the rest of `last`: a link is open, or a sentence is and the text begins in mid-sentence."""
    if len(last.lines) >= _LONGEST:
        return False
    if last.text.count("[") > last.text.count("]"):
        return True
    if _SENTENCE_END.search(last.text) or "\t" in last.text or text.startswith(("#", "<", "!")):
        return False
    wrapped = follows and len(last.text) > 70 and last.kind == "paragraph"
    return text[0].islower() or wrapped


def _path(path: tuple[str, ...], words: str) -> tuple[str, ...]:
    """A heading that is the label of a proposal stands below the one before it."""
    return (*path[:2], words) if LABEL.fullmatch(words) and len(path) > 1 else (path[0], words)
