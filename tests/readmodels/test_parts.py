"""A fold of a stream is the folds of its parts put together, so that one fact need not refold all rows."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import groupby
from typing import Any

import pytest

from shared.domain.codec import recorded
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel, Row
from tests.given import stored
from tests.histories import entries


def streams(size: int) -> Iterator[tuple[Recorded, ...]]:
    """The effective histories of all streams of a made-up history."""
    told = sorted(map(recorded, stored(entries(size, seed=11))), key=lambda fact: fact.stream)
    for _, history in groupby(told, key=lambda fact: fact.stream):
        yield effective(tuple(history))


HISTORIES = tuple(streams(2_000))


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.name)
def test_the_parts_make_the_whole(model: ReadModel[Any]) -> None:
    of_its_kind = [history for history in HISTORIES if history and kind_of(history[0].stream) == model.of]
    assert len(of_its_kind) > 5
    for history in of_its_kind:
        assert by_parts(model, history) == dict(model.fold(history))


def by_parts(model: ReadModel[Any], history: tuple[Recorded, ...]) -> dict[str, Row]:
    parts: dict[Hashable, list[Recorded]] = defaultdict(list)
    for fact in history:
        if (part := model.part_of(fact)) is not None:
            parts[part].append(fact)
    rows: dict[str, Row] = {}
    for facts in parts.values():
        folded = model.fold(facts)
        assert not rows.keys() & folded.keys()
        rows |= folded
    return rows


@pytest.mark.parametrize("model", [model for model in READ_MODELS if model.extend], ids=lambda model: model.name)
def test_a_row_extended_by_a_fact_is_the_row_folded_anew(model: ReadModel[Any]) -> None:
    assert model.extend is not None
    told = 0
    for history in HISTORIES:
        for end in range(2, len(history) + 1):
            facts = history[:end]
            last_comes_last = all(fact.day <= facts[-1].day for fact in facts)
            if kind_of(facts[0].stream) == model.of and last_comes_last:
                [(key, row)] = model.fold(facts[:-1]).items()
                extended = model.extend(row, facts[-1])
                if extended is not None:
                    told += 1
                    assert {key: extended} == model.fold(facts)
                    assert extended.model_dump_json() == model.fold(facts)[key].model_dump_json()
    assert told > 500
