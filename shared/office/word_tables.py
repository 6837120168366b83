"""The rows of a table of Word, each as many cells as it spans; merged cells say the same in each row of theirs."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from shared.office.word_runs import Said, Words

_MOST_COLUMNS = 64
_WITHIN = (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"))


def rows_of(table: Any, words: Words) -> Iterator[list[Said]]:
    above: dict[int, str] = {}
    for row in _inside(table, qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        if properties is not None and properties.find(qn("w:del")) is not None:
            continue
        cells = [Said() for _ in range(_count(properties, "w:gridBefore", 0))]
        for cell in _inside(row, qn("w:tc")):
            if len(cells) >= _MOST_COLUMNS:
                break
            cells += _cells(cell, above.get(len(cells), ""), words)
        above = {at: cell.words for at, cell in enumerate(cells)}
        yield cells[:_MOST_COLUMNS]


def _cells(cell: Any, above: str, words: Words) -> Iterator[Said]:
    properties = cell.find(qn("w:tcPr"))
    merged = properties.find(qn("w:vMerge")) if properties is not None else None
    goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
    yield Said(above) if goes_on else _text(cell, words)
    yield from (Said() for _ in range(_count(properties, "w:gridSpan", 1) - 1))


def _text(cell: Any, words: Words) -> Said:
    """All paragraphs of the cell in one line, also those of a table within it."""
    whole = Said()
    for paragraph in cell.iter(qn("w:p")):
        if any(above.tag == qn("w:txbxContent") for above in paragraph.iterancestors()):
            continue
        said = words.of(paragraph)
        whole.words = f"{whole.words} {said.words}".strip()
        whole.beside += said.beside
    return whole


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WITHIN:
            yield from _inside(child, tag)


def _count(properties: Any, tag: str, otherwise: int) -> int:
    told = properties.find(qn(tag)) if properties is not None else None
    value = told.get(qn("w:val"), "") if told is not None else ""
    return min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdecimal() else otherwise
