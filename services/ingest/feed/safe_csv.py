"""CSV that a spreadsheet shows and never runs: a cell that would begin a formula begins with an apostrophe."""

import csv
import io
from collections.abc import Iterable, Sequence

from shared.office.formulas import harmless


def safe_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """By RFC 4180, in UTF-8 with its mark, without which spreadsheets take it for something else."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else harmless(str(value))
