"""A fold of a stream is the folds of its parts put together, so that one fact need not refold all rows."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import groupby, product
from typing import Any

import pytest

from shared.domain.codec import recorded
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of
from shared.readmodels import READ_MODELS, REGISTER
from shared.readmodels.as_json import as_json
from shared.readmodels.readmodel import ReadModel, Row, rows_of, rows_of_each
from shared.readmodels.register import extend as extend_register
from tests import given
from tests.feed_histories import feed_histories
from tests.given import stored
from tests.histories import entries


def streams(size: int) -> Iterator[tuple[Recorded, ...]]:
    """The effective histories of all streams of a made-up history."""
    return map(effective, recorded_streams(size))


def recorded_streams(size: int) -> Iterator[tuple[Recorded, ...]]:
    """The histories of all streams of a made-up history, as recorded."""
    told = sorted(map(recorded, stored(entries(size, seed=11))), key=lambda fact: fact.stream)
    for _, history in groupby(told, key=lambda fact: fact.stream):
        yield tuple(history)


HISTORIES = (*streams(2_000), *map(effective, feed_histories(2_000)))


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.name)
def test_the_parts_make_the_whole(model: ReadModel[Any]) -> None:
    of_its_kind = [history for history in HISTORIES if history and kind_of(history[0].stream) == model.of]
    assert len(of_its_kind) > 5
    for history in of_its_kind:
        assert by_parts(model, history) == dict(model.fold(history))


def by_parts(model: ReadModel[Any], history: tuple[Recorded, ...]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for facts in parts_of(model, history).values():
        folded = model.fold(facts)
        assert not rows.keys() & folded.keys()
        rows |= folded
    return rows


@pytest.mark.parametrize("model", [model for model in READ_MODELS if model.of_a_day], ids=lambda model: model.name)
def test_each_fact_makes_the_one_row_of_its_day_whatever_else_is_told(model: ReadModel[Any]) -> None:
    facts = [fact for history in HISTORIES for fact in history if type(fact.fact) in (model.facts or ())]
    assert len(facts) > 300
    rows: dict[str, Row] = {}
    for fact in facts:
        [(key, row)] = model.fold([fact]).items()
        assert (row.opened_on, row.settled_on, row.stream) == (fact.day, fact.day, fact.stream)
        rows[key] = row
    assert dict(model.fold(facts)) == rows, "of many streams"


@pytest.mark.parametrize("model", [model for model in READ_MODELS if model.extend], ids=lambda model: model.name)
def test_a_row_extended_by_a_fact_is_the_row_folded_anew(model: ReadModel[Any]) -> None:
    assert model.extend is not None
    told = 0
    for facts in beginnings(model):
        before = model.fold(facts[:-1])
        if len(before) == 1:
            [(key, row)] = before.items()
            extended = model.extend(row, facts[-1])
            if extended is not None:
                told += 1
                assert {key: extended} == model.fold(facts)
                assert as_json(extended) == as_json(model.fold(facts)[key])
    assert told > 300


OF_RELEASES = [
    "ReleaseAssigned  release=2020-06",
    "ReleaseAssigned  release=2020-06 part=1",
    "ReleaseAssigned  release=2020-11 part=2",
    "ProposalImplemented  release=2020-06",
    "ProposalImplemented  release=2020-06 part=1",
    "ProposalImplemented  release=2020-11 part=2",
]


def test_in_whatever_order_parts_are_released_the_extended_row_is_the_row_folded_anew() -> None:
    told = 0
    before = "2020-06-01  MP96  AuthorityDetermined  outcome=approved"
    for lines in (lines for count in (1, 2, 3, 4) for lines in product(OF_RELEASES, repeat=count)):
        facts = given.history("\n".join([before, *(f"2020-06-0{n}  MP96  {line}" for n, line in enumerate(lines, 2))]))
        extended = extend_register(REGISTER.fold(facts[:-1])["96"], facts[-1])
        if extended is not None:
            told += 1
            assert extended == REGISTER.fold(facts)["96"], lines
    assert told > 300


def beginnings(model: ReadModel[Any]) -> Iterator[list[Recorded]]:
    """Of every part of every stream, each beginning whose last fact speaks of a day after all others."""
    for history in HISTORIES:
        if history and kind_of(history[0].stream) == model.of:
            for facts in parts_of(model, history).values():
                for end in range(2, len(facts) + 1):
                    if all(fact.day < facts[end - 1].day for fact in facts[: end - 1]):
                        yield facts[:end]


def parts_of(model: ReadModel[Any], history: tuple[Recorded, ...]) -> dict[Hashable, list[Recorded]]:
    parts: dict[Hashable, list[Recorded]] = defaultdict(list)
    for fact in history:
        if (part := model.part_of(fact)) is not None:
            parts[part].append(fact)
    return parts


@pytest.mark.parametrize("model", [model for model in READ_MODELS if model.facts], ids=lambda model: model.name)
def test_only_the_facts_that_a_model_names_bear_on_its_rows(model: ReadModel[Any]) -> None:
    assert model.facts is not None
    others = 0
    for history in HISTORIES:
        if history and kind_of(history[0].stream) == model.of:
            bearing = tuple(fact for fact in history if type(fact.fact) in model.facts)
            others += len(history) - len(bearing)
            assert dict(model.fold(history)) == (dict(model.fold(bearing)) if bearing else {})
    assert others > 500


def test_the_rows_of_all_models_at_once_are_those_of_each() -> None:
    mended = 0
    for history in recorded_streams(2_000):
        at_once = rows_of_each(READ_MODELS, history)
        for model in READ_MODELS:
            assert dict(at_once.get(model.name, {})) == dict(rows_of(model, history))
        mended += effective(history) != history
    assert mended > 10
