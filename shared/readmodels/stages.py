"""The stages that a modification went through, from its facts in the order of their days.

Facts that only make sense later in the process imply what must have gone before: an assessment, a Working Group
discussion or a Refinement Consultation means Refine, a vote means the Report Phase, a release means approved. Such
turns are marked implied. Facts of an earlier stage never lead back; only a send-back does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentRequested,
    AssessmentReturned,
    AuthorityDetermined,
    ChangeBoardVoted,
    ConsultationClosed,
    ConsultationOpened,
    ModificationReportSubmitted,
    ProposalConverted,
    ProposalImplemented,
    ProposalNamed,
    ProposalRaised,
    ProposalWithdrawn,
    ReadinessDetermined,
    ReleaseAssigned,
    ReportSubmittedToAuthority,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded
from shared.domain.reference import series_of
from shared.domain.vocabulary import Stage, State
from shared.readmodels.readmodel import Step, told_by

STAGE_OF: dict[State, Stage] = {
    "unknown": "unknown",
    "draft_proposal": "define",
    "ready_for_panel": "define",
    "in_refinement": "refine",
    "sent_back": "refine",
    "ready_for_report": "opine",
    "out_for_mrc": "opine",
    "awaiting_change_board": "opine",
    "with_authority": "opine",
    "approved": "approved",
    "awaiting_implementation": "approved",
    "part_implemented": "part_implemented",
    "implemented": "implemented",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
}
"""Under which stage each state is counted. That a submitted Modification Report counts as Opine is a convention."""

_BEFORE_REFINE: frozenset[Stage] = frozenset({"unknown", "define"})
_OF_PARTS: frozenset[State] = frozenset({"part_implemented", "implemented"})
_BEFORE_OPINE: frozenset[Stage] = frozenset({"unknown", "define", "refine"})


class Turn(Step, frozen=True, kw_only=True):
    """It took on `state` on that day. `implied`: no fact says so, but one that is told presumes it."""

    state: State
    implied: bool = False

    @property
    def stage(self) -> Stage:
        return STAGE_OF[self.state]


@dataclass(slots=True)
class _Course:
    turns: list[Turn] = field(default_factory=list)
    assigned: set[int] = field(default_factory=set)
    implemented: set[int] = field(default_factory=set)
    stage: Stage = "unknown"

    def __post_init__(self) -> None:
        if self.turns:
            self.stage = self.turns[-1].stage

    def take(self, recorded: Recorded, state: State, implied: bool = False) -> None:
        if not self.turns or self.turns[-1].state != state:
            turn = Turn(on=recorded.day, exact=recorded.exact, told_by=told_by(recorded), state=state, implied=implied)
            self.turns.append(turn)
            self.stage = turn.stage


def turns_of(history: Iterable[Recorded]) -> tuple[Turn, ...]:
    """The turns of one modification, from its facts in the order of their days."""
    course = _Course()
    for recorded in history:
        fact = recorded.fact
        if (lead := _LEADS.get(type(fact))) is not None:
            lead(course, recorded, fact)
    return tuple(course.turns)


def turns_after(turns: tuple[Turn, ...], recorded: Recorded) -> tuple[Turn, ...] | None:
    """The same with one more fact, the last by day; `turns` itself where it leads nowhere.

    None where that depends on the parts in which the modification was implemented before.
    """
    fact = recorded.fact
    if (lead := _LEADS.get(type(fact))) is None:
        return turns
    # Talk goes on for most of a modification's life, and leads no further once it is in Refine.
    if lead is _imply_refine and turns and turns[-1].stage not in _BEFORE_REFINE:
        return turns
    if _depends_on_parts(turns, fact):
        return None
    course = _Course(list(turns))
    lead(course, recorded, fact)
    return tuple(course.turns) if len(course.turns) > len(turns) else turns


def _depends_on_parts(turns: tuple[Turn, ...], fact: AnyFact) -> bool:
    """Not before the first part is implemented, and no more when the whole is."""
    if isinstance(fact, ProposalImplemented):
        return fact.part is not None
    return isinstance(fact, ReleaseAssigned) and any(turn.state in _OF_PARTS for turn in turns)


def _raised(course: _Course, recorded: Recorded, fact: ProposalRaised) -> None:
    course.take(recorded, "draft_proposal" if series_of(fact.label) == "DP" else "in_refinement")


def _named(course: _Course, recorded: Recorded, fact: ProposalNamed) -> None:
    if course.stage == "unknown" and series_of(fact.label) == "DP":
        course.take(recorded, "draft_proposal", implied=True)


def _readiness_determined(course: _Course, recorded: Recorded, fact: ReadinessDetermined) -> None:
    if fact.outcome == "ready" and course.stage in _BEFORE_REFINE:
        course.take(recorded, "ready_for_panel")


def _converted(course: _Course, recorded: Recorded, fact: ProposalConverted) -> None:
    course.take(recorded, "ready_for_report" if fact.route == "report_phase" else "in_refinement")


def _withdrawn(course: _Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "withdrawn")


def _imply_refine(course: _Course, recorded: Recorded, _: AnyFact) -> None:
    if course.stage in _BEFORE_REFINE:
        course.take(recorded, "in_refinement", implied=True)


def _consulted(course: _Course, recorded: Recorded, fact: ConsultationOpened | ConsultationClosed) -> None:
    if fact.type == "refinement":
        _imply_refine(course, recorded, fact)
    elif course.stage in _BEFORE_OPINE | {"opine"}:
        is_open = isinstance(fact, ConsultationOpened)
        course.take(recorded, "out_for_mrc" if is_open else "awaiting_change_board")


def _reported(course: _Course, recorded: Recorded, _: AnyFact) -> None:
    if course.stage in ("unknown", "refine"):
        course.take(recorded, "ready_for_report")


def _voted(course: _Course, recorded: Recorded, fact: ChangeBoardVoted) -> None:
    decided: State = "approved" if fact.result == "approve" else "rejected"
    course.take(recorded, "with_authority" if fact.basis == "recommendation" else decided)


def _submitted(course: _Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "with_authority")


def _determined(course: _Course, recorded: Recorded, fact: AuthorityDetermined) -> None:
    course.take(recorded, fact.outcome)


def _assigned(course: _Course, recorded: Recorded, fact: ReleaseAssigned) -> None:
    course.assigned.add(fact.part or 0)
    course.take(recorded, _after_release(course), implied=course.stage not in ("approved", "part_implemented"))


def _implemented(course: _Course, recorded: Recorded, fact: ProposalImplemented) -> None:
    course.implemented.add(fact.part or 0)
    course.take(recorded, _after_release(course))


def _after_release(course: _Course) -> State:
    """Implemented once every known part is; a part alone never makes the whole."""
    if not course.implemented:
        return "awaiting_implementation"
    if 0 in course.implemented:
        return "implemented"
    whole = course.assigned | course.implemented
    return "implemented" if len(whole) > 1 and whole == course.implemented else "part_implemented"


_LEADS: Mapping[type[AnyFact], Callable[[_Course, Recorded, Any], None]] = {
    ProposalRaised: _raised,
    ProposalNamed: _named,
    ReadinessDetermined: _readiness_determined,
    ProposalConverted: _converted,
    ProposalWithdrawn: _withdrawn,
    AssessmentRequested: _imply_refine,
    AssessmentAccepted: _imply_refine,
    AssessmentReturned: _imply_refine,
    WorkingGroupDiscussed: _imply_refine,
    ConsultationOpened: _consulted,
    ConsultationClosed: _consulted,
    ModificationReportSubmitted: _reported,
    ChangeBoardVoted: _voted,
    ReportSubmittedToAuthority: _submitted,
    AuthorityDetermined: _determined,
    ReleaseAssigned: _assigned,
    ProposalImplemented: _implemented,
}
"""Where each fact leads; the others lead nowhere. By type: half of all projecting is asking this."""
