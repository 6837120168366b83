"""Whose deed a fact is by its type, where nobody says who did it."""

from collections.abc import Mapping

from shared.domain.facts import (
    AdoptionWindowClosed,
    AlternativeAdded,
    AnyFact,
    AppealDetermined,
    AppealLodged,
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
    LeadAnalystAssigned,
    LegalTextChanged,
    ModificationReportSubmitted,
    PathDetermined,
    ProblemStatementCommented,
    ProblemStatementReceived,
    ProposalAdopted,
    ProposalConverted,
    ProposalImplemented,
    ProposalRaised,
    ReadinessDetermined,
    ReportPhaseApproved,
    ReportReturned,
    ReportSubmittedToAuthority,
    ResponseReceived,
    ReworkStarted,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
    VoteCast,
    WithdrawalRequested,
    WorkingGroupDiscussed,
)

_DCC, _PROPOSER = "DCC", "Proposer"
_NAMES = {
    "csc": "CSC",
    "panel": "Panel",
    "change_board": "Change Board",
    "authority": "Authority",
    "working_group": "Working Group",
    "proposer": _PROPOSER,
}


def body_of(fact: AnyFact) -> str | None:
    """The body that alone can have done it, or that it names; None where several can."""
    match fact:
        case PathDetermined(by=by) | UrgencyGranted(by=by):
            return _NAMES[by]
        case UrgencyRequested(by=by):
            return _NAMES[by] if by else None
        case _:
            if fact.OF_AN_ASSESSMENT:
                return _OF_ASSESSMENTS.get(type(fact).__name__, _DCC)
            return _BODIES.get(type(fact))


_BODIES: Mapping[type[AnyFact], str] = {
    ProblemStatementReceived: _PROPOSER,
    ProblemStatementCommented: "SECAS",
    ProposalRaised: _PROPOSER,
    LeadAnalystAssigned: "SECAS",
    UrgencyRefused: "Authority",
    ReadinessDetermined: "CSC",
    FastTrackRecommended: "CSC",
    FastTrackApproved: "Panel",
    ProposalConverted: "Panel",
    ConversionRefused: "Panel",
    WorkingGroupDiscussed: "Working Group",
    AlternativeAdded: "Working Group",
    ModificationReportSubmitted: "SECAS",
    LegalTextChanged: "SECAS",
    ReportPhaseApproved: "Panel",
    ReportReturned: "Panel",
    ConsultationPlanned: "SECAS",
    ConsultationOpened: "SECAS",
    ConsultationExtended: "SECAS",
    ConsultationClosed: "SECAS",
    ResponseReceived: "Respondent",
    WithdrawalRequested: _PROPOSER,
    ProposalAdopted: "Adopter",
    AdoptionWindowClosed: "SECAS",
    VoteCast: "Change Board",
    ChangeBoardVoted: "Change Board",
    ChangeBoardDeferred: "Change Board",
    ReportSubmittedToAuthority: "SECAS",
    AuthorityDetermined: "Authority",
    ReworkStarted: "Panel",
    AppealLodged: "Appellant",
    AppealDetermined: "Authority",
    ProposalImplemented: "SECAS",
}
_OF_ASSESSMENTS = {
    "AssessmentRequested": "SECAS",
    "AssessmentCancelled": "SECAS",
    "AssessmentDurationStated": "SECAS",
}
"""Of assessments, all else is the DCC's."""
