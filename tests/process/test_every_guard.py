"""Every guard of every rule is broken by some command, and tells so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared.process.guards.order import IN_ORDER, NOT_ON_HOLD
from shared.process.rule import Rule
from shared.process.rules import RULES
from shared.process.transitions import TRANSITIONS
from tests import given as notation
from tests.process import (
    test_assessment,
    test_consultation,
    test_correction,
    test_decision,
    test_define,
    test_meeting,
    test_refine,
    test_release,
    test_report,
    test_standstill,
)
from tests.process.broken import Broken, first_broken, given_by
from tests.process.given import Given
from tests.process.ways import dated, giver_of, walk

BY_HAND: tuple[Broken, ...] = (
    *test_define.BROKEN,
    *test_refine.BROKEN,
    *test_assessment.BROKEN,
    *test_consultation.BROKEN,
    *test_report.BROKEN,
    *test_decision.BROKEN,
    *test_standstill.BROKEN,
    *test_release.BROKEN,
    *test_meeting.BROKEN,
    *test_correction.BROKEN,
)
BY_SETTINGS = {("RecordVote", "not_quorate")}
"""Broken only where a setting is another than today: see test_report."""

Key = tuple[str, int]
"""A command, and which of its guards."""


def keys() -> dict[Key, str]:
    """Of all guards, with their codes."""
    return {(rule.command, n): guard.code for rule in RULES for n, guard in enumerate(rule.guards)}


def refused(given: Given, line: str, code: str) -> Key:
    """The guard by which it is refused."""
    name, _ = notation.words(line)
    given.when(line, giver_of(name)).refuses(code)
    guard = first_broken(given, line, giver_of(name))
    rule = next(rule for rule in RULES if rule.command == name)
    assert guard is not None
    assert guard.code == code
    return name, rule.guards.index(guard)


def walked(rule: Rule) -> list[str]:
    """A way on which the last line is a command of the rule that is accepted."""
    return list(dated(walk(next(made for made in TRANSITIONS if made.rule is rule))))


def too_early(rule: Rule) -> Iterator[Key]:
    """Dated before it came to where it stands; and, where only something else must come first, before all that."""
    *before, line = walked(rule)
    given = given_by(before)
    _, words = notation.words(line)
    standing = given.standing(str(words["ref"]).removeprefix("MP").lstrip("0"))
    if not standing.recorded:
        return
    early = [standing.recorded[0].day, standing.since] if IN_ORDER in rule.guards else [standing.recorded[0].day]
    if rule.subject == "assessment" and standing.assessments:
        early = [row.turns[-1].on for row in standing.assessments.values()]
    for day in early:
        yield refused(given, f"{day - timedelta(days=1)}{line[10:]}", "before_what_it_follows")


def held(rule: Rule) -> Iterator[Key]:
    if NOT_ON_HOLD in rule.guards:
        *before, line = walked(rule)
        yield refused(given_by([*before, f"{line[:10]} MP125 PutOnHold reason=R"]), line, "on_hold")


def ended(rule: Rule) -> Iterator[Key]:
    if "not_live" in {guard.code for guard in rule.guards}:
        *before, line = walked(rule)
        yield refused(given_by([*before, f"{line[:10]} MP125 RequestWithdrawal"]), line, "not_live")


ORDERED = tuple(rule for rule in RULES if {guard.code for guard in rule.guards} & {"before_what_it_follows"})


@pytest.mark.parametrize("row", BY_HAND, ids=str)
def test_a_broken_condition_is_told(row: Broken) -> None:
    *before, line = row.told
    refused(given_by(before), line, row.code)


@pytest.mark.parametrize("rule", ORDERED, ids=lambda rule: rule.command)
def test_nothing_is_dated_before_what_it_follows(rule: Rule) -> None:
    assert rule.command in FIRST_OF_ALL or list(too_early(rule))


FIRST_OF_ALL = {"RaiseProposal", "OpenConsultation"}
"""Whose first way begins with them; their other ways are among the rows by hand."""


@pytest.mark.parametrize("rule", [rule for rule in RULES if NOT_ON_HOLD in rule.guards], ids=lambda rule: rule.command)
def test_what_is_on_hold_does_not_go_on(rule: Rule) -> None:
    assert list(held(rule))


def test_no_guard_is_untested() -> None:
    told = {refused(given_by(row.told[:-1]), row.told[-1], row.code) for row in BY_HAND}
    told |= {key for rule in ORDERED for key in too_early(rule)}
    told |= {key for rule in RULES for how in (held, ended) for key in how(rule)}
    untold = {(command, code) for (command, n), code in keys().items() if (command, n) not in told}
    print(f"guards of the process: {len(told)} of {len(keys())} broken one by one")
    assert untold == BY_SETTINGS
