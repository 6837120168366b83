"""Observed facts come from files in any order, twice, or with some missing: the register is the same, or says so."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis.strategies import permutations, sampled_from, sets

from services.ingest.from_paper import facts_of
from services.ingest.papers import JUNE_2020, bundled
from shared.domain.codec import recorded
from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact
from shared.domain.identity import identity_of
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import State
from shared.papers.decode import text_of
from shared.papers.read import read
from shared.process.standing import Standing
from shared.readmodels import READ_MODELS
from shared.readmodels.as_json import as_json
from shared.readmodels.readmodel import Row, rows_of_each
from shared.readmodels.register import Modification
from tests.given import stored
from tests.process.broken import at
from tests.process.naive.table import FACT_OF, MOVES
from tests.process.ways import WAYS

Entries = Sequence[Entry[AnyFact]]

JUNE: Entries = facts_of(read(text_of(bundled(JUNE_2020))), lambda stream: ()).entries


def imported(entries: Iterable[Entry[AnyFact]]) -> dict[str, list[Recorded]]:
    """The histories that an import of the entries leads to: what says the same is kept once."""
    kept = {identity_of(told): told for told in reversed(list(entries))}
    histories: dict[str, list[Recorded]] = defaultdict(list)
    for told in map(recorded, stored(reversed(kept.values()))):
        histories[told.stream].append(told)
    return histories


def shown(entries: Iterable[Entry[AnyFact]]) -> dict[str, Any]:
    """All rows, with what the facts say in place of their ids, which come of the order; lists of a day are sets."""
    rows: dict[str, Any] = {}
    for history in imported(entries).values():
        for model, folded in rows_of_each(READ_MODELS, history).items():
            for key, row in folded.items():
                says = partial(_saying, {told.id: identity_of(told.entry) for told in history})
                rows[f"{model} {_ID.sub(says, key)}"] = _unordered(json.loads(_ID.sub(says, _parted(row))))
    return rows


_ID = re.compile(r'[^\s",]+#\d+')


def _parted(row: Row) -> str:
    """Its JSON, where a name that was told several times in a row stands as often."""
    told = json.loads(as_json(row))
    if "names" in told:
        told["names"] = [each | {"told": one} for each in told["names"] for one in each["told"].split(", ")]
    return json.dumps(told, ensure_ascii=False)


def _saying(says: Mapping[str, str], id: re.Match[str]) -> str:
    return json.dumps(says[id.group()])[1:-1]


def _unordered(row: dict[str, Any]) -> dict[str, Any]:
    """Names, figures and commentary of one day stand in no order."""
    for name in {"names", "figures", "commentary"} & row.keys():
        row[name] = sorted(row[name], key=lambda each: json.dumps(each, sort_keys=True))
    return row


IN_ORDER = shown(JUNE)


@settings(max_examples=40)
@given(entries=permutations(JUNE), again=sets(sampled_from(range(len(JUNE)))))
def test_the_facts_of_june_2020_come_in_any_order_and_again(entries: Entries, again: set[int]) -> None:
    assert shown([*entries, *(JUNE[n] for n in again)]) == IN_ORDER


@settings(max_examples=60)
@given(missing=sets(sampled_from(range(len(JUNE))), min_size=1))
def test_where_facts_of_june_2020_are_missing_there_are_rows_of_the_others(missing: set[int]) -> None:
    told = [each for n, each in enumerate(JUNE) if n not in missing]
    rows = shown(told)
    streams = {each.stream for each in told}
    assert {each.stream for each in told} == {row["stream"] for row in rows.values()} & streams


def observed(place: str) -> Entries:
    """The facts that commands lead to on the way to a place, as if they had come from a register."""
    return [_as_observed(told) for told in at(place).recorded]


def _as_observed(told: Recorded) -> Entry[AnyFact]:
    source = Source(kind="register", ref="observed")
    return entry(told.fact, told.stream, known_at=told.known_at, source=source, on=told.day, kind=told.kind, n=told.n)


LIVES = {place: observed(place) for place in WAYS if at(place).standing("125").recorded}


@pytest.mark.parametrize("place", LIVES)
def test_a_life_that_is_observed_leads_where_the_commands_led(place: str) -> None:
    """Whatever the order of the files; also where much happened on one day."""
    by_commands = [(turn.on, turn.state) for turn in at(place).standing("125").turns]

    @settings(max_examples=15)
    @given(entries=permutations(LIVES[place]))
    def whatever_the_order(entries: Entries) -> None:
        turns = Standing("125", tuple(imported(entries)["125"])).turns
        assert [(turn.on, turn.state) for turn in turns] == by_commands
        assert not any(turn.implied for turn in turns)
        assert shown(entries) == shown(LIVES[place])

    whatever_the_order()


@pytest.mark.parametrize("place", LIVES)
def test_of_a_life_with_holes_something_is_told_and_what_is_presumed_is_marked(place: str) -> None:
    @settings(max_examples=25)
    @given(missing=sets(sampled_from(range(len(LIVES[place])))))
    def whatever_is_missing(missing: set[int]) -> None:
        told = [each for n, each in enumerate(LIVES[place]) if n not in missing]
        for stream, history in imported(told).items():
            rows = rows_of_each(READ_MODELS, history)
            assert Standing(stream, tuple(history)).state in get_args(State)
            _check_marks(rows["register"].values(), history)

    whatever_is_missing()


SAYS_SO = {(FACT_OF[command], to) for command, moves in MOVES.items() for _, _, to in moves}
"""Which fact leads to which state, by the table written by hand."""


def _check_marks(rows: Iterable[Modification], history: Sequence[Recorded]) -> None:
    """What a row says of where it stood, a fact says; or it is marked as implied."""
    types = {told.id: type(told.fact).__name__ for told in history}
    for row in rows:
        for turn in row.turns:
            assert turn.implied or (types[turn.evidence[0]], turn.state) in SAYS_SO


def test_an_assessment_without_a_conversion_is_in_refinement_and_says_that_this_is_implied() -> None:
    lines = LIVES["open"]
    told = [each for each in lines if each.type not in ("ReadinessDetermined", "ProposalConverted")]
    turns = Standing("125", tuple(imported(told)["125"])).turns
    assert [(turn.state, turn.implied) for turn in turns] == [("draft_proposal", False), ("in_refinement", True)]
