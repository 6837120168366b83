"""Every fact, one class each, by what it speaks of; `FACTS` is the list, `AnyFact` the closed union.

To add one: its class in the file of its subject, a line in `FACTS` and in the union, and a `case` where a read
model should heed it. A changed fact keeps its name and gets the next VERSION, with an upcast from the old one.
"""

from shared.domain.facts.assessment import (
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
)
from shared.domain.facts.base import Fact
from shared.domain.facts.consultation import ConsultationClosed, ConsultationOpened, ConsultationPlanned
from shared.domain.facts.correction import EvidenceAdded, FactCorrected, FactRetracted
from shared.domain.facts.decision import AuthorityDetermined, ChangeBoardVoted, ReportSubmittedToAuthority
from shared.domain.facts.meeting import (
    AgendaItem,
    AgendaPublished,
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
)
from shared.domain.facts.paper import Attachment, CommentaryWritten, FigureStated, PaperPlanned
from shared.domain.facts.proposal import (
    ModificationReportSubmitted,
    PathDetermined,
    ProposalConverted,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalResumed,
    ProposalWithdrawn,
    Proposer,
    ReadinessDetermined,
    UrgencyGranted,
    UrgencyRequested,
    WorkingGroupDiscussed,
)
from shared.domain.facts.release import (
    ProposalImplemented,
    ReleaseAssigned,
    ReleaseDateChanged,
    ReleasePlanned,
    ReleaseWentLive,
)

ProposalFact = (
    ProposalRaised
    | ProposalNamed
    | UrgencyRequested
    | UrgencyGranted
    | ReadinessDetermined
    | ProposalConverted
    | PathDetermined
    | WorkingGroupDiscussed
    | ModificationReportSubmitted
    | ProposalPutOnHold
    | ProposalResumed
    | ProposalWithdrawn
)
AssessmentLifeFact = (
    AssessmentRequested
    | AssessmentAccepted
    | AssessmentRefused
    | AssessmentClockStopped
    | AssessmentClockResumed
    | AssessmentTargetRevised
    | AssessmentDurationStated
    | AssessmentReturned
    | AssessmentReissued
    | AssessmentCancelled
)
DecisionFact = ChangeBoardVoted | ReportSubmittedToAuthority | AuthorityDetermined
ConsultationFact = ConsultationPlanned | ConsultationOpened | ConsultationClosed
MeetingLifeFact = MeetingScheduled | AgendaPublished | MeetingHeld | MeetingCancelled
ReleaseFact = ReleasePlanned | ReleaseDateChanged | ReleaseWentLive
ImplementationFact = ReleaseAssigned | ProposalImplemented
PaperLifeFact = PaperPlanned | FigureStated | CommentaryWritten
FactAboutAFact = EvidenceAdded | FactCorrected | FactRetracted
AnyFact = (
    ProposalFact
    | AssessmentLifeFact
    | DecisionFact
    | ConsultationFact
    | MeetingLifeFact
    | ReleaseFact
    | ImplementationFact
    | PaperLifeFact
    | FactAboutAFact
)

FACTS: tuple[type[AnyFact], ...] = (
    ProposalRaised,
    ProposalNamed,
    UrgencyRequested,
    UrgencyGranted,
    ReadinessDetermined,
    ProposalConverted,
    PathDetermined,
    WorkingGroupDiscussed,
    ModificationReportSubmitted,
    ProposalPutOnHold,
    ProposalResumed,
    ProposalWithdrawn,
    AssessmentRequested,
    AssessmentAccepted,
    AssessmentRefused,
    AssessmentClockStopped,
    AssessmentClockResumed,
    AssessmentTargetRevised,
    AssessmentDurationStated,
    AssessmentReturned,
    AssessmentReissued,
    AssessmentCancelled,
    ChangeBoardVoted,
    ReportSubmittedToAuthority,
    AuthorityDetermined,
    ConsultationPlanned,
    ConsultationOpened,
    ConsultationClosed,
    MeetingScheduled,
    AgendaPublished,
    MeetingHeld,
    MeetingCancelled,
    ReleasePlanned,
    ReleaseDateChanged,
    ReleaseWentLive,
    ReleaseAssigned,
    ProposalImplemented,
    PaperPlanned,
    FigureStated,
    CommentaryWritten,
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
)

__all__ = [
    "FACTS",
    "AgendaItem",
    "AgendaPublished",
    "AnyFact",
    "AssessmentAccepted",
    "AssessmentCancelled",
    "AssessmentClockResumed",
    "AssessmentClockStopped",
    "AssessmentDurationStated",
    "AssessmentLifeFact",
    "AssessmentRefused",
    "AssessmentReissued",
    "AssessmentRequested",
    "AssessmentReturned",
    "AssessmentTargetRevised",
    "Attachment",
    "AuthorityDetermined",
    "ChangeBoardVoted",
    "CommentaryWritten",
    "ConsultationClosed",
    "ConsultationFact",
    "ConsultationOpened",
    "ConsultationPlanned",
    "DecisionFact",
    "EvidenceAdded",
    "Fact",
    "FactAboutAFact",
    "FactCorrected",
    "FactRetracted",
    "FigureStated",
    "ImplementationFact",
    "MeetingCancelled",
    "MeetingHeld",
    "MeetingLifeFact",
    "MeetingScheduled",
    "ModificationReportSubmitted",
    "PaperLifeFact",
    "PaperPlanned",
    "PathDetermined",
    "ProposalConverted",
    "ProposalFact",
    "ProposalImplemented",
    "ProposalNamed",
    "ProposalPutOnHold",
    "ProposalRaised",
    "ProposalResumed",
    "ProposalWithdrawn",
    "Proposer",
    "ReadinessDetermined",
    "ReleaseAssigned",
    "ReleaseDateChanged",
    "ReleaseFact",
    "ReleasePlanned",
    "ReleaseWentLive",
    "ReportSubmittedToAuthority",
    "UrgencyGranted",
    "UrgencyRequested",
    "WorkingGroupDiscussed",
]
