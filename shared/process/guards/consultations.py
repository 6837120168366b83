"""How long a consultation is open, and that there is one (SEC D6, D7.8). It closes at 17:00 of its last day."""

from shared.domain.daycount import CONVENTIONS, working_days
from shared.domain.facts import (
    AnyFact,
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationPlanned,
    ResponseReceived,
)
from shared.domain.vocabulary import ConsultationType
from shared.process.guard import Case, Guard
from shared.readmodels.consultations import Consultation

_BOTH_ENDS = CONVENTIONS["consultation"]
"""As all consultations that happened are counted: register pages of MP118, MP117, MP127, MP134A, MP147, MP099."""


def type_of(case: Case) -> ConsultationType:
    """Of which type of consultation the command speaks."""
    fact = case.command.fact
    assert isinstance(
        fact, ConsultationPlanned | ConsultationOpened | ConsultationExtended | ResponseReceived | ConsultationClosed
    )
    return fact.type


def _the_open_one(case: Case) -> Consultation | None:
    return case.standing.open_consultation(type_of(case))


def _one_is_open(case: Case) -> str | None:
    found = _the_open_one(case)
    return f"one of the type {type_of(case)} is open already ({', '.join(found.evidence)})" if found else None


def _none_is_open(case: Case) -> str | None:
    return None if _the_open_one(case) else f"no consultation of the type {type_of(case)} is open"


def _too_short(case: Case) -> str | None:
    fact, on, wanted = case.command.fact, case.command.on, case.settings.consultation_min_wd
    assert isinstance(fact, ConsultationOpened)
    if fact.closes_on is None:
        return "it does not say when it closes: expected closes_on"
    if fact.closes_on < on:
        return f"it closes on {fact.closes_on}, before it opens on {on}"
    if case.standing.is_urgent or fact.type == "request_for_information":
        return None
    found = working_days(on, fact.closes_on, _BOTH_ENDS, case.calendar)
    if found >= wanted:
        return None
    return f"{on} to {fact.closes_on} is {found} WD, both days counted: expected at least {wanted}, unless it is urgent"


def _not_longer(case: Case) -> str | None:
    fact, found = case.command.fact, _the_open_one(case)
    assert isinstance(fact, ConsultationExtended)
    if not found or found.closes_on is None or fact.closes_on > found.closes_on:
        return None
    return f"it closes on {found.closes_on}: expected a later day, found {fact.closes_on}"


def _before_its_turn(case: Case) -> str | None:
    told = [recorded for recorded in case.standing.told if _is_step(recorded.fact, type_of(case))]
    on = case.command.on
    if not told or on >= told[-1].day:
        return None
    return f"the last step of it was on {told[-1].day} ({told[-1].id}): expected that day or a later one, found {on}"


def _is_step(fact: AnyFact, type: ConsultationType) -> bool:
    return isinstance(fact, ConsultationOpened | ConsultationExtended | ConsultationClosed) and fact.type == type


def _already_over(case: Case) -> str | None:
    found = _the_open_one(case)
    if not found or found.closes_on is None or case.command.on <= found.closes_on:
        return None
    return f"it closed at 17:00 on {found.closes_on}: {case.command.on} is too late"


def _too_early(case: Case) -> str | None:
    found = _the_open_one(case)
    if not found or found.closes_on is None or case.command.on >= found.closes_on:
        return None
    return f"it is open until 17:00 on {found.closes_on}: it cannot have closed on {case.command.on}"


def _not_a_monday(case: Case) -> str | None:
    fact = case.command.fact
    assert isinstance(fact, ConsultationPlanned)
    week = fact.week_commencing
    return None if week.weekday() == 0 else f"a week commences on a Monday: {week} is a {week:%A}"


def _responded_before(case: Case) -> str | None:
    fact, found = case.command.fact, _the_open_one(case)
    assert isinstance(fact, ResponseReceived)
    opened = found.opened.on if found and found.opened else case.command.on
    told = [recorded for recorded, other in case.standing.all(ResponseReceived) if other.says() == fact.says()]
    before = [recorded for recorded in told if recorded.day >= opened]
    return f"{fact.respondent} has responded already ({before[-1].id}): correct that fact" if before else None


NONE_OPEN = Guard("consultation_already_open", "none of its type is open", "SEC D6, D7.8", "C", _one_is_open)
ONE_OPEN = Guard("consultation_not_open", "one of its type is open", "SEC D6, D7.8", "C", _none_is_open)
LONG_ENOUGH = Guard("consultation_too_short", "at least 15 WD, unless urgent", "SEC D6, D7.8", "C", _too_short)
LONGER = Guard("not_an_extension", "the new last day is later", "SEC D7.8", "C", _not_longer)
NOT_OVER = Guard("consultation_over", "not after 17:00 of its last day", "About SEC Change", "P", _already_over)
OVER = Guard("consultation_still_open", "not before its last day", "About SEC Change", "P", _too_early)
A_MONDAY = Guard("not_a_monday", "a week commences on a Monday", "SECP_81_1906_12, section 4", "S", _not_a_monday)
CONSULTED_IN_ORDER = Guard(
    "before_what_it_follows", "not before the last step of its type", "SEC D6, D7.8", "C", _before_its_turn
)
FIRST_RESPONSE = Guard("responded_already", "one response each", "SEC D7.8", "C", _responded_before)
