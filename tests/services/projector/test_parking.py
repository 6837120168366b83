"""A fact that cannot be projected parks its stream with the reason; the other streams go on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from services.projector.project import Projector
from services.projector.projected import Projected
from shared.domain.recorded import StoredFact
from shared.readmodels import READ_MODELS, REGISTER
from shared.readmodels.readmodel import ReadModel
from shared.readmodels.register import Modification
from shared.rowstore.store import RowStore
from shared.transport.carried import Carried
from tests.given import entries, histories_of, stored
from tests.projected import PARTITIONS, TOPIC
from tests.transport.carrying import linked

pytestmark = pytest.mark.integration

FACTS = stored(
    entries("""
    2020-03-02  MP106  ProposalNamed  label=MP106 title=Meters
    2020-03-02  MP107  ProposalNamed  label=MP107 title=Gateways
    2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15
    2020-03-27  MP107  AssessmentAccepted  PA 1  target_wd=15
    2020-03-30  MP106  ProposalWithdrawn
    2020-03-31  MP107  ProposalWithdrawn
    """)
)


class Log:
    """The log as a list; `facts` may be changed, as a new version of the program understands them otherwise."""

    def __init__(self, facts: Sequence[StoredFact]) -> None:
        self.facts = list(facts)

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        return [fact for fact in self.facts if fact.position > after][:limit]

    def stored_history(self, stream: str) -> Sequence[StoredFact]:
        return [fact for fact in self.facts if fact.stream == stream]

    def head(self) -> int:
        return self.facts[-1].position

    def streams(self, upto: int | None = None) -> Mapping[str, int]:
        return {fact.stream: fact.position for fact in self.facts if upto is None or fact.position <= upto}

    def stored_histories(self, streams: Sequence[str], upto: int) -> Mapping[str, Sequence[StoredFact]]:
        return histories_of(self.facts, streams, upto)

    def carried(self) -> list[Carried]:
        return linked(self.facts, PARTITIONS)


def with_third(**changed: Any) -> Log:
    """The log, but its third fact, MP106's acceptance, is stored otherwise."""
    return Log([*FACTS[:2], msgspec.structs.replace(FACTS[2], **changed), *FACTS[3:]])


def with_value(**changed: Any) -> Log:
    whole = json.loads(FACTS[2].value) | changed
    return with_third(value=json.dumps(whole).encode())


def projector(store: RowStore, log: Log) -> Projector:
    return Projector(store, log, store.live_or_first(TOPIC, PARTITIONS))


def turns(store: RowStore, position: int) -> Mapping[str, list[str]]:
    """Through which states each modification has gone."""
    return {key: [turn.state for turn in row.turns] for key, row in store.load(REGISTER, position).items()}


POISONS = {
    "it is not JSON": with_third(value=b"{"),
    "it is not UTF-8": with_third(value=b'{"type": "\xff"}'),
    "it is nested deeply": with_third(value=b"[" * 200_000),
    "it is empty": with_third(value=b""),
    "its type is unknown": with_third(topic="AssessmentDreamt/1"),
    "its version is unknown": with_third(topic="AssessmentAccepted/99"),
    "a field is unknown": with_value(data={"target": 15}),
    "a number is text": with_value(data={"target_wd": "NaN"}),
    "its day is impossible": with_value(occurred_on="2020-02-30"),
    "its day is in year 9999": with_value(occurred_on="9999-12-31"),
    "it holds a lone surrogate": with_third(value=b'{"type": "\\ud800"}'),
    "it belongs to another stream": with_value(ref="meeting/panel/2020-06-19"),
}


@pytest.mark.parametrize("poison", POISONS)
def test_a_poisoned_fact_parks_its_stream_and_no_other(store: RowStore, poison: str) -> None:
    log = POISONS[poison]
    assert projector(store, log).project(log.carried()) == Projected(facts=6, parked=2)
    parked = store.parked(store.live())
    assert [(each.stream, each.position) for each in parked] == [("106", 3), ("106", 5)]
    assert parked[0].reason and "\n" not in parked[0].reason
    assert parked[1].reason == "waits behind 106#2 at position 3"
    assert turns(store, 6) == {"106": [], "107": ["in_refinement", "withdrawn"]}


def test_what_comes_later_for_a_parked_stream_waits_behind_it(store: RowStore) -> None:
    log = with_third(value=b"{")
    records = log.carried()
    projector(store, log).project(records[:4])
    assert projector(store, log).project(records) == Projected(facts=2, repeats=4, parked=1)
    assert [each.reason for each in store.parked(store.live())][1:] == ["waits behind position 3"]


def test_a_fold_that_fails_parks_the_fact_at_which_it_does(store: RowStore) -> None:
    def fold(history: Sequence[Any]) -> Mapping[str, Modification]:
        if len(history) == 2 and history[0].stream == "106":
            raise ZeroDivisionError("days of nothing")
        return REGISTER.fold(history)

    store.models = tuple(failing if model is REGISTER else model for model in READ_MODELS for failing in [_with(fold)])
    log = Log(FACTS)
    projector(store, log).project(log.carried())
    assert [(each.position, each.reason) for each in store.parked(store.live())] == [
        (3, "ZeroDivisionError: days of nothing"),
        (5, "waits behind 106#2 at position 3"),
    ]


def _with(fold: Any) -> ReadModel[Modification]:
    return replace(REGISTER, fold=fold, extend=None)


def test_a_row_that_postgresql_refuses_parks_its_stream(store: RowStore) -> None:
    """A key with NUL in it, say: no text of PostgreSQL may hold one."""

    def fold(history: Sequence[Any]) -> Mapping[str, Modification]:
        rows = REGISTER.fold(history)
        return {f"{key}\0" if key == "106" else key: row for key, row in rows.items()}

    store.models = tuple(_with(fold) if model is REGISTER else model for model in READ_MODELS)
    log = Log(FACTS)
    assert projector(store, log).project(log.carried()) == Projected(facts=6, parked=3)
    assert {each.stream for each in store.parked(store.live())} == {"106"}
    assert turns(store, 6) == {"107": ["in_refinement", "withdrawn"]}


@pytest.mark.parametrize("size", [1, 2, 6])
def test_a_row_that_postgresql_refuses_parks_from_its_fact_on_whatever_came_with_it(store: RowStore, size: int) -> None:
    def fold(history: Sequence[Any]) -> Mapping[str, Modification]:
        rows = REGISTER.fold(history)
        return {f"{key}\0" if key == "106" and len(history) > 1 else key: row for key, row in rows.items()}

    store.models = tuple(_with(fold) if model is REGISTER else model for model in READ_MODELS)
    records, projecting = Log(FACTS).carried(), projector(store, Log(FACTS))
    for start in range(0, 6, size):
        projecting.project(records[start : start + size])
    assert [(each.stream, each.position) for each in store.parked(store.live())] == [("106", 3), ("106", 5)]
    assert turns(store, 6) == {"106": [], "107": ["in_refinement", "withdrawn"]}


def test_a_mended_version_takes_up_what_was_parked_as_if_nothing_had_been(store: RowStore) -> None:
    broken, mended = with_third(value=b"{"), Log(FACTS)
    projector(store, broken).project(broken.carried())
    again = projector(store, mended)
    assert again.retry(range(PARTITIONS)) == Projected(facts=2)
    assert store.parked(store.live()) == []
    assert [turns(store, position)["106"] for position in (2, 3, 4, 5)] == [
        [],
        ["in_refinement"],
        ["in_refinement"],
        ["in_refinement", "withdrawn"],
    ]


def test_what_is_tried_again_in_vain_stays_parked_and_counts_its_attempts(store: RowStore) -> None:
    log = with_third(value=b"{")
    projector(store, log).project(log.carried())
    assert projector(store, log).retry(range(PARTITIONS)) == Projected(facts=0)
    assert [(each.position, each.attempts) for each in store.parked(store.live())] == [(3, 2), (5, 1)]
