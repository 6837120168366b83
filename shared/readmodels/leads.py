"""Where each fact leads a modification.

Facts that only make sense later in the process imply what must have gone before: an assessment, a Working Group
discussion or a Refinement Consultation means Refine, a vote means the Report Phase, a release means approved. Such
turns are marked implied. Facts of an earlier stage never lead back; only a send-back, a return and an appeal do.
"""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.facts import (
    AdoptionWindowClosed,
    AlternativeAdded,
    AnyFact,
    AppealDetermined,
    AssessmentAccepted,
    AssessmentRequested,
    AssessmentReturned,
    AuthorityDetermined,
    ChangeBoardDeferred,
    ChangeBoardVoted,
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConversionRefused,
    FastTrackApproved,
    ImplementationCancelled,
    ModificationReportSubmitted,
    ProblemStatementReceived,
    ProposalAdopted,
    ProposalConverted,
    ProposalImplemented,
    ProposalNamed,
    ProposalRaised,
    ProposalsMerged,
    ProposalSplit,
    ProposalSplitOff,
    ProposalWithdrawn,
    ReadinessDetermined,
    ReleaseAssigned,
    ReportReturned,
    ReportSubmittedToAuthority,
    ReworkStarted,
    WithdrawalRequested,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded
from shared.domain.reference import series_of
from shared.domain.vocabulary import Stage, State
from shared.readmodels.course import Course

BEFORE_REFINE: frozenset[Stage] = frozenset({"unknown", "define"})
_BEFORE_OPINE: frozenset[Stage] = frozenset({"unknown", "define", "refine"})


def _received(course: Course, recorded: Recorded, _: AnyFact) -> None:
    if course.stage == "unknown":
        course.take(recorded, "critical_friend_review")


def _raised(course: Course, recorded: Recorded, fact: ProposalRaised) -> None:
    course.take(recorded, "draft_proposal" if series_of(fact.label) == "DP" else "in_refinement")


def _named(course: Course, recorded: Recorded, fact: ProposalNamed) -> None:
    if course.stage == "unknown" and series_of(fact.label) == "DP":
        course.take(recorded, "draft_proposal", implied=True)


def _readiness_determined(course: Course, recorded: Recorded, fact: ReadinessDetermined) -> None:
    if fact.outcome == "ready" and course.stage in BEFORE_REFINE:
        course.take(recorded, "ready_for_panel")


def _converted(course: Course, recorded: Recorded, fact: ProposalConverted) -> None:
    course.take(recorded, "ready_for_report" if fact.route == "report_phase" else "in_refinement")


def _conversion_refused(course: Course, recorded: Recorded, _: AnyFact) -> None:
    if course.stage == "define":
        course.take(recorded, "draft_proposal")


def _fast_tracked(course: Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "approved")


def _split_off(course: Course, recorded: Recorded, fact: ProposalSplitOff) -> None:
    course.take(recorded, fact.state)


def _split(course: Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "split")


def _merged(course: Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "merged")


def _withdrawal_requested(course: Course, recorded: Recorded, fact: WithdrawalRequested) -> None:
    if fact.adoptable_until is not None:
        course.take(recorded, "adoption_window")


def _adopted(course: Course, recorded: Recorded, _: AnyFact) -> None:
    """Back to where it stood before it was withdrawn."""
    before = [turn.state for turn in course.turns if turn.state not in ("adoption_window", "withdrawn")]
    course.take(recorded, before[-1] if before else "in_refinement")


def _withdrawn(course: Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "withdrawn")


def imply_refine(course: Course, recorded: Recorded, _: AnyFact) -> None:
    if course.stage in BEFORE_REFINE:
        course.take(recorded, "in_refinement", implied=True)


def _consulted(
    course: Course, recorded: Recorded, fact: ConsultationOpened | ConsultationExtended | ConsultationClosed
) -> None:
    if fact.type == "refinement":
        imply_refine(course, recorded, fact)
    elif fact.type == "modification_report" and course.stage in _BEFORE_OPINE | {"opine"}:
        is_closed = isinstance(fact, ConsultationClosed)
        course.take(recorded, "awaiting_change_board" if is_closed else "out_for_mrc")


def _reported(course: Course, recorded: Recorded, _: AnyFact) -> None:
    if course.stage in ("unknown", "refine"):
        course.take(recorded, "ready_for_report")


def _report_returned(course: Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "in_refinement")


def _deferred(course: Course, recorded: Recorded, _: AnyFact) -> None:
    if course.stage in _BEFORE_OPINE | {"opine"}:
        course.take(recorded, "awaiting_change_board")


def _rework_started(course: Course, recorded: Recorded, fact: ReworkStarted) -> None:
    course.take(recorded, "ready_for_report" if fact.route == "report_phase" else "in_refinement")


def _appeal_determined(course: Course, recorded: Recorded, fact: AppealDetermined) -> None:
    """A confirmed decision stands, whatever has followed it; of another no release is left."""
    if fact.outcome != "confirmed":
        course.assigned = frozenset()
    if fact.outcome == "remitted":
        course.take(recorded, "sent_back")
    elif fact.outcome == "overturned":
        course.take(recorded, "approved" if course.stage == "rejected" else "rejected")


def _voted(course: Course, recorded: Recorded, fact: ChangeBoardVoted) -> None:
    """What is not chosen among alternatives decides nothing: the vote on another, or on the proposal, does."""
    if fact.on_alternative and (fact.basis == "recommendation" or fact.result == "reject"):
        _deferred(course, recorded, fact)
        return
    decided: State = "approved" if fact.result == "approve" else "rejected"
    course.take(recorded, "with_authority" if fact.basis == "recommendation" else decided)


def _submitted(course: Course, recorded: Recorded, _: AnyFact) -> None:
    course.take(recorded, "with_authority")


def _determined(course: Course, recorded: Recorded, fact: AuthorityDetermined) -> None:
    course.take(recorded, fact.outcome)


def _assigned(course: Course, recorded: Recorded, fact: ReleaseAssigned) -> None:
    """What is now to come in parts is no more to come whole, and the other way round."""
    kept = course.assigned - {0} if fact.part else course.assigned & course.implemented
    course.assigned = kept | {fact.part or 0}
    course.take(recorded, _after_release(course), implied=course.stage not in ("approved", "part_implemented"))


def _cancelled(course: Course, recorded: Recorded, fact: ImplementationCancelled) -> None:
    course.assigned -= {fact.part or 0}
    if not course.implemented and not course.assigned:
        course.take(recorded, "approved")


def _implemented(course: Course, recorded: Recorded, fact: ProposalImplemented) -> None:
    course.implemented |= {fact.part or 0}
    course.take(recorded, _after_release(course))


def _after_release(course: Course) -> State:
    """Implemented once every known part is; a part alone never makes the whole."""
    if not course.implemented:
        return "awaiting_implementation"
    if 0 in course.implemented:
        return "implemented"
    whole = course.assigned | course.implemented
    return "implemented" if len(whole) > 1 and whole == course.implemented else "part_implemented"


LEADS: Mapping[type[AnyFact], Callable[[Course, Recorded, Any], None]] = {
    ProblemStatementReceived: _received,
    ProposalRaised: _raised,
    ProposalNamed: _named,
    ReadinessDetermined: _readiness_determined,
    ProposalConverted: _converted,
    ConversionRefused: _conversion_refused,
    FastTrackApproved: _fast_tracked,
    ProposalSplit: _split,
    ProposalSplitOff: _split_off,
    ProposalsMerged: _merged,
    WithdrawalRequested: _withdrawal_requested,
    ProposalAdopted: _adopted,
    AdoptionWindowClosed: _withdrawn,
    ProposalWithdrawn: _withdrawn,
    AssessmentRequested: imply_refine,
    AssessmentAccepted: imply_refine,
    AssessmentReturned: imply_refine,
    WorkingGroupDiscussed: imply_refine,
    AlternativeAdded: imply_refine,
    ConsultationOpened: _consulted,
    ConsultationExtended: _consulted,
    ConsultationClosed: _consulted,
    ModificationReportSubmitted: _reported,
    ReportReturned: _report_returned,
    ChangeBoardDeferred: _deferred,
    ChangeBoardVoted: _voted,
    ReportSubmittedToAuthority: _submitted,
    AuthorityDetermined: _determined,
    ReworkStarted: _rework_started,
    AppealDetermined: _appeal_determined,
    ReleaseAssigned: _assigned,
    ImplementationCancelled: _cancelled,
    ProposalImplemented: _implemented,
}
"""Where each fact leads; the others lead nowhere. By type: half of all projecting is asking this."""
