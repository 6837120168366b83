"""PURE. The DCC's assessments: open at the end of the statistics, and completed in their 12 months."""

from collections.abc import Iterable

from services.reporter import words
from services.reporter.data import DataRow, DataTable, Value
from services.reporter.durations import Duration, completed_assessments, open_assessments
from services.reporter.figures.assessments import how
from services.reporter.tables.modifications import title
from services.reporter.view import View

_WHICH = ("Modification", "Title", "Type", "Number", "Accepted")


def open_(view: View) -> DataTable:
    return DataTable(
        "assessments_open",
        "Assessments open",
        (*_WHICH, *_columns(view, "Current duration (WD)")),
        _rows(view, open_assessments(view), is_open=True),
        f"Accepted by the DCC and not returned by {words.day(view.cut.stats_to)}.",
    )


def completed(view: View) -> DataTable:
    first, last = view.cut.statistics.first, view.cut.statistics.last
    return DataTable(
        "assessments_completed",
        "Assessments completed",
        (*_WHICH, "Returned", *_columns(view, "Actual duration (WD)")),
        _rows(view, completed_assessments(view), is_open=False),
        f"Returned by the DCC from {words.day(first)} to {words.day(last)}.",
    )


def _columns(view: View, duration: str) -> tuple[str, ...]:
    beside = (f"By {view.cut.beside} (WD)",) if view.cut.beside else ()
    return (
        *("First target (WD)", "Target duration (WD)", duration, "Over target (WD)"),
        *("Counted from its days (WD)", "Stated (WD)", *beside, "How the duration came about"),
    )


def _rows(view: View, durations: Iterable[Duration], is_open: bool) -> tuple[DataRow, ...]:
    return tuple(DataRow(_values(view, taken, is_open), taken.evidence) for taken in durations)


def _values(view: View, taken: Duration, is_open: bool) -> tuple[Value, ...]:
    targets = [target.target_wd for target in taken.row.targets if target.on <= taken.until]
    over = taken.over_wd if taken.printed_wd is not None and taken.target_wd is not None else None
    return (
        *(taken.label, title(view, taken.row.stream), taken.row.kind, taken.row.n, taken.accepted_on),
        *(() if is_open else (taken.until,)),
        *(targets[0] if targets else taken.target_wd, taken.target_wd, taken.printed_wd, over),
        *(taken.counted_wd, taken.stated_wd, *((taken.beside_wd,) if view.cut.beside else ())),
        how(taken),
    )
