"""PURE. The charts of a workbook, drawn by the program that opens it, each with words for those who do not see it."""

from collections.abc import Mapping
from typing import Any

from services.reporter.render.charts.words import in_words
from services.reporter.render.xlsx.sheet import Added
from services.reporter.report import Chart, Report

_BLUE, _INK = "#0B4A7A", "#14202B"
_ROW_PIXELS, _FRAME_PIXELS = 34, 110


def add_charts(book: Any, report: Report, sheets: Mapping[str, Added]) -> None:
    """Beside the tables: proposals by stage, and open assessments against their targets."""
    drawn = {block.id: block for section in report.sections for block in section.blocks if isinstance(block, Chart)}
    if "stages" in drawn:
        _bars(book, drawn["stages"], sheets["stages"], "Stage", ("Proposals",), "G2")
    if "ageing" in drawn:
        values = ("Current duration (WD)", "Target duration (WD)")
        _bars(book, drawn["ageing"], sheets["assessments_open"], "Modification", values, "B{}")


def _bars(book: Any, chart: Chart, on: Added, label: str, values: tuple[str, ...], place: str) -> None:
    if not on.rows:
        return
    drawing = book.add_chart({"type": "bar"})
    for at, value in enumerate(values):
        drawing.add_series(
            {
                "name": value,
                "categories": _cells(on, label),
                "values": _cells(on, value),
                "fill": {"color": _BLUE if at == 0 else "#B9C3CC"},
                "border": {"color": _INK},
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
    drawing.set_title({"name": chart.headline, "name_font": {"size": 12}})
    drawing.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    drawing.set_x_axis({"name": chart.unit, "major_gridlines": {"visible": False}})
    drawing.set_legend({"none": True} if len(values) == 1 else {"position": "bottom"})
    drawing.set_size({"width": 560, "height": on.rows * len(values) * _ROW_PIXELS + _FRAME_PIXELS})
    words = f"{chart.headline}. {chart.subtitle} {in_words(chart)}"
    on.sheet.insert_chart(place.format(on.rows + 4), drawing, {"description": words, "object_position": 3})


def _cells(on: Added, column: str) -> list[Any]:
    """The cells of a column, for a chart."""
    at = on.table.columns.index(column)
    return [on.table.title, 1, at, on.rows, at]
