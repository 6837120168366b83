"""While one batch is being written the next is folded; whatever befalls the one, the rows are the same."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from services.projector.aside import Aside, InAThread, InTurn
from services.projector.project import Projector
from services.projector.projected import Projected
from shared.domain.recorded import StoredFact
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS, REGISTER
from shared.readmodels.register import Modification
from shared.rowstore.errors import Fenced
from shared.rowstore.store import RowStore
from tests.given import stored
from tests.histories import entries
from tests.projected import PARTITIONS, TOPIC, carried, kept, projector, versions_of_the_log
from tests.services.projector.test_parking import FACTS, Log, turns

pytestmark = [pytest.mark.integration, pytest.mark.parametrize("aside", [InTurn, InAThread])]

SIZE = 300


def in_small_batches(store: RowStore, log: Any, aside: Aside, size: int) -> Projector:
    return Projector(store, log, store.live_or_first(TOPIC, PARTITIONS), facts_per_batch=size, aside=aside)


@pytest.mark.parametrize("size", [1, 7, 200])
def test_however_small_the_batches_the_rows_are_those_of_the_log(
    database: str, log: EventLog, store: RowStore, aside: Aside, size: int
) -> None:
    log.import_entries(entries(SIZE, seed=7))
    assert in_small_batches(store, log, aside, size).project(carried(log)) == Projected(facts=SIZE)
    assert kept(database, store, store.live()) == versions_of_the_log(stored(entries(SIZE, seed=7)))


def test_progress_is_told_of_what_is_durable(database: str, log: EventLog, store: RowStore, aside: Aside) -> None:
    log.import_entries(entries(SIZE, seed=7))
    told: list[tuple[int, int]] = []
    with RowStore(database) as other:
        live = store.live_or_first(TOPIC, PARTITIONS)
        in_small_batches(store, log, aside, 100).catch_up(
            progress=lambda position: told.append((position, max(other.bookmarks(live).values())))
        )
    assert [position for position, _ in told] == [100, 200, 300]
    assert all(position <= durable for position, durable in told)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_rows_that_postgresql_refuses_park_their_stream_also_where_the_next_batch_was_folded_on_top(
    store: RowStore, aside: Aside, size: int
) -> None:
    def fold(history: Sequence[Any]) -> Mapping[str, Modification]:
        rows = REGISTER.fold(history)
        wrong = history[0].stream == "106" and len(history) == 2
        return {key: msgspec.structs.replace(row, stream="106\0") if wrong else row for key, row in rows.items()}

    refused = replace(REGISTER, fold=fold, extend=None)
    store.models = tuple(refused if model is REGISTER else model for model in READ_MODELS)
    log = Log(FACTS)

    projected = in_small_batches(store, log, aside, size).project(log.carried())

    assert projected == Projected(facts=6, parked=2)
    assert [(each.stream, each.position) for each in store.parked(store.live())] == [("106", 3), ("106", 5)]
    assert turns(store, 6) == {"106": [], "107": ["in_refinement", "withdrawn"]}


def test_where_another_was_first_nothing_more_is_written(
    database: str, log: EventLog, store: RowStore, aside: Aside
) -> None:
    log.import_entries(entries(SIZE, seed=7))
    late = in_small_batches(store, log, aside, 10)
    with RowStore(database) as other:
        projector(other, log).project(carried(log)[:25])

    with pytest.raises(Fenced):
        late.project(carried(log))

    assert max(store.bookmarks(store.live()).values()) == 25


def test_whatever_ends_it_nobody_is_left_at_work_on_the_rows(store: RowStore, aside: Aside) -> None:
    class Lost(Exception):
        pass

    class Breaking(Log):
        def read(self, after: int, limit: int) -> Sequence[StoredFact]:
            if after >= 4:
                raise Lost
            return super().read(after, 2)

    with pytest.raises(Lost):
        in_small_batches(store, Breaking(FACTS), aside, 2).catch_up()

    assert not [thread for thread in threading.enumerate() if thread.name == "work aside"]
    assert store.answers()
