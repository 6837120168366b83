"""The table of the process is whole: nothing is out of reach, and nothing stands in it without its reason."""

from collections.abc import Iterable
from typing import get_args

import pytest

from shared.domain.facts import FACTS
from shared.domain.vocabulary import State
from shared.process.guard import Guard
from shared.process.observed import NO_COMMAND
from shared.process.policy import POLICY, may_give
from shared.process.publishing import DEEDS
from shared.process.rule import AssessmentPlace, MeetingPlace, Place, ReleasePlace, Rule, Subject
from shared.process.rules import BY_COMMAND, RULES
from shared.process.separation import SEPARATION
from shared.process.settings import SETTINGS, Settings, Sureness
from shared.process.transitions import TRANSITIONS

GUARDS: tuple[Guard, ...] = tuple({id(guard): guard for rule in RULES for guard in rule.guards}.values())
SURENESS = get_args(Sureness)


def reached(subject: Subject, first: Place) -> set[Place]:
    """Every place to which moves lead from the first, and that itself."""
    found: set[Place] = {first}
    while new := {t.target for t in TRANSITIONS if t.subject == subject and t.source in found} - found:
        found |= new
    return found


@pytest.mark.parametrize(
    ("subject", "first", "places"),
    [
        ("modification", "unknown", get_args(State)),
        ("assessment", "none", get_args(AssessmentPlace)),
        ("meeting", "unscheduled", get_args(MeetingPlace)),
        ("release", "unplanned", get_args(ReleasePlace)),
    ],
)
def test_every_place_can_be_reached(subject: Subject, first: Place, places: Iterable[Place]) -> None:
    assert reached(subject, first) == set(places)


def test_every_fact_comes_of_a_command_or_there_is_a_reason_why_not() -> None:
    led_to = {rule.fact for rule in RULES} | {fact for rule in RULES for fact in rule.also}
    assert set(FACTS) - led_to == set(NO_COMMAND)
    assert all(reason.endswith(".") for reason in NO_COMMAND.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.command)
def test_a_rule_says_what_it_means_by_which_clause_and_how_sure_that_is(rule: Rule) -> None:
    assert rule.means.endswith(".")
    assert rule.decides
    assert rule.clause
    assert rule.sure in SURENESS
    assert rule.moves
    assert BY_COMMAND[rule.command] is rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.command)
def test_moves_from_one_place_are_told_apart(rule: Rule) -> None:
    assert len(set(rule.moves)) == len(rule.moves)
    cases = [(move.source, move.when) for move in rule.moves]
    assert len(set(cases)) == len(cases)


@pytest.mark.parametrize("guard", [*GUARDS, *(guard for _, guard in SEPARATION)], ids=lambda guard: guard.code)
def test_a_guard_says_what_it_wants(guard: Guard) -> None:
    assert guard.says
    assert guard.clause
    assert guard.sure in SURENESS
    assert guard.code.replace("_", "a").isalpha()
    assert guard.code == guard.code.lower()


@pytest.mark.parametrize("command", BY_COMMAND)
def test_a_command_may_be_given_by_somebody(command: str) -> None:
    assert any(may_give(role, command) for role in POLICY)


def test_nobody_may_give_what_is_no_command() -> None:
    assert set().union(*POLICY.values()) == set(BY_COMMAND)
    assert {command for commands, _ in SEPARATION for command in commands} <= {*BY_COMMAND, *DEEDS}


def test_every_setting_has_a_value_that_holds_and_a_source() -> None:
    assert {each.name for each in SETTINGS} == set(Settings.__dataclass_fields__)
    assert all(each.source and each.sure in SURENESS for each in SETTINGS)
