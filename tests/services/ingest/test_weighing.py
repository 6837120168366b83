"""A command that is given again under its id is answered as before, whichever it is; another one is refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.weighing import Accepted, Asked, Planned, standings_after, streams_of, weighed
from shared.process.refusal import Refusal
from shared.process.standing import Standing
from shared.process.transitions import TRANSITIONS, Transition
from shared.process.wire import read
from tests import given as notation
from tests.process.broken import given_by
from tests.process.given import CALENDAR
from tests.process.ways import dated, giver_of, walk

NOW = datetime(2030, 1, 1, 9, tzinfo=UTC)


def asked_of(line: str) -> Asked:
    name, words = notation.words(line)
    command, envelope = read(name, json.dumps(words | {"evidence": "minutes"}).encode())
    return Asked(command, envelope, giver_of(name), "the-id")


@pytest.mark.parametrize("made", TRANSITIONS, ids=lambda made: f"{made.rule.command} {made.source} {made.when}")
def test_what_was_carried_out_is_found_again(made: Transition) -> None:
    *before, line = dated(walk(made))
    asked, history = asked_of(line), given_by(before)
    standings: dict[str, Standing] = {stream: history.standing(stream) for stream in streams_of(asked.command)}
    planned = weighed(asked, standings, calendar=CALENDAR, now=NOW)
    assert isinstance(planned, Planned)
    after = standings_after(planned, standings, position=1 + len(history.recorded), now=NOW)
    later = NOW + timedelta(days=1)

    again = weighed(asked, after, calendar=CALENDAR, now=later)
    assert isinstance(again, Accepted) and again.again
    assert [fact.fact for fact in again.facts] == [entry.data for entry in planned.entries]

    on_another_day = replace(asked, command=replace(asked.command, on=asked.command.on + timedelta(days=1)))
    other = weighed(on_another_day, after, calendar=CALENDAR, now=later)
    assert isinstance(other, Refusal) and other.code == "key_used_otherwise"
