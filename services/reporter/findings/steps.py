"""PURE. Assessments whose recorded days cannot be in order: returned before accepted, accepted before requested."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.names import label
from services.reporter.report import Report
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.papers.finding import Finding
from shared.readmodels import ASSESSMENTS
from shared.readmodels.assessments import Assessment, AssessmentDeed, Turn

_AFTER: dict[AssessmentDeed, AssessmentDeed] = {
    "accepted": "requested",
    "stopped": "accepted",
    "returned": "accepted",
    "resumed": "stopped",
    "reissued": "returned",
}
"""No deed on the left without the one on the right before it, or on the same day."""


def steps_out_of_order(view: View, report: Report) -> Iterator[Finding]:
    """One finding for each step that stands before the one it presumes; where that one is not told, there is none."""
    rows = [row for row in view.of(ASSESSMENTS).values() if not view.cut.is_over(row)]
    found = [(row, pair) for row in rows for pair in _out_of_order(_told(view, row))]
    found.sort(key=lambda each: (ModificationRef.parse(each[0].stream), each[0].kind, each[0].n))
    yield from (_finding(view, row, *pair) for row, pair in found)


def _told(view: View, row: Assessment) -> tuple[Turn, ...]:
    day = view.cut.as_of
    return tuple(turn for turn in row.turns if turn.on <= day)


def _out_of_order(told: tuple[Turn, ...]) -> Iterator[tuple[Turn, Turn]]:
    """A step, and the first of those that should have gone before it."""
    for turn in told:
        before = _AFTER.get(turn.deed)
        presumed = [other for other in told if other.deed == before]
        if presumed and all(_is_later(other, turn) for other in presumed):
            yield turn, presumed[0]


def _is_later(other: Turn, turn: Turn) -> bool:
    """Surely: what had happened by its day may have happened long before."""
    return other.exact and other.on > turn.on


def _finding(view: View, row: Assessment, turn: Turn, presumed: Turn) -> Finding:
    on, then = words.day(turn.on), words.day(presumed.on)
    facts = (*turn.evidence, *presumed.evidence)
    return Finding(
        rule="steps-out-of-order",
        message=f"{label(view, row.stream)} {row.kind} {row.n}: {turn.deed} {'on' if turn.exact else 'by'} {on}, "
        f"before it was {presumed.deed} ({then})",
        mend=f"correct the day that is wrong, or retract its fact: {words.in_a_row(facts)}.",
        subjects=(row.stream, *facts),
    )
