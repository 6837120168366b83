"""PURE. A chart's values as a table, which every format prints below it, or instead of it."""

from collections.abc import Mapping

from services.reporter.chart import Ageing, Bar, Chart, ChartKind, Point
from services.reporter.report import Table, TableRow
from services.reporter.words import working_days

COLUMNS: Mapping[ChartKind, tuple[str, ...]] = {
    "stages": ("Stage", "Proposals", "In the last paper"),
    "ageing": ("Assessment", "Duration", "Clock stopped", "First target", "Against target", "Known as"),
    "by_month": ("Type", "Returned in", "Assessments", "Mean duration", "Durations"),
}
NUMERIC: Mapping[ChartKind, frozenset[int]] = {
    "stages": frozenset({1, 2}),
    "ageing": frozenset({1, 2, 3, 4}),
    "by_month": frozenset({2, 3}),
}
"""The columns that hold numbers."""


def table_of(chart: Chart) -> Table:
    """Its caption is the headline. Rows in the order of the drawing; no column of a last paper where there was none."""
    rows = tuple(TableRow(_cells(bar), bar.evidence, bar.says) for bar in chart.bars)
    columns = COLUMNS[chart.kind]
    if chart.kind == "stages" and all(bar.before is None for bar in chart.bars):
        columns = columns[:2]
    return Table(chart.headline, columns, rows, NUMERIC[chart.kind])


def _cells(bar: Bar) -> tuple[str, ...]:
    match bar:
        case Ageing():
            return _ageing(bar)
        case Point():
            how = "some counted again" if bar.restated else "as stated"
            return bar.kind, bar.label, str(bar.number), working_days(bar.value), how
        case _:
            return (bar.label, str(bar.value), *(() if bar.before is None else (str(bar.before),)))


def _ageing(bar: Ageing) -> tuple[str, ...]:
    first = bar.target_wd if bar.first_target_wd is None else bar.first_target_wd
    days = (working_days(wd) for wd in (bar.value, bar.held_wd, first))
    return (bar.label, *days, bar.against, "stated" if bar.stated else "counted")
