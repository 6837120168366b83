"""PURE. Decisions that came twice, too late, or without what they presume. They are recorded all the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from services.reporter import words
from services.reporter.deeds import in_the_news
from services.reporter.names import in_order, label
from services.reporter.once import once
from services.reporter.report import Report
from services.reporter.view import View
from shared.domain.vocabulary import State
from shared.papers.finding import Finding
from shared.readmodels import BOARD_VOTES, IMPLEMENTATIONS, REGISTER
from shared.readmodels.course import Turn
from shared.readmodels.deeds import Deed, Proceeding
from shared.readmodels.readmodel import Step
from shared.readmodels.register import Modification

_VOTES: tuple[Deed, ...] = ("vote_approve", "vote_reject")
_BROUGHT_BACK: frozenset[State] = frozenset(
    {"sent_back", "in_refinement", "ready_for_report", "out_for_mrc", "awaiting_change_board"}
)
"""A proposal that took on one of these is to be voted on once more."""
_ENDED: Mapping[State, str] = {
    "adoption_window": "withdrawn",
    "withdrawn": "withdrawn",
    "split": "split",
    "merged": "merged into another",
    "implemented": "implemented",
}
_BEFORE_THE_REPORT: frozenset[State] = frozenset({"draft_proposal", "ready_for_panel", "in_refinement"})
_NOT_DECIDED: frozenset[State] = _BEFORE_THE_REPORT | _BROUGHT_BACK | {"with_authority"}


def voted_again(view: View, report: Report) -> Iterator[Finding]:
    """Two votes of regular Change Boards, the later in the days of the paper, and nothing that brought it back."""
    for stream in in_order(list({deed.stream for deed in in_the_news(view, *_VOTES)})):
        row = view.of(REGISTER).get(stream)
        for first, again in pairwise(_votes(view).get(stream, ())):
            if again.on in view.cut.news and row and not _is_brought_back(row, first.on, again.on):
                yield Finding(
                    rule="voted-again",
                    message=f"{label(view, stream)}: vote recorded on {words.day(first.on)} and again on "
                    f"{words.day(again.on)}, and nothing says what brought it back.",
                    mend="record that the first vote was deferred or what was sent back, or retract what is wrong.",
                    subjects=(stream, *first.evidence, *again.evidence),
                )


@once
def _votes(view: View) -> Mapping[str, Sequence[Step]]:
    """By stream, a vote of each day by then."""
    votes: dict[str, dict[date, Step]] = defaultdict(dict)
    for row in view.of(BOARD_VOTES).values():
        if row.taken.exact and row.taken.on <= view.cut.as_of:
            votes[row.stream].setdefault(row.taken.on, row.taken)
    return {stream: [of_day[on] for on in sorted(of_day)] for stream, of_day in votes.items()}


def _is_brought_back(row: Modification, first: date, again: date) -> bool:
    return any(turn.state in _BROUGHT_BACK and first < turn.on <= again for turn in row.turns)


def decided_after_its_end(view: View, report: Report) -> Iterator[Finding]:
    """A vote or a determination in the days of the paper, of what was withdrawn, split, merged or implemented."""
    for deed in in_the_news(view, *_VOTES, "approved", "rejected", "sent_back", "fast_track_approved"):
        before = _turn_before(view, deed.stream, deed.taken.on)
        if before and before.state in _ENDED:
            yield Finding(
                rule="decided-after-its-end",
                message=f"{label(view, deed.stream)}: {_decided(deed)} on {words.day(deed.taken.on)}, after it was "
                f"{_ENDED[before.state]} ({words.day(before.on)}).",
                mend="correct the day that is wrong, or retract what did not happen.",
                subjects=(deed.stream, *deed.taken.evidence, *before.evidence),
            )


def _decided(deed: Proceeding) -> str:
    if deed.body == "authority":
        return "the Authority determined"
    return "the Panel approved" if deed.body == "panel" else "the Change Board voted"


def _turn_before(view: View, stream: str, day: date) -> Turn | None:
    """Where it stood at the end of the day before."""
    row = view.of(REGISTER).get(stream)
    return next((turn for turn in reversed(row.turns) if turn.on < day), None) if row else None


def steps_not_recorded(view: View, report: Report) -> Iterator[Finding]:
    """A vote without a Modification Report, a release or an implementation without an approval.

    Only of what is known since it was raised: of others, nothing was recorded in those days. An Urgent Proposal keeps
    a timetable of its own.
    """
    yield from _votes_without_a_report(view)
    told: dict[str, tuple[str, Step]] = {}
    for _, row in sorted(view.of(IMPLEMENTATIONS).items()):
        for what, taken in (("implemented", row.implemented), ("assigned to a release", row.assigned)):
            if taken and taken.exact and taken.on in view.cut.news and _undecided(view, row.stream, taken.on):
                told[row.stream] = what, taken
    for stream in in_order(list(told)):
        what, taken = told[stream]
        done = f"{label(view, stream)} was {what} on {words.day(taken.on)}"
        yield Finding(
            rule="step-not-recorded",
            message=f"{done}, and nothing says that it was approved.",
            mend="record the vote or the determination.",
            subjects=(stream, *taken.evidence),
        )


def _votes_without_a_report(view: View) -> Iterator[Finding]:
    for deed in in_the_news(view, *_VOTES):
        row, before = _known(view, deed.stream), _turn_before(view, deed.stream, deed.taken.on)
        if row and before and before.state in _BEFORE_THE_REPORT and not row.urgency and not _reported_on(row, deed):
            yield Finding(
                rule="step-not-recorded",
                message=f"{label(view, deed.stream)}: the Change Board voted on {words.day(deed.taken.on)}, and "
                "nothing says that its Modification Report was submitted or consulted on.",
                mend="record ModificationReportSubmitted, and the consultation.",
                subjects=(deed.stream, *deed.taken.evidence),
            )


def _reported_on(row: Modification, deed: Proceeding) -> bool:
    """On the day of the vote itself."""
    on_the_day = (turn for turn in row.turns if turn.on == deed.taken.on)
    return any(turn.stage == "opine" and turn.state != "with_authority" for turn in on_the_day)


def _undecided(view: View, stream: str, day: date) -> bool:
    """Known since it was raised, and by then in no state to which a decision led."""
    row, before = _known(view, stream), _turn_before(view, stream, day)
    if row is None or before is None or before.state not in _NOT_DECIDED:
        return False
    return not any(turn.on == day and turn.stage == "approved" and not turn.implied for turn in row.turns)


def _known(view: View, stream: str) -> Modification | None:
    row = view.of(REGISTER).get(stream)
    return row if row and row.raised and row.raised.exact else None
