"""PURE. How many proposals stand in each stage, and how many stood there in the last paper."""

from services.reporter import words
from services.reporter.data import DataRow, DataTable
from services.reporter.figures.stages import COUNTED, number_in, stage_figure
from services.reporter.view import View


def stages(view: View) -> DataTable:
    rows = []
    for stage, name in COUNTED.items():
        figure = stage_figure(view, stage)
        before = number_in(view.previous, stage) if view.previous else None
        rows.append(DataRow((name, figure.value, before, figure.basis), figure.evidence))
    return DataTable(
        "stages",
        "Stages",
        ("Stage", "Proposals", "In the last paper", "Basis"),
        tuple(rows),
        f"Recorded proposals by stage on {words.day(view.cut.as_of)}.",
    )
