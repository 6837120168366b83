"""Corrections: one proposes, another agrees; nothing stored is ever edited."""

from typing import ClassVar

from shared.domain.facts import CorrectionProposed, CorrectionRefused, Fact, FactCorrected, FactRetracted
from shared.domain.facts.correction import FactId
from shared.domain.streams import StreamKind
from shared.process.command import Decided
from shared.process.guard import Case
from shared.process.guards.corrections import (
    NOT_AGAINST_ANOTHER,
    NOT_RETRACTED,
    ONE_AT_A_TIME,
    PROPOSED,
    SAYS_SOMETHING,
    STAYS_POSSIBLE,
    STILL_POSSIBLE,
    TARGET_THERE,
    proposal_of,
)
from shared.process.rule import Rule, Told, stays


def _agreed(case: Case) -> Told:
    """What was proposed becomes true: a correction, or a retraction."""
    command, told = case.command, proposal_of(case)
    assert told is not None
    id, proposed = told[0].id, told[1]
    mend: FactCorrected | FactRetracted
    if proposed.now is None:
        mend = FactRetracted(of=proposed.of, reason=proposed.reason, proposal=id)
    else:
        mend = FactCorrected(of=proposed.of, now=proposed.now, reason=proposed.reason, proposal=id)
    return (Decided(command.stream, command.on, mend),)


class Agreement(Fact):
    """To the correction that the fact `proposal` proposes."""

    BELONGS_TO: ClassVar[StreamKind | None] = None

    proposal: FactId


RULES: tuple[Rule, ...] = (
    Rule(
        "ProposeCorrection",
        CorrectionProposed,
        "A fact was wrong, in some fields or wholly.",
        "whoever found it",
        "decision 1",
        "C",
        stays("any"),
        subject="fact",
        guards=(TARGET_THERE, NOT_RETRACTED, ONE_AT_A_TIME, NOT_AGAINST_ANOTHER, SAYS_SOMETHING, STAYS_POSSIBLE),
    ),
    Rule(
        "ApproveCorrection",
        FactCorrected,
        "Somebody else agrees: the fact is corrected, or retracted.",
        "whoever did not propose it",
        "decision 1; reliability H3",
        "C",
        stays("any"),
        subject="fact",
        guards=(PROPOSED, STILL_POSSIBLE),
        tell=_agreed,
        asks=Agreement,
        also=(FactRetracted,),
    ),
    Rule(
        "RefuseCorrection",
        CorrectionRefused,
        "It is not agreed to.",
        "whoever did not propose it",
        "decision 1",
        "C",
        stays("any"),
        subject="fact",
        guards=(PROPOSED,),
    ),
)
