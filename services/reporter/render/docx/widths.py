"""PURE. Tables as wide as the page, each column by the longest words in it; Word alone would make them all alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document

_NARROWEST, _WIDEST = 8, 48
"""In characters: what is narrower is not read well, what is wider is wrapped."""


def fit(document: "Document") -> None:
    for table in document.tables:
        _fit(table._tbl)


def _fit(table: Any) -> None:
    grid = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    whole = sum(int(column.get(qn("w:w"))) for column in grid)
    for at, twips in enumerate(_shares(rows, len(grid), whole)):
        grid[at].set(qn("w:w"), str(twips))
        for cells in rows:
            width = cells[at].find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            width.set(qn("w:w"), str(twips))
            width.set(qn("w:type"), "dxa")


def _shares(rows: Sequence[Sequence[Any]], columns: int, whole: int) -> list[int]:
    longest = [max((_length(cells[at]) for cells in rows), default=0) for at in range(columns)]
    bounded = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    return [length * whole // sum(bounded) for length in bounded]


def _length(cell: Any) -> int:
    return sum(len(text.text or "") for text in cell.iter(qn("w:t")))
