"""PURE. The DCC's timescales: a summary, the open assessments, and those completed in the last 12 months."""

from collections.abc import Iterator
from datetime import date

from services.reporter import words
from services.reporter.durations import Duration, completed_assessments, open_assessments
from services.reporter.figures.assessments import Group, evidence, groups, how
from services.reporter.figures.means import mean
from services.reporter.report import Block, Table, TableRow
from services.reporter.sections.blocks import sentence
from services.reporter.sections.timescales import figure_says, window
from services.reporter.view import View
from shared.papers.statement import Statement, say


def assessment_tables(view: View) -> Iterator[Block]:
    yield sentence(*window(view, "refine", "assessments"))
    yield Table(
        "Summary",
        ("Assessment", "Total", "Average duration"),
        tuple(_summary_row(group) for group in groups(view)),
        frozenset({1, 2}),
    )
    yield Table(
        "Open Assessments",
        ("Modification", "Type", "Accepted", "Target duration", "Current duration"),
        tuple(_open_row(taken) for taken in open_assessments(view)),
        frozenset({3, 4}),
    )
    yield Table(
        "Assessments completed in the last 12 months",
        ("Modification", "Type", "Returned", "Target duration", "Actual duration"),
        tuple(_completed_row(taken) for taken in completed_assessments(view)),
        frozenset({3, 4}),
    )


def _summary_row(group: Group) -> TableRow:
    total, average = len(group.durations), mean(group.values)
    return TableRow(
        (group.words, str(total), words.working_days(average)),
        evidence(group.durations),
        figure_says("refine", group.name, total, average),
        _partly(group),
    )


def _partly(group: Group) -> str | None:
    if group.basis != "incomplete":
        return None
    return f"the average is of {len(group.values)} of the {len(group.durations)}: the others have no known duration"


def _open_row(taken: Duration) -> TableRow:
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
    return _row(taken, taken.accepted_on, says)


def _completed_row(taken: Duration) -> TableRow:
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
    return _row(taken, taken.until, says)


def _row(taken: Duration, on: date | None, says: Statement) -> TableRow:
    """The note says why the duration is not the computed one; there is none where it is."""
    durations = words.working_days(taken.target_wd), words.working_days(taken.printed_wd)
    return TableRow(
        (taken.label, taken.row.kind, words.short_day(on), *durations),
        taken.evidence,
        (says,),
        note=None if taken.is_counted else how(taken),
        aside=f"{taken.over_wd} over" if taken.over_wd > 0 else None,
    )
