"""ADAPTER: the first sheet of an XLSX workbook, as lines of cells. What it would run or fetch is neither."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from shared.feed.reasons import Refused
from shared.feed.sheet import MOST_ROWS, Line
from shared.office.unpacked import BEGINS, Limits, Unfit, packed_anew, unpacked

__all__ = ["BEGINS", "workbook_lines"]

LIMITS = Limits(unpacked_bytes=64 * 1024 * 1024)
MOST_COLUMNS = 64


def workbook_lines(raw: bytes) -> Sequence[Line] | Refused:
    """Days as 2020-04-03, numbers without a point where they are whole, formulas as they came out last."""
    # Not at the top: every command starts sooner without.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        whole = packed_anew(unpacked(raw, LIMITS))
        book = load_workbook(whole, read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        return tuple(_lines(rows))
    except Unfit as error:
        return Refused("too-large" if error.too_large else "schema-invalid", str(error))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError, OSError) as error:
        return Refused("schema-invalid", f"it is no workbook that can be read ({type(error).__name__}): save it as CSV")


def _lines(rows: Any) -> Iterator[Line]:
    width = 0
    for number, row in enumerate(rows, 1):
        cells = tuple(_text(cell) for cell in row)
        width = width or len(_without_blanks(cells))
        if any(cells):
            yield Line(number, (*cells[:width], *_without_blanks(cells[width:])))


def _without_blanks(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Those before the last that is not blank."""
    filled = [place for place, cell in enumerate(cells, 1) if cell]
    return cells[: filled[-1]] if filled else ()


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.date().isoformat() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell.isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
