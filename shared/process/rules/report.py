"""The Report Phase (SEC D7) and the Change Board (SEC D8)."""

from shared.domain.facts import (
    ChangeBoardDeferred,
    ChangeBoardVoted,
    ModificationReportSubmitted,
    ReportPhaseApproved,
    ReportReturned,
    VoteCast,
)
from shared.process.guard import Case
from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD, follows
from shared.process.guards.reports import REPORT_PHASE_NOT_YET_APPROVED, REPORT_SUBMITTED
from shared.process.guards.votes import (
    ADDS_UP,
    ALTERNATIVE_THERE,
    AS_CAST,
    AT_THE_MEETING,
    BASIS_FITS,
    FIRST_VOTE,
    QUORATE,
    WITHIN_SEATS,
)
from shared.process.rule import Move, Rule, stays


def _how_voted(case: Case) -> str:
    fact = case.command.fact
    assert isinstance(fact, ChangeBoardVoted)
    if fact.on_alternative and (fact.basis == "recommendation" or fact.result == "reject"):
        return "on an alternative"
    return "recommendation" if fact.basis == "recommendation" else f"self-governance, {fact.result}"


_AFTER_REPORT = follows(ModificationReportSubmitted, ReportPhaseApproved)
_AFTER_VOTES = follows(ChangeBoardDeferred, ChangeBoardVoted)

RULES: tuple[Rule, ...] = (
    Rule(
        "ApproveReportPhase",
        ReportPhaseApproved,
        "The Panel sends the Modification Report out for consultation.",
        "Panel",
        "SEC D7.8",
        "P",
        stays("ready_for_report"),
        guards=(IN_ORDER, _AFTER_REPORT, NOT_ON_HOLD, REPORT_SUBMITTED, REPORT_PHASE_NOT_YET_APPROVED),
    ),
    Rule(
        "ReturnReport",
        ReportReturned,
        "The Panel returns the Modification Report as not sound.",
        "Panel",
        "SEC D7",
        "K",
        (Move("ready_for_report", "in_refinement"),),
        guards=(IN_ORDER, _AFTER_REPORT, REPORT_SUBMITTED),
    ),
    Rule(
        "CastVote",
        VoteCast,
        "A Member of the Change Board votes.",
        "Change Board",
        "SEC D8",
        "K",
        stays("awaiting_change_board"),
        guards=(IN_ORDER, AT_THE_MEETING, FIRST_VOTE),
    ),
    Rule(
        "RecordVote",
        ChangeBoardVoted,
        "The Change Board votes: it decides under Self-Governance, and recommends on the other paths.",
        "Change Board",
        "SEC D8",
        "S",
        (
            Move("awaiting_change_board", "approved", "self-governance, approve"),
            Move("awaiting_change_board", "rejected", "self-governance, reject"),
            Move("awaiting_change_board", "with_authority", "recommendation"),
            Move("awaiting_change_board", "awaiting_change_board", "on an alternative"),
        ),
        guards=(
            *(IN_ORDER, _AFTER_VOTES, NOT_ON_HOLD, BASIS_FITS),
            *(ALTERNATIVE_THERE, WITHIN_SEATS, QUORATE, ADDS_UP, AS_CAST),
        ),
        case_of=_how_voted,
    ),
    Rule(
        "DeferVote",
        ChangeBoardDeferred,
        "The Change Board puts its vote off.",
        "Change Board",
        "register page of MP127",
        "P",
        stays("awaiting_change_board"),
        guards=(IN_ORDER, _AFTER_VOTES),
    ),
)
