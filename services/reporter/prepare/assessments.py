"""PURE. What the DCC was asked for, and has not accepted, or not returned in time."""

from collections.abc import Iterator
from datetime import date

from services.reporter.durations import Duration, duration
from services.reporter.names import label
from services.reporter.prepare.point import Point
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AssessmentKind
from shared.readmodels import ASSESSMENTS
from shared.readmodels.assessments import Assessment

KINDS: dict[AssessmentKind, str] = {"PA": "Preliminary Assessment", "IA": "Impact Assessment"}


def assessments_not_accepted(view: View) -> Iterator[Point]:
    day = view.cut.as_of
    for row in _in_order(view):
        requested = row.last("requested", day)
        if row.state_at(day) == "requested" and requested:
            yield Point(
                question="assessment-not-accepted",
                what=f"{KINDS[row.kind]} {row.n} requested, and not accepted",
                which=label(view, row.stream),
                stream=row.stream,
                since=requested.on,
                ask="DCC",
                evidence=requested.evidence,
            )


def assessments_over_target(view: View) -> Iterator[Point]:
    """Open, and open for longer than their target; where no source dates the acceptance, nobody can say."""
    day = view.cut.as_of
    for row in _in_order(view):
        if row.state_at(day) not in ("open", "stopped"):
            continue
        taken = duration(view, row, day)
        if (due := _due_on(taken)) and due < day:
            yield Point(
                question="assessment-over-target",
                what=f"{KINDS[row.kind]} {row.n} not returned after {taken.counted_wd} WD, against a target of "
                f"{taken.target_wd} WD",
                which=taken.label,
                stream=row.stream,
                since=due,
                ask="DCC",
                evidence=taken.evidence,
            )


def _due_on(taken: Duration) -> date | None:
    """The last day of its target, by the days that count; None while it is within it."""
    if taken.span is None or taken.target_wd is None or (taken.counted_wd or 0) <= taken.target_wd:
        return None
    counted = [day.day for day in taken.span.days if day.counted]
    return counted[taken.target_wd - 1] if taken.target_wd else taken.span.first


def _in_order(view: View) -> list[Assessment]:
    rows = view.of(ASSESSMENTS).values()
    return sorted(rows, key=lambda row: (ModificationRef.parse(row.stream), row.kind, row.n))
