"""Sheets as files: XLSX and CSV, read into rows and written from them. What is in a cell is never a formula to us."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from services.ingest.sheets.columns import Column
from services.ingest.sheets.rows import NOT_READ, SheetRow
from services.ingest.sheets.template import Template
from shared.office.formulas import as_it_was, harmless
from shared.office.unpacked import Limits, Unfit, packed_anew, unpacked

Form = Literal["xlsx", "csv"]

LARGEST_BYTES = 5_000_000
LIMITS = Limits(unpacked_bytes=50_000_000)
MOST_ROWS = 2_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000
_GREY = PatternFill("solid", fgColor="EEEEEE")


class NotASheet(ValueError):
    """The bytes are no sheet that can be read. The message says why."""


def form_of(name: str) -> Form:
    """By the ending of the file's name. Raises NotASheet."""
    match name.lower().rpartition(".")[2]:
        case "xlsx":
            return "xlsx"
        case "csv":
            return "csv"
        case _:
            raise NotASheet(f"{name}: expected a name that ends with .xlsx or .csv")


def rows_of(data: bytes, form: Form) -> tuple[SheetRow, ...]:
    """The rows below the one with the headings, but for those that are wholly blank. Raises NotASheet."""
    if len(data) > LARGEST_BYTES:
        raise NotASheet(f"it is larger than {LARGEST_BYTES:,} bytes")
    numbered = _numbered(_of_csv(data) if form == "csv" else _of_xlsx(data))
    heads = next((cells for _, cells in numbered if any(cells)), None)
    if heads is None:
        raise NotASheet("it is empty: expected a row of headings")
    headings = [_text(head)[0].strip() for head in heads]
    if doubled := [head for head in headings if head and headings.count(head) > 1]:
        raise NotASheet(f"two columns have the heading {doubled[0]!r}")
    if not {"ref", "outcome"} <= {head.lower() for head in headings}:
        raise NotASheet("expected columns with the headings Ref and Outcome")
    return tuple(_row(number, headings, cells) for number, cells in numbered if any(map(_is_said, cells)))


def written(template: Template, form: Form) -> bytes:
    """The sheet to be filled; in XLSX with the allowed words to choose from."""
    rows = [[row.get(column.name, "") for column in template.columns] for row in template.rows]
    headings = [column.heading for column in template.columns]
    if form == "csv":
        return _csv([headings, *rows])
    book, sheet = _book("Outcomes", headings, rows)
    _fit(sheet, template.columns, len(rows))
    return _saved(book)


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], form: Form) -> bytes:
    """Any table as a file."""
    if form == "csv":
        return _csv([headings, *rows])
    book, sheet = _book(title, headings, rows)
    for index in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = 60 if index == len(headings) else 18
    return _saved(book)


def _numbered(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise NotASheet(f"it has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns")
        yield number, cells


def _of_csv(data: bytes) -> Iterator[Sequence[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotASheet(f"it is not UTF-8 (byte {error.start}): save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise NotASheet(f"it is no CSV: {error}") from None


def _of_xlsx(data: bytes) -> Iterator[Sequence[Any]]:
    try:
        whole = packed_anew(unpacked(data, LIMITS))
    except Unfit as error:
        raise NotASheet(str(error)) from None
    try:
        book = load_workbook(whole, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [list(row) for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1)]
        book.close()
    except Exception as error:  # whatever is wrong with a stranger's file, the library stumbles over it in its own way
        raise NotASheet(f"it is no XLSX that can be read ({type(error).__name__})") from None
    yield from (_without_end(row) for row in rows)


def _without_end(row: Sequence[Any]) -> Sequence[Any]:
    last = max((index for index, cell in enumerate(row, start=1) if _is_said(cell)), default=0)
    return row[:last]


def _row(number: int, headings: Sequence[str], cells: Sequence[Any]) -> SheetRow:
    told = {head: _text(cell) for head, cell in zip(headings, cells, strict=False) if head}
    return SheetRow(
        number,
        {head: text for head, (text, _) in told.items()},
        {head: reason for head, (_, reason) in told.items() if reason},
    )


def _is_said(cell: Any) -> bool:
    text, reason = _text(cell)
    return bool(text.strip() or reason)


def _text(cell: Any) -> tuple[str, str]:
    """What the cell says, and why it cannot be read."""
    if isinstance(cell, str):
        return _checked(as_it_was(cell), is_formula=False)
    value = getattr(cell, "value", None)
    match value:
        case None:
            return "", ""
        case bool():
            return ("yes" if value else "no"), ""
        case datetime():
            return value.date().isoformat(), ""
        case date():
            return value.isoformat(), ""
        case float() if value.is_integer():
            return str(int(value)), ""
        case _:
            kind = getattr(cell, "data_type", "s")
            return _checked(as_it_was(str(value)), is_formula=kind == "f", is_error=kind == "e")


def _checked(text: str, *, is_formula: bool, is_error: bool = False) -> tuple[str, str]:
    if is_formula:
        return "", NOT_READ
    if is_error:
        return "", f"it shows the error {text}"
    if len(text) > LONGEST_CELL:
        return "", f"it holds more than {LONGEST_CELL:,} characters"
    return text, ""


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _book(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for number, row in enumerate([headings, *rows], start=1):
        for index, text in enumerate(row, start=1):
            _put(sheet.cell(number, index), text, is_heading=number == 1)
    sheet.freeze_panes = "B2"
    return book, sheet


def _put(cell: Any, text: str, *, is_heading: bool) -> None:
    assert isinstance(cell, Cell)
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    if text:
        cell.value = _plain(harmless(text))
        cell.data_type = "s"  # else a text that begins with = is taken for a formula


def _plain(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)[:LONGEST_CELL]


def _fit(sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Wide enough; grey where nothing is to be written; words to choose from where there are few."""
    widths: Mapping[str, int] = {"title": 50, "outcome": 28, "reason": 40, "notes": 30, "evidence": 40, "state": 24}
    for index, column in enumerate(columns, start=1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = 9 if column.is_count else widths.get(column.name, 16)
        for number in range(2, rows + 2):
            if column.is_count:
                sheet.cell(number, index).number_format = "0"  # a text would not pass for a number of votes
            elif column.is_told and column.name != "notes":
                sheet.cell(number, index).fill = _GREY
        # Room for rows that are added by hand.
        if checked := _validation(column):
            checked.add(f"{letter}2:{letter}{rows + 50}")
            sheet.add_data_validation(checked)


def _validation(column: Column) -> DataValidation | None:
    if column.is_count:
        return DataValidation(type="whole", operator="between", formula1="0", formula2="999", allow_blank=True)
    if not column.words:
        return None
    words = DataValidation(type="list", formula1=f'"{",".join(column.words)}"', allow_blank=True)
    words.error = f"Expected one of: {', '.join(column.words)}"[:255]
    words.errorTitle = column.heading
    return words


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
