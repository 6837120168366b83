"""Raising and developing a proposal: the Development Stage (SEC D1 to D4)."""

from shared.domain.facts import (
    ConversionRefused,
    DependencyRecorded,
    FastTrackApproved,
    FastTrackRecommended,
    ImpactsRecorded,
    LeadAnalystAssigned,
    PathDetermined,
    ProblemStatementCommented,
    ProblemStatementReceived,
    ProposalAdopted,
    ProposalConverted,
    ProposalRaised,
    ProposerChanged,
    ReadinessDetermined,
    TitleChanged,
    UrgencyGranted,
    UrgencyRefused,
    UrgencyRequested,
)
from shared.domain.reference import series_of
from shared.process.command import Command
from shared.process.guard import Case
from shared.process.guards.initial import (
    A_ROUTE,
    ANOTHER_PATH,
    BY_PANEL_OR_AUTHORITY,
    SELF_GOVERNANCE,
    URGENCY_ASKED,
    URGENCY_NOT_ASKED,
)
from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD, follows
from shared.process.guards.proposals import ANOTHER, ELIGIBLE, LABELLED, NEW_TITLE, OTHER_KNOWN
from shared.process.rule import LIVE, PROPOSED, Move, Rule, stays


def _series(case: Case) -> str:
    fact = case.command.fact
    is_draft = isinstance(fact, ProposalRaised) and series_of(fact.label) == "DP"
    return "as a Draft Proposal" if is_draft else "as a Modification Proposal"


def _outcome(case: Case) -> str:
    fact = case.command.fact
    return fact.outcome.replace("_", " ") if isinstance(fact, ReadinessDetermined) else ""


def _route(case: Case) -> str:
    fact = case.command.fact
    return fact.route.replace("_", " ") if isinstance(fact, ProposalConverted) else ""


def _depends_on(command: Command) -> tuple[str, ...]:
    return (command.fact.depends_on,) if isinstance(command.fact, DependencyRecorded) else ()


_AFTER_URGENCY = follows(UrgencyRequested, UrgencyGranted, UrgencyRefused)

RULES: tuple[Rule, ...] = (
    Rule(
        "ReceiveProblemStatement",
        ProblemStatementReceived,
        "A draft of a problem statement comes to SECAS, which reads it as a critical friend.",
        "SECAS",
        "About SEC Change",
        "P",
        (Move("unknown", "critical_friend_review"),),
    ),
    Rule(
        "CommentOnProblemStatement",
        ProblemStatementCommented,
        "SECAS gives its comments on the draft back, within 5 WD.",
        "SECAS",
        "About SEC Change",
        "P",
        stays("critical_friend_review", "draft_proposal"),
        guards=(IN_ORDER,),
    ),
    Rule(
        "RaiseProposal",
        ProposalRaised,
        "A Proposer raises it: as a Draft Proposal, or as an Urgent Modification Proposal.",
        "Proposer",
        "SEC D1",
        "P",
        (
            Move("unknown", "draft_proposal", "as a Draft Proposal"),
            Move("critical_friend_review", "draft_proposal", "as a Draft Proposal"),
            Move("unknown", "in_refinement", "as a Modification Proposal"),
            Move("critical_friend_review", "in_refinement", "as a Modification Proposal"),
        ),
        guards=(IN_ORDER, LABELLED, ELIGIBLE),
        case_of=_series,
    ),
    Rule(
        "ChangeTitle",
        TitleChanged,
        "It gets another title.",
        "SECAS",
        "SEC D6",
        "P",
        stays(*LIVE),
        guards=(follows(ProposalRaised, TitleChanged), NEW_TITLE),
    ),
    Rule(
        "ChangeProposer",
        ProposerChanged,
        "Another takes it over.",
        "Proposer",
        "SEC D6",
        "P",
        stays(*LIVE),
        guards=(follows(ProposalRaised, ProposerChanged, ProposalAdopted), ELIGIBLE),
    ),
    Rule(
        "AssignLeadAnalyst",
        LeadAnalystAssigned,
        "SECAS names who leads on it, by an id.",
        "SECAS",
        "register",
        "P",
        stays(*LIVE, "approved", "awaiting_implementation", "part_implemented"),
        guards=(follows(LeadAnalystAssigned),),
    ),
    Rule(
        "RecordImpacts",
        ImpactsRecorded,
        "Which Party Categories and documents it affects.",
        "SECAS",
        "register",
        "P",
        stays(*LIVE),
        guards=(follows(ImpactsRecorded),),
    ),
    Rule(
        "RecordDependency",
        DependencyRecorded,
        "It waits for another modification.",
        "SECAS",
        "register page of DP238",
        "P",
        stays(*LIVE, "approved", "awaiting_implementation", "part_implemented"),
        guards=(follows(), ANOTHER, OTHER_KNOWN),
        others=_depends_on,
    ),
    Rule(
        "DetermineReadiness",
        ReadinessDetermined,
        "The Change Sub-Committee determines, at a meeting or by correspondence, whether the problem is understood.",
        "Change Sub-Committee",
        "SECP_81_1906_12, section 2",
        "S",
        (
            Move("draft_proposal", "ready_for_panel", "ready"),
            Move("draft_proposal", "draft_proposal", "not ready"),
        ),
        guards=(IN_ORDER, NOT_ON_HOLD),
        case_of=_outcome,
    ),
    Rule(
        "RecommendFastTrack",
        FastTrackRecommended,
        "The Change Sub-Committee recommends it as a Fast-Track Modification.",
        "Change Sub-Committee",
        "register page of MP153",
        "P",
        stays("draft_proposal", "ready_for_panel"),
        guards=(IN_ORDER, NOT_ON_HOLD, SELF_GOVERNANCE),
    ),
    Rule(
        "ApproveFastTrack",
        FastTrackApproved,
        "The Panel approves it as a Fast-Track Modification: no Refinement Process, no Modification Report.",
        "Panel",
        "SEC D6, D7.1",
        "P",
        (Move("ready_for_panel", "approved"),),
        guards=(IN_ORDER, NOT_ON_HOLD, SELF_GOVERNANCE),
    ),
    Rule(
        "ConvertProposal",
        ProposalConverted,
        "The Panel converts it into a Modification Proposal: to Refinement, or straight to the Report Phase.",
        "Panel",
        "SEC D3",
        "S",
        (
            Move("ready_for_panel", "in_refinement", "refinement"),
            Move("ready_for_panel", "ready_for_report", "report phase"),
        ),
        guards=(A_ROUTE, IN_ORDER, NOT_ON_HOLD),
        case_of=_route,
    ),
    Rule(
        "RefuseConversion",
        ConversionRefused,
        "The Panel does not convert it: it is a Draft Proposal again.",
        "Panel",
        "SEC D3",
        "K",
        (Move("ready_for_panel", "draft_proposal"),),
        guards=(IN_ORDER,),
    ),
    Rule(
        "DeterminePath",
        PathDetermined,
        "Which path it takes; the Authority may overrule the Panel.",
        "Panel or Authority",
        "SEC D2, D3, D4",
        "K",
        stays("ready_for_panel", *PROPOSED),
        guards=(follows(PathDetermined), BY_PANEL_OR_AUTHORITY, ANOTHER_PATH),
    ),
    Rule(
        "RequestUrgency",
        UrgencyRequested,
        "The Proposer, the Panel or the Change Sub-Committee asks the Authority to make it urgent.",
        "Proposer, Panel or Change Sub-Committee",
        "SEC D4",
        "P",
        stays(*LIVE),
        guards=(_AFTER_URGENCY, URGENCY_NOT_ASKED),
    ),
    Rule(
        "GrantUrgency",
        UrgencyGranted,
        "The Authority agrees that it is urgent.",
        "Authority",
        "SEC D4",
        "P",
        stays(*LIVE),
        guards=(_AFTER_URGENCY, URGENCY_ASKED),
    ),
    Rule(
        "RefuseUrgency",
        UrgencyRefused,
        "The Authority does not agree that it is urgent.",
        "Authority",
        "SEC D4",
        "P",
        stays(*LIVE),
        guards=(_AFTER_URGENCY, URGENCY_ASKED),
    ),
)
