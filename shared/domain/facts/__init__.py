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
from shared.domain.facts.base import (
    Fact,
)
from shared.domain.facts.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationPlanned,
    ResponseReceived,
)
from shared.domain.facts.correction import (
    CorrectionProposed,
    CorrectionRefused,
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
)
from shared.domain.facts.decision import (
    AppealDetermined,
    AppealLodged,
    AuthorityDetermined,
    CategoryVote,
    ChangeBoardDeferred,
    ChangeBoardVoted,
    ReportSubmittedToAuthority,
    ReworkStarted,
    VoteCast,
)
from shared.domain.facts.feed import (
    DccTicketRevisionObserved,
    FeedConnected,
    FeedGapClosed,
    FeedGapDetected,
    FeedMappingFixed,
    FeedMonthForgotten,
    FeedReconciled,
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
    TicketQuarantined,
    TicketReappeared,
    TicketVanished,
)
from shared.domain.facts.issued_paper import (
    AcceptedFinding,
    FigureChange,
    IssuedFormat,
    PaperInputs,
    ReportBuilt,
    ReportIssued,
    ReportRestated,
)
from shared.domain.facts.meeting import (
    AgendaItem,
    AgendaPublished,
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
)
from shared.domain.facts.paper import (
    Attachment,
    CommentaryWritten,
    FigureStated,
    PaperPlanned,
)
from shared.domain.facts.proposal import (
    AdoptionWindowClosed,
    AlternativeAdded,
    ConversionRefused,
    DependencyRecorded,
    FastTrackApproved,
    FastTrackRecommended,
    ImpactsRecorded,
    LeadAnalystAssigned,
    LegalTextChanged,
    ModificationReportSubmitted,
    PathDetermined,
    ProblemStatementCommented,
    ProblemStatementReceived,
    ProposalAdopted,
    ProposalConverted,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalResumed,
    ProposalsMerged,
    ProposalSplit,
    ProposalSplitOff,
    ProposalWithdrawn,
    Proposer,
    ProposerChanged,
    ReadinessDetermined,
    ReportPhaseApproved,
    ReportReturned,
    SolutionChanged,
    SplitPart,
    TitleChanged,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
    WithdrawalRequested,
    WorkingGroupDiscussed,
)
from shared.domain.facts.release import (
    ImplementationCancelled,
    ImplementationDateChanged,
    ProposalImplemented,
    ReleaseAssigned,
    ReleaseDateChangeApproved,
    ReleaseDateChanged,
    ReleaseDateChangeRequested,
    ReleasePlanned,
    ReleaseWentLive,
)

ProposalFact = (
    ProblemStatementReceived
    | ProblemStatementCommented
    | ProposalRaised
    | ProposalNamed
    | TitleChanged
    | ProposerChanged
    | LeadAnalystAssigned
    | ImpactsRecorded
)
InitialConsiderationFact = (
    UrgencyRequested
    | UrgencyGranted
    | UrgencyRefused
    | ReadinessDetermined
    | FastTrackRecommended
    | FastTrackApproved
    | ProposalConverted
    | ConversionRefused
    | PathDetermined
)
RefinementFact = (
    WorkingGroupDiscussed
    | SolutionChanged
    | AlternativeAdded
    | DependencyRecorded
    | ProposalSplit
    | ProposalSplitOff
    | ProposalsMerged
)
ReportPhaseFact = ModificationReportSubmitted | ReportPhaseApproved | ReportReturned | LegalTextChanged
StandstillFact = (
    ProposalPutOnHold
    | ProposalResumed
    | WithdrawalRequested
    | ProposalAdopted
    | AdoptionWindowClosed
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
DecisionFact = (
    VoteCast
    | ChangeBoardVoted
    | ChangeBoardDeferred
    | ReportSubmittedToAuthority
    | AuthorityDetermined
    | ReworkStarted
    | AppealLodged
    | AppealDetermined
)
ConsultationFact = (
    ConsultationPlanned | ConsultationOpened | ConsultationExtended | ResponseReceived | ConsultationClosed
)
MeetingLifeFact = MeetingScheduled | AgendaPublished | MeetingHeld | MeetingCancelled
ReleaseFact = (
    ReleasePlanned | ReleaseDateChangeRequested | ReleaseDateChangeApproved | ReleaseDateChanged | ReleaseWentLive
)
ImplementationFact = ReleaseAssigned | ImplementationDateChanged | ImplementationCancelled | ProposalImplemented
PaperLifeFact = PaperPlanned | FigureStated | CommentaryWritten | ReportBuilt | ReportIssued | ReportRestated
FeedLifeFact = (
    DccTicketRevisionObserved
    | FeedConnected
    | FeedGapDetected
    | FeedGapClosed
    | TicketQuarantined
    | QuarantineReplayed
    | QuarantineDiscarded
    | QuarantineArchived
    | QuarantineExported
    | TicketVanished
    | TicketReappeared
    | FeedMappingFixed
    | FeedMonthForgotten
    | FeedReconciled
)
FactAboutAFact = EvidenceAdded | CorrectionProposed | CorrectionRefused | FactCorrected | FactRetracted
AnyFact = (
    ProposalFact
    | InitialConsiderationFact
    | RefinementFact
    | ReportPhaseFact
    | StandstillFact
    | AssessmentLifeFact
    | DecisionFact
    | ConsultationFact
    | MeetingLifeFact
    | ReleaseFact
    | ImplementationFact
    | PaperLifeFact
    | FeedLifeFact
    | FactAboutAFact
)

FACTS: tuple[type[AnyFact], ...] = (
    ProblemStatementReceived,
    ProblemStatementCommented,
    ProposalRaised,
    ProposalNamed,
    TitleChanged,
    ProposerChanged,
    LeadAnalystAssigned,
    ImpactsRecorded,
    UrgencyRequested,
    UrgencyGranted,
    UrgencyRefused,
    ReadinessDetermined,
    FastTrackRecommended,
    FastTrackApproved,
    ProposalConverted,
    ConversionRefused,
    PathDetermined,
    WorkingGroupDiscussed,
    SolutionChanged,
    AlternativeAdded,
    DependencyRecorded,
    ProposalSplit,
    ProposalSplitOff,
    ProposalsMerged,
    ModificationReportSubmitted,
    ReportPhaseApproved,
    ReportReturned,
    LegalTextChanged,
    ProposalPutOnHold,
    ProposalResumed,
    WithdrawalRequested,
    ProposalAdopted,
    AdoptionWindowClosed,
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
    VoteCast,
    ChangeBoardVoted,
    ChangeBoardDeferred,
    ReportSubmittedToAuthority,
    AuthorityDetermined,
    ReworkStarted,
    AppealLodged,
    AppealDetermined,
    ConsultationPlanned,
    ConsultationOpened,
    ConsultationExtended,
    ResponseReceived,
    ConsultationClosed,
    MeetingScheduled,
    AgendaPublished,
    MeetingHeld,
    MeetingCancelled,
    ReleasePlanned,
    ReleaseDateChangeRequested,
    ReleaseDateChangeApproved,
    ReleaseDateChanged,
    ReleaseWentLive,
    ReleaseAssigned,
    ImplementationDateChanged,
    ImplementationCancelled,
    ProposalImplemented,
    PaperPlanned,
    FigureStated,
    CommentaryWritten,
    ReportBuilt,
    ReportIssued,
    ReportRestated,
    DccTicketRevisionObserved,
    FeedConnected,
    FeedGapDetected,
    FeedGapClosed,
    TicketQuarantined,
    QuarantineReplayed,
    QuarantineDiscarded,
    QuarantineArchived,
    QuarantineExported,
    TicketVanished,
    TicketReappeared,
    FeedMappingFixed,
    FeedMonthForgotten,
    FeedReconciled,
    EvidenceAdded,
    CorrectionProposed,
    CorrectionRefused,
    FactCorrected,
    FactRetracted,
)

__all__ = [
    "FACTS",
    "AcceptedFinding",
    "AdoptionWindowClosed",
    "AgendaItem",
    "AgendaPublished",
    "AlternativeAdded",
    "AnyFact",
    "AppealDetermined",
    "AppealLodged",
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
    "CategoryVote",
    "ChangeBoardDeferred",
    "ChangeBoardVoted",
    "CommentaryWritten",
    "ConsultationClosed",
    "ConsultationExtended",
    "ConsultationFact",
    "ConsultationOpened",
    "ConsultationPlanned",
    "ConversionRefused",
    "CorrectionProposed",
    "CorrectionRefused",
    "DccTicketRevisionObserved",
    "DecisionFact",
    "DependencyRecorded",
    "EvidenceAdded",
    "Fact",
    "FactAboutAFact",
    "FactCorrected",
    "FactRetracted",
    "FastTrackApproved",
    "FastTrackRecommended",
    "FeedConnected",
    "FeedGapClosed",
    "FeedGapDetected",
    "FeedLifeFact",
    "FeedMappingFixed",
    "FeedMonthForgotten",
    "FeedReconciled",
    "FigureChange",
    "FigureStated",
    "ImpactsRecorded",
    "ImplementationCancelled",
    "ImplementationDateChanged",
    "ImplementationFact",
    "InitialConsiderationFact",
    "IssuedFormat",
    "LeadAnalystAssigned",
    "LegalTextChanged",
    "MeetingCancelled",
    "MeetingHeld",
    "MeetingLifeFact",
    "MeetingScheduled",
    "ModificationReportSubmitted",
    "PaperInputs",
    "PaperLifeFact",
    "PaperPlanned",
    "PathDetermined",
    "ProblemStatementCommented",
    "ProblemStatementReceived",
    "ProposalAdopted",
    "ProposalConverted",
    "ProposalFact",
    "ProposalImplemented",
    "ProposalNamed",
    "ProposalPutOnHold",
    "ProposalRaised",
    "ProposalResumed",
    "ProposalSplit",
    "ProposalSplitOff",
    "ProposalWithdrawn",
    "ProposalsMerged",
    "Proposer",
    "ProposerChanged",
    "QuarantineArchived",
    "QuarantineDiscarded",
    "QuarantineExported",
    "QuarantineReplayed",
    "ReadinessDetermined",
    "RefinementFact",
    "ReleaseAssigned",
    "ReleaseDateChangeApproved",
    "ReleaseDateChangeRequested",
    "ReleaseDateChanged",
    "ReleaseFact",
    "ReleasePlanned",
    "ReleaseWentLive",
    "ReportBuilt",
    "ReportIssued",
    "ReportPhaseApproved",
    "ReportPhaseFact",
    "ReportRestated",
    "ReportReturned",
    "ReportSubmittedToAuthority",
    "ResponseReceived",
    "ReworkStarted",
    "SolutionChanged",
    "SplitPart",
    "StandstillFact",
    "TicketQuarantined",
    "TicketReappeared",
    "TicketVanished",
    "TitleChanged",
    "UrgencyGranted",
    "UrgencyRefused",
    "UrgencyRequested",
    "VoteCast",
    "WithdrawalRequested",
    "WorkingGroupDiscussed",
]
