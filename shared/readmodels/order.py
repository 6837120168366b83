"""In which order the facts of one day happened, where only their day is told.

What was recorded by commands happened in the order in which it was recorded: each was decided by what was told before.
What was observed may come from files in any order; it is taken in the order of the process, so that the order of the
files makes no difference. Facts that may follow one another either way, such as a clock's stops, stay as recorded.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter

from shared.domain.facts import (
    AdoptionWindowClosed,
    AgendaPublished,
    AlternativeAdded,
    AnyFact,
    AppealDetermined,
    AppealLodged,
    AssessmentAccepted,
    AssessmentCancelled,
    AssessmentClockResumed,
    AssessmentClockStopped,
    AssessmentDurationStated,
    AssessmentRefused,
    AssessmentReissued,
    AssessmentRequested,
    AssessmentReturned,
    AssessmentTargetRevised,
    AuthorityDetermined,
    ChangeBoardDeferred,
    ChangeBoardVoted,
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationPlanned,
    ConversionRefused,
    FastTrackApproved,
    FastTrackRecommended,
    ImplementationCancelled,
    ImplementationDateChanged,
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
    ModificationReportSubmitted,
    PathDetermined,
    ProblemStatementCommented,
    ProblemStatementReceived,
    ProposalAdopted,
    ProposalConverted,
    ProposalImplemented,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalResumed,
    ProposalsMerged,
    ProposalSplit,
    ProposalSplitOff,
    ProposalWithdrawn,
    ProposerChanged,
    ReadinessDetermined,
    ReleaseAssigned,
    ReleaseDateChangeApproved,
    ReleaseDateChanged,
    ReleaseDateChangeRequested,
    ReleasePlanned,
    ReleaseWentLive,
    ReportPhaseApproved,
    ReportReturned,
    ReportSubmittedToAuthority,
    ResponseReceived,
    ReworkStarted,
    SolutionChanged,
    TitleChanged,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
    VoteCast,
    WithdrawalRequested,
    WorkingGroupDiscussed,
)
from shared.domain.recorded import Recorded

_BEFORE_THE_REPORT: tuple[tuple[type[AnyFact], ...], ...] = (
    (ReleasePlanned,),
    (ReleaseDateChangeRequested,),
    (ReleaseDateChangeApproved,),
    (ReleaseDateChanged,),
    (ReleaseWentLive,),
    (MeetingScheduled,),
    (AgendaPublished,),
    (MeetingHeld, MeetingCancelled),
    (ProblemStatementReceived,),
    (ProblemStatementCommented,),
    (ProposalRaised,),
    (ProposalSplitOff,),
    (ProposalNamed, TitleChanged, ProposerChanged),
    (UrgencyRequested,),
    (UrgencyGranted, UrgencyRefused),
    (ReadinessDetermined,),
    (FastTrackRecommended,),
    (ConversionRefused,),
    (ProposalConverted,),
    (PathDetermined,),
    (FastTrackApproved,),
    (WorkingGroupDiscussed, SolutionChanged, AlternativeAdded),
    (AssessmentRequested,),
    (AssessmentAccepted,),
    (
        *(AssessmentClockStopped, AssessmentClockResumed, AssessmentTargetRevised, AssessmentDurationStated),
        *(AssessmentReturned, AssessmentReissued),
    ),
    (AssessmentRefused, AssessmentCancelled),
)
_CONSULTATION: tuple[tuple[type[AnyFact], ...], ...] = (
    (ConsultationPlanned,),
    (ConsultationOpened,),
    (ConsultationExtended, ResponseReceived),
    (ConsultationClosed,),
)
_THE_REPORT: tuple[tuple[type[AnyFact], ...], ...] = (
    (ModificationReportSubmitted,),
    (ReportPhaseApproved,),
    (ReportReturned,),
)
_AFTER_IT: tuple[tuple[type[AnyFact], ...], ...] = (
    (VoteCast,),
    (ChangeBoardDeferred,),
    (ChangeBoardVoted,),
    (ReportSubmittedToAuthority,),
    (AuthorityDetermined,),
    (ReworkStarted,),
    (ReleaseAssigned,),
    (ImplementationDateChanged,),
    (ImplementationCancelled,),
    (ProposalImplemented,),
    (AppealLodged,),
    (AppealDetermined,),
    (ProposalPutOnHold, ProposalResumed),
    (ProposalSplit, ProposalsMerged),
    (WithdrawalRequested,),
    (ProposalAdopted,),
    (AdoptionWindowClosed,),
    (ProposalWithdrawn,),
)
_ALL_OTHERS: tuple[tuple[type[AnyFact], ...], ...] = ((),)
_ORDER = (*_BEFORE_THE_REPORT, *_CONSULTATION, *_THE_REPORT, *_CONSULTATION, *_AFTER_IT, *_ALL_OTHERS)
_PLACES: Mapping[type[AnyFact], int] = {fact: n for n, facts in reversed(list(enumerate(_ORDER))) for fact in facts}
_ON_THE_REPORT = len(_CONSULTATION) + len(_THE_REPORT)
"""By so many places a consultation on the Modification Report comes after another one."""

_day = attrgetter("day")


def within_days(told: Iterable[Recorded]) -> list[Recorded]:
    """The same, which is in the order of days, with those of each day in order too."""
    ordered: list[Recorded] = []
    for _, of_a_day in groupby(told, key=_day):
        facts = list(of_a_day)
        if len(facts) > 1 and not any(map(_was_commanded, facts)):
            facts.sort(key=_in_the_process)
        ordered += facts
    return ordered


def _was_commanded(recorded: Recorded) -> bool:
    # Within a text the quotes would be escaped, so that this can only be the entry's own field.
    return b'"causation_id":' in recorded.value


def _in_the_process(recorded: Recorded) -> tuple[int, str, int, str]:
    """Its place; and of those of one type, what they speak of. Where several types share a place, as recorded."""
    place = _place(recorded.fact)
    if len(_ORDER[place]) != 1:
        return place, "", 0, ""
    return place, recorded.kind or "", recorded.n or 0, recorded.fact.says()


def _place(fact: AnyFact) -> int:
    place = _PLACES.get(type(fact), len(_ORDER) - 1)
    match fact:
        case (
            ConsultationPlanned(type="modification_report")
            | ConsultationOpened(type="modification_report")
            | ConsultationExtended(type="modification_report")
            | ResponseReceived(type="modification_report")
            | ConsultationClosed(type="modification_report")
        ):
            return place + _ON_THE_REPORT
        case _:
            return place
