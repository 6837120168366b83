"""The Authority's determination, rework after a send-back, and appeals (SEC D9)."""

from shared.domain.facts import (
    AppealDetermined,
    AppealLodged,
    AuthorityDetermined,
    ChangeBoardVoted,
    ImplementationCancelled,
    ImplementationDateChanged,
    ReleaseAssigned,
    ReportSubmittedToAuthority,
    ReworkStarted,
)
from shared.domain.vocabulary import State
from shared.process.command import Decided
from shared.process.guard import Case
from shared.process.guards.decisions import (
    APPEAL_IN_TIME,
    APPEAL_PENDING,
    DECIDED_BY_VOTE,
    NO_APPEAL_PENDING,
    NOT_YET_SUBMITTED,
    REWORK_ROUTE,
    SUBMITTED,
)
from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD, follows
from shared.process.rule import Move, Rule, Told, stays

_AFTER_DECISION = follows(ChangeBoardVoted, AppealLodged, AppealDetermined)
"""Whatever has come of the decision since: an appeal may be told of after a release was."""
_AFTER_APPEALS = follows(
    AppealLodged, AppealDetermined, ReleaseAssigned, ImplementationDateChanged, ImplementationCancelled
)
_APPEALABLE: tuple[State, ...] = ("approved", "awaiting_implementation", "rejected")


def _outcome(case: Case) -> str:
    fact = case.command.fact
    assert isinstance(fact, AuthorityDetermined | AppealDetermined)
    return fact.outcome.replace("_", " ")


def _route(case: Case) -> str:
    fact = case.command.fact
    assert isinstance(fact, ReworkStarted)
    return fact.route.replace("_", " ")


def _numbered(case: Case) -> Told:
    """The submission counts on: after a send-back it is the second."""
    command = case.command
    count = 1 + len(list(case.standing.all(ReportSubmittedToAuthority)))
    return (Decided(command.stream, command.on, ReportSubmittedToAuthority(submission=count)),)


RULES: tuple[Rule, ...] = (
    Rule(
        "SubmitReportToAuthority",
        ReportSubmittedToAuthority,
        "The Modification Report goes to the Authority, with the Change Board's recommendation.",
        "SECAS",
        "SEC D9",
        "S",
        stays("with_authority"),
        guards=(IN_ORDER, NOT_YET_SUBMITTED),
        tell=_numbered,
        works_out=("submission",),
    ),
    Rule(
        "RecordAuthorityDetermination",
        AuthorityDetermined,
        "The Authority approves it, rejects it, or sends it back.",
        "Authority",
        "SEC D9",
        "S",
        (
            Move("with_authority", "approved", "approved"),
            Move("with_authority", "rejected", "rejected"),
            Move("with_authority", "sent_back", "sent back"),
        ),
        guards=(IN_ORDER, follows(ReportSubmittedToAuthority), SUBMITTED),
        case_of=_outcome,
    ),
    Rule(
        "StartRework",
        ReworkStarted,
        "The Panel takes up again what was sent back.",
        "Panel",
        "SECP_81_1906_12, section 4",
        "S",
        (
            Move("sent_back", "in_refinement", "refinement"),
            Move("sent_back", "ready_for_report", "report phase"),
        ),
        guards=(REWORK_ROUTE, IN_ORDER, NOT_ON_HOLD),
        case_of=_route,
    ),
    Rule(
        "LodgeAppeal",
        AppealLodged,
        "A Party or Citizens Advice appeals against a Self-Governance decision.",
        "Party or Citizens Advice",
        "SEC D9",
        "K",
        stays(*_APPEALABLE),
        guards=(_AFTER_DECISION, DECIDED_BY_VOTE, NO_APPEAL_PENDING, APPEAL_IN_TIME),
    ),
    Rule(
        "DetermineAppeal",
        AppealDetermined,
        "The Authority lets the decision stand, turns it, or sends it back.",
        "Authority",
        "SEC D9",
        "K",
        (
            *(Move(state, state, "confirmed") for state in _APPEALABLE),
            Move("approved", "rejected", "overturned"),
            Move("awaiting_implementation", "rejected", "overturned"),
            Move("rejected", "approved", "overturned"),
            *(Move(state, "sent_back", "remitted") for state in _APPEALABLE),
        ),
        guards=(IN_ORDER, _AFTER_APPEALS, APPEAL_PENDING),
        case_of=_outcome,
    ),
)
