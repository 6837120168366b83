"""What others do between two looks at the rows does not lead a projector, a retry or a rebuild astray."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from services.projector.mend import mend
from services.projector.rebuild import rebuild, rebuild_beside
from shared.readmodels import READ_MODELS, REGISTER
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.projected import PARTITIONS, TOPIC
from tests.services.projector.test_parking import FACTS, Log, projector, turns, with_third

pytestmark = pytest.mark.integration

WHOLE, BROKEN = Log(FACTS), with_third(value=b"{")
BROKEN_TWICE = Log([*BROKEN.facts[:4], structs.replace(FACTS[4], value=b"{"), FACTS[5]])


def parked(store: RowStore) -> list[tuple[int, int]]:
    return [(each.position, each.attempts) for each in store.parked(store.live())]


def test_who_tries_again_what_waited_behind_a_discarded_fact_passes_over_it_too(store: RowStore) -> None:
    """Also where it began before the discard, and understands the fact."""
    projector(store, BROKEN_TWICE).project(BROKEN_TWICE.carried())
    began_before = projector(store, WHOLE)
    mend(store, BROKEN_TWICE, "discard", "106", "Ann", "sent by mistake")
    assert parked(store) == [(5, 2)]
    began_before.retry(range(PARTITIONS))
    assert (parked(store), turns(store, 6)["106"]) == ([], ["withdrawn"])


def test_what_is_tried_again_is_taken_up_to_the_fact_that_makes_rows_that_postgresql_refuses(store: RowStore) -> None:
    def fold(history: Sequence[Any]) -> Mapping[str, Any]:
        rows = REGISTER.fold(history)
        return {f"{key}\0" if key == "106" and len(history) > 2 else key: row for key, row in rows.items()}

    projector(store, BROKEN).project(BROKEN.carried())
    refused = replace(REGISTER, fold=fold, extend=None)
    store.models = tuple(refused if model is REGISTER else model for model in READ_MODELS)
    projector(store, WHOLE).retry(range(PARTITIONS))
    assert (parked(store), turns(store, 6)["106"]) == ([(5, 2)], ["in_refinement"])


class AnotherWasFirst(RowStore):
    """Rows of which another rebuild is made live while someone waits for the right to rebuild."""

    url = ""

    def begin_rebuild(self, topic: str, partitions: int) -> Generation:
        rebuild(self.url, WHOLE, TOPIC, PARTITIONS)
        return super().begin_rebuild(topic, partitions)


def test_a_rebuild_that_waited_for_another_compares_with_the_rows_of_that_one(store: RowStore, database: str) -> None:
    projector(store, WHOLE).project(WHOLE.carried())
    with AnotherWasFirst(database) as waits:
        waits.url = database
        found = rebuild_beside(waits, store, WHOLE, TOPIC, PARTITIONS)
    assert (found.compared_at, found.differing) == (6, 0)
