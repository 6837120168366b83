"""PURE. The DCC's timescales: a summary, the open assessments, those completed in the last 12 months."""

from collections.abc import Callable, Iterator
from datetime import date

from services.reporter import words
from services.reporter.durations import Duration, completed_assessments, open_assessments
from services.reporter.figures.assessments import Group, evidence, groups, how
from services.reporter.figures.means import mean
from services.reporter.report import Block, Table, TableRow
from services.reporter.sections.blocks import sentence
from services.reporter.sections.timescales import figure_says, window
from services.reporter.view import View
from shared.domain.vocabulary import AssessmentKind
from shared.papers.statement import Statement, say

BESIDE = {"weekdays_both_ends": ("In weekdays",), "sec_working_days": ("In SEC Working Days",)}
"""What the column of a second count is called."""
GroupOf = Callable[[View, AssessmentKind], Group]


def window_of_the_tables(view: View) -> Iterator[Block]:
    yield sentence(*window(view, "refine", "assessments"))


def summary_table(view: View) -> Iterator[Block]:
    """Where days are counted in two ways, the second has a column of its own, before that of the paper."""
    yield _summary(view, groups(view))


def one_summary_row(view: View, kind: AssessmentKind, group: GroupOf) -> Iterator[Block]:
    """A row of the summary alone."""
    yield _summary(view, (group(view, kind),))


def _summary(view: View, of: tuple[Group, ...]) -> Table:
    beside = _columns_beside(view)
    return Table(
        "Summary",
        ("Assessment", "Total", *beside, "Average duration"),
        tuple(_summary_row(group, bool(beside)) for group in of),
        frozenset(range(1, 3 + len(beside))),
    )


def open_table(view: View) -> Iterator[Block]:
    beside = _columns_beside(view)
    yield Table(
        "Open Assessments",
        ("Modification", "Type", "Accepted", "Target duration", *beside, "Current duration"),
        tuple(_open_row(taken, bool(beside)) for taken in open_assessments(view)),
        frozenset(range(3, 5 + len(beside))),
    )


def completed_table(view: View) -> Iterator[Block]:
    beside = _columns_beside(view)
    yield Table(
        "Assessments completed in the last 12 months",
        ("Modification", "Type", "Returned", "Target duration", *beside, "Actual duration"),
        tuple(_completed_row(taken, bool(beside)) for taken in completed_assessments(view)),
        frozenset(range(3, 5 + len(beside))),
    )


def _columns_beside(view: View) -> tuple[str, ...]:
    return BESIDE.get(view.cut.beside or "", ())


def _summary_row(group: Group, is_beside: bool) -> TableRow:
    total, average = len(group.durations), mean(group.values)
    return TableRow(
        (group.words, str(total), *_beside(group.beside_wd, is_beside), words.working_days(average)),
        evidence(group.durations),
        figure_says("refine", group.name, total, average),
        _partly(group),
    )


def _partly(group: Group) -> str | None:
    if group.basis != "incomplete":
        return None
    return f"the average is of {len(group.values)} of the {len(group.durations)}: the others have no known duration"


def _open_row(taken: Duration, is_beside: bool) -> TableRow:
    says = say(
        "refine",
        "assessment_open",
        taken.row.stream,
        label=taken.label,
        kind=taken.row.kind,
        accepted_on=taken.accepted_on.isoformat() if taken.accepted_on else None,
        target_wd=taken.target_wd,
        duration_wd=taken.printed_wd,
    )
    return _row(taken, taken.accepted_on, says, is_beside)


def _completed_row(taken: Duration, is_beside: bool) -> TableRow:
    says = say(
        "refine",
        "assessment_completed",
        taken.row.stream,
        label=taken.label,
        kind=taken.row.kind,
        returned_on=taken.until.isoformat(),
        target_wd=taken.target_wd,
        duration_wd=taken.printed_wd,
    )
    return _row(taken, taken.until, says, is_beside)


def _row(taken: Duration, on: date | None, says: Statement, is_beside: bool) -> TableRow:
    """The note says why the duration is not the computed one; there is none where it is."""
    target, printed = words.working_days(taken.target_wd), words.working_days(taken.printed_wd)
    return TableRow(
        (taken.label, taken.row.kind, words.short_day(on), target, *_beside(taken.beside_wd, is_beside), printed),
        taken.evidence,
        (says,),
        note=None if taken.is_counted else how(taken),
        aside=f"{taken.over_wd} over" if taken.over_wd > 0 else None,
    )


def _beside(value: int | None, is_beside: bool) -> tuple[str, ...]:
    return (words.working_days(value),) if is_beside else ()
