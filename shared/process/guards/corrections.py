"""Corrections: of a fact that is there, that stays possible, agreed by somebody else, and not against another one."""

from pydantic import ValidationError

from shared.domain.codec import NotAFact
from shared.domain.facts import (
    CorrectionProposed,
    CorrectionRefused,
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
    ReportBuilt,
    ReportIssued,
    ReportRestated,
)
from shared.domain.recorded import Recorded
from shared.domain.superseding import contradicted
from shared.process.guard import Case, Guard
from shared.process.standing import Standing

_OF_A_PAPER_THAT_IS_OUT = (ReportBuilt, ReportIssued, ReportRestated)
_ABOUT_A_FACT = (CorrectionProposed, CorrectionRefused, EvidenceAdded, FactCorrected, FactRetracted)


def found(standing: Standing, id: str) -> Recorded | None:
    """The fact of that id, as recorded."""
    return next((recorded for recorded in standing.recorded if recorded.id == id), None)


def proposal_of(case: Case) -> tuple[Recorded, CorrectionProposed] | None:
    """The proposed correction that the command speaks of."""
    told = found(case.standing, getattr(case.command.fact, "proposal", None) or "")
    return (told, told.fact) if told and isinstance(told.fact, CorrectionProposed) else None


def _target_missing(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, CorrectionProposed)
    told = found(case.standing, fact.of)
    if told is None:
        return f"{fact.of} is not in the log of {case.command.stream}: expected the id of one of its facts"
    if isinstance(told.fact, _ABOUT_A_FACT):
        return f"{fact.of} speaks of another fact itself: expected one that tells what happened"
    if isinstance(told.fact, _OF_A_PAPER_THAT_IS_OUT):
        return f"{fact.of} tells of a paper that went out as it is: expected another edition beside it"
    return None


def _retracted(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, CorrectionProposed)
    gone = [r.id for r in case.standing.recorded if isinstance(r.fact, FactRetracted) and r.fact.of == fact.of]
    return f"{fact.of} was retracted by {gone[0]}: there is nothing to correct" if gone else None


def _unsettled(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, CorrectionProposed)
    for recorded in case.standing.recorded:
        other = recorded.fact
        if isinstance(other, CorrectionProposed) and other.of == fact.of and is_open(case.standing, recorded):
            return f"{recorded.id} proposes to correct {fact.of} too: expected that to be settled first"
    return None


def _contradicts(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, CorrectionProposed)
    return contradicted(case.standing.recorded, fact.of, fact.now or {}, fact.reason)


def is_open(standing: Standing, proposal: Recorded) -> bool:
    """Whether nobody has agreed to the proposed correction yet, nor refused it."""
    settled = (FactCorrected, FactRetracted, CorrectionRefused)
    return not any(isinstance(r.fact, settled) and r.fact.proposal == proposal.id for r in standing.recorded)


def _no_proposal(case: Case) -> str | None:
    told = proposal_of(case)
    if told is None:
        return (
            f"{getattr(case.command.fact, 'proposal', None)} proposes no correction: expected ProposeCorrection first"
        )
    return None if is_open(case.standing, told[0]) else f"{told[0].id} is settled already"


def _says_nothing(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, CorrectionProposed)
    return (
        "it changes nothing: expected at least one field in now, or none at all to retract" if fact.now == {} else None
    )


def impossible(case: Case, now: dict[str, object] | None, of: str) -> str | None:
    """Why the fact, so corrected, could not be; None where it could."""
    from shared.process.corrected import corrected_history

    try:
        corrected_history(case.standing, of, now, case.command.on)
    except ValidationError as error:
        return f"it would make {of} impossible: {error.errors()[0]['msg']}"
    except (NotAFact, ValueError) as error:
        return str(error)
    return None


def _would_be_impossible(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, CorrectionProposed)
    return None if found(case.standing, fact.of) is None else impossible(case, fact.now, fact.of)


def _impossible_by_now(case: Case) -> str | None:
    told = proposal_of(case)
    if told is None:
        return None
    of, now, reason = told[1].of, told[1].now, told[1].reason
    return contradicted(case.standing.recorded, of, now or {}, reason) or impossible(case, now, of)


TARGET_THERE = Guard("no_such_fact", "the fact is there, and tells what happened", "decision 1", "C", _target_missing)
NOT_RETRACTED = Guard("retracted_already", "the fact was not retracted", "decision 1", "C", _retracted)
ONE_AT_A_TIME = Guard("contradicting_correction", "no other correction of it waits", "decision 1", "C", _unsettled)
NOT_AGAINST_ANOTHER = Guard(
    "contradicting_correction", "it names the correction that it supersedes", "decision 1", "C", _contradicts
)
PROPOSED = Guard("no_such_proposal", "the correction was proposed, and waits", "decision 1", "C", _no_proposal)
SAYS_SOMETHING = Guard("changes_nothing", "it changes something", "decision 1", "C", _says_nothing)
STAYS_POSSIBLE = Guard("impossible_fact", "the fact stays possible", "decision 1", "C", _would_be_impossible)
STILL_POSSIBLE = Guard("impossible_fact", "the fact stays possible", "decision 1", "C", _impossible_by_now)
