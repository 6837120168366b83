"""Holding a proposal, withdrawing it, and adopting what another has withdrawn (SEC D5)."""

from shared.domain.facts import (
    AdoptionWindowClosed,
    ProposalAdopted,
    ProposalPutOnHold,
    ProposalResumed,
    ProposalWithdrawn,
    ReportSubmittedToAuthority,
    WithdrawalRequested,
)
from shared.process.command import Command, Decided
from shared.process.guard import Case
from shared.process.guards.decisions import ADOPTED_IN_TIME, WINDOW_OVER
from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD, ON_HOLD, follows
from shared.process.guards.proposals import ANOTHER, ELIGIBLE, OTHER_KNOWN
from shared.process.rule import LIVE, PROPOSED, Move, Rule, Told, stays

_AT_ONCE = ("draft_proposal", "ready_for_panel")
_AFTER_HOLDS = follows(ProposalPutOnHold, ProposalResumed)


def _awaited(command: Command) -> tuple[str, ...]:
    fact = command.fact
    return (fact.awaiting,) if isinstance(fact, ProposalPutOnHold) and fact.awaiting else ()


def _withdrawal(case: Case) -> Told:
    """A Draft Proposal is withdrawn at once; of a Modification Proposal the last day for its adoption is worked out."""
    command = case.command
    assert isinstance(command.fact, WithdrawalRequested)
    if case.standing.state in _AT_ONCE:
        asked = command.fact.model_copy(update={"adoptable_until": None})
        return (
            Decided(command.stream, command.on, asked),
            Decided(command.stream, command.on, ProposalWithdrawn()),
        )
    last = case.calendar.add_working_days(command.on, case.settings.adoption_window_wd)
    asked = command.fact.model_copy(update={"adoptable_until": last})
    return (Decided(command.stream, command.on, asked),)


def _before(case: Case) -> str:
    """Where it stood before it was withdrawn: there an adoption leads back."""
    states = [turn.state for turn in case.standing.turns if turn.state != "adoption_window"]
    return f"withdrawn from {states[-1].replace('_', ' ')}" if states else ""


RULES: tuple[Rule, ...] = (
    Rule(
        "PutOnHold",
        ProposalPutOnHold,
        "Work on it waits, for a reason, or for another modification.",
        "SECAS or Panel",
        "register page of DP238",
        "P",
        stays(*LIVE),
        guards=(_AFTER_HOLDS, NOT_ON_HOLD, ANOTHER, OTHER_KNOWN),
        others=_awaited,
    ),
    Rule(
        "ResumeProposal",
        ProposalResumed,
        "Work on it goes on.",
        "SECAS or Panel",
        "register page of DP238",
        "P",
        stays(*LIVE),
        guards=(_AFTER_HOLDS, ON_HOLD),
    ),
    Rule(
        "RequestWithdrawal",
        WithdrawalRequested,
        "Its Proposer withdraws it: a Draft Proposal at once, else others may adopt it for 10 WD.",
        "Proposer",
        "SEC D5.1, D5.4",
        "P",
        (
            *(Move(state, "withdrawn") for state in LIVE[:2]),
            *(Move(state, "adoption_window") for state in PROPOSED),
        ),
        guards=(IN_ORDER, follows(ReportSubmittedToAuthority)),
        tell=_withdrawal,
        works_out=("adoptable_until",),
        also=(ProposalWithdrawn,),
    ),
    Rule(
        "AdoptProposal",
        ProposalAdopted,
        "Another adopts it, and it goes on where it stood.",
        "any eligible person",
        "SEC D5",
        "P",
        tuple(Move("adoption_window", state, f"withdrawn from {state.replace('_', ' ')}") for state in PROPOSED),
        guards=(IN_ORDER, ELIGIBLE, ADOPTED_IN_TIME),
        case_of=_before,
    ),
    Rule(
        "CloseAdoptionWindow",
        AdoptionWindowClosed,
        "Nobody has adopted it: it is withdrawn.",
        "SECAS",
        "SEC D5; register page of MP117",
        "P",
        (Move("adoption_window", "withdrawn"),),
        guards=(IN_ORDER, WINDOW_OVER),
    ),
)
