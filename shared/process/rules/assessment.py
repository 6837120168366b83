"""The DCC's Preliminary and Impact Assessments, each with a life of its own."""

from dataclasses import replace

from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentCancelled,
    AssessmentClockResumed,
    AssessmentClockStopped,
    AssessmentRefused,
    AssessmentReissued,
    AssessmentRequested,
    AssessmentReturned,
    AssessmentTargetRevised,
)
from shared.process.guard import Case, Guard
from shared.process.guards.assessments import (
    ANOTHER_TARGET,
    ASSESSMENT_IN_ORDER,
    BY_CHANGE_BOARD,
    NEXT_NUMBER,
    number_of,
)
from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD
from shared.process.rule import LIVE, Move, Rule, Told, own_fact, stays
from shared.process.settings import Sureness


def _numbered(case: Case) -> Told:
    (told,) = own_fact(case)
    return (replace(told, n=number_of(case)),)


def _not_in_refinement(case: Case) -> str | None:
    state = case.standing.state
    if state in ("in_refinement", "awaiting_change_board"):
        return None
    return f"the modification is {state.replace('_', ' ')}: expected it in Refinement, or before the Change Board"


def _ended(case: Case) -> str | None:
    state = case.standing.state
    return None if state in LIVE else f"the modification is {state.replace('_', ' ')}: nothing is assessed any more"


_IN_REFINEMENT = Guard(
    "not_in_refinement", "the modification is in Refinement, or at the Change Board", "SEC D6", "S", _not_in_refinement
)
_LIVE = Guard("not_live", "the modification is live", "SEC D6", "C", _ended)


def _rule(
    command: str, fact: type[AnyFact], means: str, decides: str, sure: Sureness, moves: tuple[Move, ...], *guards: Guard
) -> Rule:
    """Of one that was asked for. Whatever became of the modification, what runs can be cancelled."""
    live = () if fact is AssessmentCancelled else (_LIVE,)
    return Rule(
        command,
        fact,
        means,
        decides,
        "SEC D6",
        sure,
        moves,
        subject="assessment",
        guards=(*live, ASSESSMENT_IN_ORDER, *guards),
        tell=_numbered,
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "RequestAssessment",
        AssessmentRequested,
        "SECAS asks the DCC for a Preliminary Assessment, the Change Board for an Impact Assessment.",
        "SECAS or Change Board",
        "SECP_81_1906_12, section 3",
        "S",
        (Move("none", "requested"),),
        subject="assessment",
        guards=(_IN_REFINEMENT, IN_ORDER, NOT_ON_HOLD, NEXT_NUMBER, BY_CHANGE_BOARD),
        tell=_numbered,
    ),
    _rule(
        "AcceptAssessment",
        AssessmentAccepted,
        "The DCC accepts the request: the first day of the clock.",
        "DCC",
        "S",
        (Move("requested", "open"),),
    ),
    _rule(
        "RefuseAssessment",
        AssessmentRefused,
        "The DCC sends the request back as incomplete.",
        "DCC",
        "P",
        (Move("requested", "refused"),),
    ),
    _rule(
        "StopAssessmentClock",
        AssessmentClockStopped,
        "The clock stands while the DCC waits for somebody else.",
        "DCC",
        "P",
        (Move("open", "stopped"),),
    ),
    _rule(
        "ResumeAssessmentClock",
        AssessmentClockResumed,
        "The clock goes on.",
        "DCC",
        "P",
        (Move("stopped", "open"),),
    ),
    _rule(
        "ReviseAssessmentTarget",
        AssessmentTargetRevised,
        "Another target is set; the first one stays known.",
        "DCC",
        "P",
        stays("requested", "open", "stopped"),
        ANOTHER_TARGET,
    ),
    _rule(
        "ReturnAssessment",
        AssessmentReturned,
        "The DCC returns it: the last day of the clock.",
        "DCC",
        "S",
        (Move("open", "returned"), Move("stopped", "returned")),
    ),
    _rule(
        "ReissueAssessment",
        AssessmentReissued,
        "A returned one is reopened.",
        "SECAS",
        "P",
        (Move("returned", "open"),),
    ),
    _rule(
        "CancelAssessment",
        AssessmentCancelled,
        "It is not wanted any more.",
        "SECAS",
        "P",
        (Move("requested", "cancelled"), Move("open", "cancelled"), Move("stopped", "cancelled")),
    ),
)
