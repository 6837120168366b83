"""The DCC's Preliminary and Impact Assessments: numbered, asked for by the right body, in the order of their days."""

from datetime import date

from shared.domain.facts import AssessmentRequested, AssessmentTargetRevised
from shared.process.guard import Case, Guard
from shared.readmodels.assessments import Assessment


def number_of(case: Case) -> int:
    """The number that the command means: the one it gives; else the next for a request, and the last for the rest."""
    command = case.command
    if command.n is not None:
        return command.n
    last = max((row.n for row in case.standing.assessments.values() if row.kind == command.kind), default=0)
    return last + 1 if isinstance(command.fact, AssessmentRequested) else max(last, 1)


def the_one(case: Case) -> Assessment | None:
    """The assessment that the command speaks of, where it is there."""
    assert case.command.kind is not None
    return case.standing.assessment(case.command.kind, number_of(case))


def _not_the_next(case: Case) -> str | None:
    wanted = 1 + max((row.n for row in case.standing.assessments.values() if row.kind == case.command.kind), default=0)
    n = number_of(case)
    return None if n == wanted else f"{case.command.kind} {n} is not the next one: expected n={wanted}, or none at all"


def _not_by_change_board(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, AssessmentRequested)
    if case.command.kind == "PA" or fact.at_change_board_on or not case.settings.impact_assessment_needs_change_board:
        return None
    return "an Impact Assessment is asked for at the Change Board: expected at_change_board_on, the day of its meeting"


def _before_its_turn(case: Case) -> str | None:
    row = the_one(case)
    since = row.turns[-1].on if row and row.turns else date.min
    on = case.command.on
    return None if on >= since else f"it was {row.turns[-1].deed if row else ''} on {since}: expected that day or later"


def _same_target(case: Case) -> str | None:
    fact, row = case.command.fact, the_one(case)
    assert isinstance(fact, AssessmentTargetRevised)
    target = row.target_at(case.command.on) if row else None
    if target and target.target_wd == fact.target_wd:
        return f"its target is {fact.target_wd} WD already"
    if fact.was_wd is not None and target and fact.was_wd != target.target_wd:
        return f"its target is {target.target_wd} WD, not {fact.was_wd}: correct was_wd, or leave it out"
    return None


NEXT_NUMBER = Guard("not_the_next", "assessments of a kind count on from 1", "register: MP090", "S", _not_the_next)
BY_CHANGE_BOARD = Guard(
    "not_by_change_board",
    "the Change Board asks for an Impact Assessment",
    "SECP_81_1906_12, section 3",
    "S",
    _not_by_change_board,
)
ASSESSMENT_IN_ORDER = Guard("before_what_it_follows", "not dated before its last step", "SEC D6", "C", _before_its_turn)
ANOTHER_TARGET = Guard("target_is_the_same", "the target is another", "SECP_81_1906_12, section 3", "S", _same_target)
