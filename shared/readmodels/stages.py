"""The stages that a modification went through, from its facts in the order of their days.

Facts that only make sense later in the process imply what must have gone before: an assessment, a Working Group
discussion or a Refinement Consultation means Refine, a vote means the Report Phase, a release means approved. Such
turns are marked implied. Facts of an earlier stage never lead back; only a send-back does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shared.domain.facts import (
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
from shared.readmodels.readmodel import Step, dated

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
_BEFORE_OPINE: frozenset[Stage] = frozenset({"unknown", "define", "refine"})


class Turn(Step):
    """It took on `state` on that day. `implied`: no fact says so, but one that is told presumes it."""

    state: State
    implied: bool = False

    @property
    def stage(self) -> Stage:
        return STAGE_OF[self.state]


@dataclass
class _Course:
    turns: list[Turn] = field(default_factory=list)
    assigned: set[int] = field(default_factory=set)
    implemented: set[int] = field(default_factory=set)

    @property
    def stage(self) -> Stage:
        return self.turns[-1].stage if self.turns else "unknown"

    def take(self, recorded: Recorded, state: State, implied: bool = False) -> None:
        if not self.turns or self.turns[-1].state != state:
            self.turns.append(Turn(**dated(recorded), state=state, implied=implied))


def turns_of(history: Iterable[Recorded]) -> tuple[Turn, ...]:
    """The turns of one modification, from its facts in the order of their days."""
    course = _Course()
    for recorded in history:
        _early(course, recorded)
        _late(course, recorded)
    return tuple(course.turns)


def turns_after(turns: tuple[Turn, ...], recorded: Recorded) -> tuple[Turn, ...]:
    """The same with one more fact, the last by day; not for facts of releases, which speak of parts told before."""
    course = _Course(list(turns))
    _early(course, recorded)
    _late(course, recorded)
    return tuple(course.turns) if len(course.turns) > len(turns) else turns


def _early(course: _Course, recorded: Recorded) -> None:
    """Define and Refine."""
    match recorded.fact:
        case ProposalRaised(label=label):
            course.take(recorded, "draft_proposal" if series_of(label) == "DP" else "in_refinement")
        case ProposalNamed(label=label) if course.stage == "unknown" and series_of(label) == "DP":
            course.take(recorded, "draft_proposal", implied=True)
        case ReadinessDetermined(outcome="ready") if course.stage in _BEFORE_REFINE:
            course.take(recorded, "ready_for_panel")
        case ProposalConverted(route=route):
            course.take(recorded, "ready_for_report" if route == "report_phase" else "in_refinement")
        case AssessmentRequested() | AssessmentAccepted() | AssessmentReturned() | WorkingGroupDiscussed():
            _imply_refine(course, recorded)
        case ConsultationOpened(type="refinement") | ConsultationClosed(type="refinement"):
            _imply_refine(course, recorded)
        case ProposalWithdrawn():
            course.take(recorded, "withdrawn")
        case _:
            pass


def _imply_refine(course: _Course, recorded: Recorded) -> None:
    if course.stage in _BEFORE_REFINE:
        course.take(recorded, "in_refinement", implied=True)


def _late(course: _Course, recorded: Recorded) -> None:
    """Opine, the decision, and what follows it."""
    match recorded.fact:
        case ModificationReportSubmitted() if course.stage in ("unknown", "refine"):
            course.take(recorded, "ready_for_report")
        case ConsultationOpened(type="modification_report") if course.stage in _BEFORE_OPINE | {"opine"}:
            course.take(recorded, "out_for_mrc")
        case ConsultationClosed(type="modification_report") if course.stage in _BEFORE_OPINE | {"opine"}:
            course.take(recorded, "awaiting_change_board")
        case ChangeBoardVoted(basis="recommendation") | ReportSubmittedToAuthority():
            course.take(recorded, "with_authority")
        case ChangeBoardVoted(result=result):
            course.take(recorded, "approved" if result == "approve" else "rejected")
        case AuthorityDetermined(outcome=outcome):
            course.take(recorded, outcome)
        case ReleaseAssigned(part=part):
            course.assigned.add(part or 0)
            course.take(recorded, _after_release(course), implied=course.stage not in ("approved", "part_implemented"))
        case ProposalImplemented(part=part):
            course.implemented.add(part or 0)
            course.take(recorded, _after_release(course))
        case _:
            pass


def _after_release(course: _Course) -> State:
    """Implemented once every known part is; a part alone never makes the whole."""
    if not course.implemented:
        return "awaiting_implementation"
    if 0 in course.implemented:
        return "implemented"
    whole = course.assigned | course.implemented
    return "implemented" if len(whole) > 1 and whole == course.implemented else "part_implemented"
