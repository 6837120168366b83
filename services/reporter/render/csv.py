"""PURE. The tables of a report as CSV, one file each: in UTF-8 with its mark, days as 2020-06-12, columns named first.

A text that would begin a formula in a spreadsheet has an apostrophe before it; numbers and days are as they are.
"""

import csv as standard
import io
from collections.abc import Mapping
from datetime import date

from services.reporter.data import DataTable, Value
from services.reporter.render.packed import packed
from services.reporter.render.sheets import sheets, with_evidence
from services.reporter.render.xml_text import allowed
from services.reporter.report import Report
from shared.office.formulas import harmless


def csv(report: Report) -> bytes:
    """All of them in one zip."""
    return packed(csv_files(report).items())


def csv_files(report: Report) -> Mapping[str, bytes]:
    """By their names: `modifications.csv`, …"""
    return {f"{table.id}.csv": _file(table) for table in sheets(report)}


def _file(table: DataTable) -> bytes:
    columns, rows = with_evidence(table)
    out = io.StringIO(newline="")
    writer = standard.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case int() | float():
            return str(value)
        case str():
            return harmless(allowed(value))
