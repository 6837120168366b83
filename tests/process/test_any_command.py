"""Whatever fits the schema of a command: it is no command, or it is decided; it never fails."""

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, SearchStrategy, data, sampled_from
from pydantic import ValidationError

from shared.domain.calendar import OutsideTheCalendar
from shared.process.command import Decided, Giver
from shared.process.decide import allowed_at, decide, others_of
from shared.process.policy import POLICY
from shared.process.refusal import Refusal
from shared.process.rule import Place, Rule, Subject
from shared.process.rules import BY_COMMAND, RULES
from shared.process.settings import Settings
from shared.process.transitions import TRANSITIONS
from shared.process.wire import NotACommand, model_of, read
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import rows_of_each
from tests.process.broken import at, given_by
from tests.process.fuzzed import objects_of
from tests.process.given import CALENDAR, SECRETARIAT, Given
from tests.process.pair import Log
from tests.process.ways import WAYS, all_walks, giver_of

PLACES = ("unknown", "unscheduled", *WAYS)
_STREAMS = {
    "modification": ("MP125", "DP090", "102B"),
    "meeting": ("meeting/panel/2020-06-19", "meeting/csc/2020-05-26"),
    "release": ("release/2020-11", "release/standalone/2020-05-27"),
    "paper": ("paper/2020-06",),
    None: ("MP125", "MP090", "release/2020-11"),
}


@cache
def standing_at(place: str) -> Given:
    return at(place)


@cache
def asked(command: str) -> SearchStrategy[dict[str, Any]]:
    """What fits the schema, of a stream that may be there."""
    schema = model_of(command).model_json_schema()
    streams = sampled_from(_STREAMS[BY_COMMAND[command].of])
    any_fields = objects_of(schema, schema.get("$defs", {}))
    return any_fields.flatmap(lambda fields: streams.map(lambda ref: fields | {"ref": ref}))


def outcome_of(told: Given, name: str, fields: dict[str, Any], giver: Giver) -> object:
    """What becomes of it; None where it is no command."""
    try:
        command, _ = read(name, json.dumps(fields).encode())
    except NotACommand as error:
        assert "\n" not in str(error)
        return None
    others = {stream: told.standing(stream) for stream in others_of(command)}
    day = Settings.on(command.on)
    try:
        return decide(
            command, told.standing(command.stream), calendar=CALENDAR, settings=day, giver=giver, others=others
        )
    except OutsideTheCalendar as error:
        return error  # as `decide` promises; whoever asks is told the years


def assert_can_be_shown(told: Given, decided: tuple[Decided, ...]) -> None:
    """What was accepted can be recorded, if its day is one on which anything can be; and has rows."""
    log = Log(list(told.recorded), Counter(recorded.stream for recorded in told.recorded))
    try:
        for each in decided:
            log.append(each, SECRETARIAT)
    except ValidationError as error:
        assert "is impossible: expected 2008-01-01 to" in str(error)
        return
    for stream in {each.stream for each in decided}:
        rows_of_each(READ_MODELS, log.standing(stream).recorded)


@pytest.mark.parametrize("name", sorted(BY_COMMAND))
@settings(max_examples=25)
@given(data=data())
def test_it_is_decided_or_it_is_no_command(name: str, data: DataObject) -> None:
    fields = data.draw(asked(name))
    place = data.draw(sampled_from(PLACES))
    outcome = outcome_of(standing_at(place), name, fields, giver_of(name))
    if isinstance(outcome, tuple):
        assert_can_be_shown(standing_at(place), outcome)
    if isinstance(outcome, Refusal):
        assert outcome.code.isidentifier()
        assert outcome.message
        assert outcome.clause
        assert set(outcome.allowed) <= set(BY_COMMAND)


@pytest.mark.parametrize(("subject", "place"), sorted({(made.subject, made.source) for made in TRANSITIONS}))
def test_what_is_told_to_be_allowed_is_accepted_there(subject: Subject, place: Place) -> None:
    """Each has a walk from there, whose last command is accepted: see test_transitions."""
    rule = next(rule for rule in RULES if rule.subject == subject)
    walked = {made.rule.command for made, _ in all_walks() if (made.subject, made.source) == (subject, place)}
    assert set(allowed_at(rule, place, "secretariat")) == walked - {"CastVote"}
    for role, commands in POLICY.items():
        assert set(allowed_at(rule, place, role)) == walked & commands


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.command)
def test_a_role_gives_its_own_commands_and_no_others(rule: Rule) -> None:
    *before, line = next(lines for made, lines in all_walks() if made.rule is rule)
    told, person = given_by(before), giver_of(rule.command).person
    for role, commands in POLICY.items():
        outcome = told.when(line, Giver(person, role))
        if rule.command in commands:
            assert not isinstance(outcome.outcome, Refusal), f"{role}: {outcome.outcome}"
        else:
            assert outcome.refuses("role_may_not").clause == "policy"
