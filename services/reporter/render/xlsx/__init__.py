"""PURE. A report as a workbook: one table a sheet, days as days, numbers as numbers, and texts as texts only."""

import io
from datetime import UTC, datetime, time

from services.reporter.render.packed import packed_anew
from services.reporter.render.sheets import sheets
from services.reporter.render.xml_text import on_one_line
from services.reporter.report import Report

_LONGEST_TITLE = 255
"""That a property may have."""


def xlsx(report: Report) -> bytes:
    """The same report gives the same workbook."""
    # Not at the top: who asks for Markdown loads none of this.
    from xlsxwriter import Workbook

    from services.reporter.render.xlsx.charts import add_charts
    from services.reporter.render.xlsx.sheet import Forms, add_sheet

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(_said_of_itself(report))
    forms = Forms(book)
    added = {table.id: add_sheet(book, forms, table) for table in sheets(report)}
    add_charts(book, report, added)
    book.close()
    return packed_anew(out.getvalue())


def _said_of_itself(report: Report) -> dict[str, object]:
    """Its own day, and nothing of the machine or of the day on which it was made."""
    day = report.header.issued_on if report.header else report.cut.as_of
    return {
        "title": on_one_line(report.head[-1].text)[:_LONGEST_TITLE],
        "subject": on_one_line(report.header.paper_ref if report.header else "")[:_LONGEST_TITLE],
        "author": "",
        "created": datetime.combine(day, time(), UTC),
    }
