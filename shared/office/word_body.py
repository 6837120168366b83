"""The body of a document of Word, paragraph by paragraph and row by row, as lines of a paper."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from shared.office.word_around import addresses, notes_of
from shared.office.word_runs import Said, Words
from shared.office.word_styles import Styles, What
from shared.office.word_tables import rows_of
from shared.papers.decode import LIMIT_LINES, NotAPaper
from shared.papers.document import SECTIONS
from shared.papers.escapes import escaped

if TYPE_CHECKING:
    from docx.document import Document

MOST_BLOCKS = 20_000
_P, _TBL = qn("w:p"), qn("w:tbl")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NUMBER = re.compile(r"^\d{1,2}\.\s+")
_MARKS = ("#", "|", ">")
_OF_SECTIONS = 2
"""How many `#` the headings of sections have."""
_COUNTED = re.compile(r"^(Table|Figure) \d{1,3} ?[:.–—-]? ?")
_LONGEST_HINT = 60


def lines_of(document: "Document") -> Iterator[str]:
    """With an empty line after each paragraph and table. Raises NotAPaper: more lines than any paper has."""
    body = _Body(document)
    for number, line in enumerate(body.lines()):
        if number > LIMIT_LINES:
            raise NotAPaper(f"more than {LIMIT_LINES:,} lines; a Change Status Report has about 300")
        yield escaped(line)


class _Body:
    def __init__(self, document: "Document") -> None:
        self._styles = Styles(document.styles.element)
        self._words = Words(self._styles, addresses(document), notes_of(document))
        self._blocks = [
            (block, self._styles.what(block) if block.tag == _P else None)
            for block in islice(_blocks(document.element.body), MOST_BLOCKS + 1)
        ]
        if len(self._blocks) > MOST_BLOCKS:
            raise NotAPaper(f"more than {MOST_BLOCKS:,} paragraphs; a Change Status Report has about 200")
        self._top = self._level_of_sections()
        self._beside: list[tuple[str, str, str]] = []

    def lines(self) -> Iterator[str]:
        for at, (block, what) in enumerate(self._blocks):
            if what is None:
                yield from self._table(block)
            else:
                before_a_table = at + 1 < len(self._blocks) and self._blocks[at + 1][1] is None
                yield from self._paragraph(self._words.of(block), what, before_a_table)
        yield from self._told_beside()

    def _paragraph(self, said: Said, what: What, before_a_table: bool) -> Iterator[str]:
        words = said.words
        if words and what.kind != "contents":
            if self._begins_a_section(words, what):
                yield from self._told_beside()
            yield self._line(words, what, before_a_table)
            yield ""
        self._keep(said, words)

    def _line(self, words: str, what: What, before_a_table: bool) -> str:
        match what.kind:
            case "title":
                return f"# {words}"
            case "heading":
                return f"{'#' * min(max(what.level - self._top + _OF_SECTIONS, 1), 6)} {words}"
            case "caption":
                caption = _COUNTED.sub("", words)
                return f"#### {caption}" if before_a_table else f"**{caption}**"
            case "item":
                return f"- {words}"
            case "quote":
                return f"> {words}"
            case _:
                return f"\\{words}" if words.startswith(_MARKS) else words

    def _table(self, table: Any) -> Iterator[str]:
        rows: list[list[str]] = []
        for cells in rows_of(table, self._words):
            if len(rows) >= LIMIT_LINES:
                raise NotAPaper(
                    f"a table of more than {LIMIT_LINES:,} rows; those of a Change Status Report have about 20"
                )
            rows.append(_without_end([cell.words for cell in cells]))
            for cell in cells:
                self._keep(cell, " | ".join(rows[-1]))
        if rows and all(len(row) == 2 and row[0].endswith(":") for row in rows):
            yield from (line for field, value in rows for line in (f"{field} {value}", ""))
            return
        yield from (_row(row) for row in rows if row)
        yield ""

    def _keep(self, said: Said, near: str) -> None:
        self._beside += [(what, near, text) for what, text in said.beside if text]

    def _told_beside(self) -> Iterator[str]:
        """Rows of a table that no reader knows: none of it is taken for what the paper says."""
        for what, near, text in self._beside:
            hint = near if len(near) <= _LONGEST_HINT else f"{near[:_LONGEST_HINT]}…"
            yield _row([what, f"beside “{hint}”", text])
            yield ""
        self._beside.clear()

    def _begins_a_section(self, words: str, what: What) -> bool:
        return what.kind in ("heading", "text") and _NUMBER.sub("", words).casefold() in SECTIONS

    def _level_of_sections(self) -> int:
        """The level at which the sections of a Change Status Report have their headings; in some papers it is 2."""
        levels = (
            what.level
            for block, what in self._blocks
            if what and what.kind == "heading" and self._begins_a_section(self._words.of(block).words, what)
        )
        return min(levels, default=1)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those within what Word puts around them."""
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif isinstance(child.tag, str) and child.tag not in (qn("w:sectPr"), qn("w:sdtPr"), _FALLBACK):
            yield from _blocks(child)


def _without_end(cells: list[str]) -> list[str]:
    """Without the blank ones after the last that says something: a cell over all columns is one cell."""
    return cells[: max((at for at, cell in enumerate(cells, start=1) if cell), default=0)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '∣') for cell in cells)} |"
