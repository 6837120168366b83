"""PURE. One table as a sheet: the columns named in the first row, which stays in sight, each value as what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.reporter.data import DataTable, Value
from services.reporter.render.sheets import with_evidence
from services.reporter.render.xml_text import allowed

LONGEST_CELL = 32_767
"""As many characters of UTF-16 a cell holds."""
_FIRST_DAY = date(1900, 3, 1)
"""Days before it are counted otherwise by different programs."""
_CUT_OFF = " […]"
_NARROWEST, _WIDEST = 9, 60
_DAY_WIDTH = 12
_LINE_POINTS, _HIGHEST_POINTS = 15, 409
NONE = "None"
"""What the first cell of an empty table says."""


class Forms:
    """How values look."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.text = book.add_format({**top, "text_wrap": True})
        self.day = book.add_format({**top, "num_format": "d mmm yyyy", "align": "left"})
        self.number = book.add_format(top)
        self.heading = book.add_format({**top, "bold": True, "text_wrap": True})


@dataclass(frozen=True, slots=True)
class Added:
    """A sheet of the workbook and how many rows its table has, below that of the columns."""

    sheet: Any
    table: DataTable
    rows: int


def add_sheet(book: Any, forms: Forms, table: DataTable) -> Added:
    columns, rows = with_evidence(table)
    sheet = book.add_worksheet(table.title)
    for at, row in enumerate(rows or [(NONE,)], start=1):
        for column, value in enumerate(row):
            _put(sheet, forms, (at, column), value)
    rows_or_one = max(len(rows), 1)
    sheet.add_table(
        *(0, 0, rows_or_one, len(columns) - 1),
        {
            "name": table.id.title().replace("_", ""),
            "columns": [{"header": column, "header_format": forms.heading} for column in columns],
            "style": "Table Style Light 1",
            "autofilter": table.id != "cover",
        },
    )
    widths = _widths(columns, rows)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows, start=1):
        sheet.set_row(at, _height(row, widths))
    sheet.freeze_panes(1, 1 if len(columns) > 2 else 0)
    _printed(sheet, table)
    return Added(sheet, table, len(rows))


def _put(sheet: Any, forms: Forms, at: tuple[int, int], value: Value) -> None:
    match value:
        case None:
            pass
        case bool():
            sheet.write_string(*at, "yes" if value else "no", forms.text)
        case date() if value >= _FIRST_DAY:
            sheet.write_datetime(*at, value, forms.day)
        case date():
            sheet.write_string(*at, value.isoformat(), forms.text)
        case int() | float():
            sheet.write_number(*at, value, forms.number)
        case str():
            sheet.write_string(*at, fitting(value), forms.text)


def fitting(text: str) -> str:
    """As a cell holds it: lines end in one way, and what is too long with a mark that it was cut off."""
    text = allowed(text).replace("\r\n", "\n").replace("\r", "\n")
    if _length(text) <= LONGEST_CELL:
        return text
    kept = text[: LONGEST_CELL - len(_CUT_OFF)]
    while _length(kept) > LONGEST_CELL - len(_CUT_OFF):
        kept = kept[: -max(1, (_length(kept) - LONGEST_CELL) // 2)]
    return kept + _CUT_OFF


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """By the longest text of each column, within bounds: longer ones are wrapped."""
    longest = [len(column) + 3 for column in columns]
    for row in rows:
        for at, value in enumerate(row):
            longest[at] = max(longest[at], _DAY_WIDTH if isinstance(value, date) else len(str(value or "")))
    return [min(max(each + 1, _NARROWEST), _WIDEST) for each in longest]


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """In points: programs that open the file do not all make room for wrapped texts by themselves."""
    lines = (
        sum(max(1, -(-len(line) // (width - 1))) for line in value.splitlines())
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    )
    return float(min(max(lines, default=1) * _LINE_POINTS, _HIGHEST_POINTS)) or _LINE_POINTS


def _printed(sheet: Any, table: DataTable) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{table.title}")
    sheet.set_footer("&RPage &P of &N")
