"""A rebuild folds stream by stream, by several processes if there is much: the rows are those of one fact at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from multiprocessing import active_children
from typing import Any

import psycopg
import pytest

from services.projector.fill import FACTS_AT_ONCE, Filled, Filling, portions
from services.projector.fillers import side_by_side
from services.projector.rebuild import rebuild
from shared.eventlog.log import EventLog
from shared.processes import ProcessEnded
from shared.readmodels import READ_MODELS, REGISTER
from shared.readmodels.readmodel import ReadModel
from shared.readmodels.register import Modification
from shared.rowstore.batch import Parked
from shared.rowstore.store import RowStore
from tests.given import stored
from tests.histories import entries
from tests.projected import PARTITIONS, TOPIC, kept, projector, versions_of_the_log
from tests.services.projector.test_parking import FACTS, Log, turns, with_third

pytestmark = pytest.mark.integration

ENTRIES = entries(120, seed=9)
EXPECTED = versions_of_the_log(stored(ENTRIES))
INDEXES = """
SELECT replace(indexdef, %s, '')
FROM pg_indexes
WHERE schemaname = 'projected' AND tablename LIKE %s
ORDER BY 1
"""


def test_processes_side_by_side_make_the_rows_that_one_makes(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    found = rebuild(database, log, TOPIC, PARTITIONS, processes=3)
    assert (found.facts, found.parked) == (120, 0)
    assert kept(database, store, store.live()) == EXPECTED


def test_the_fresh_rows_are_indexed_as_the_first_ones_were(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    first = store.live_or_first(TOPIC, PARTITIONS)
    expected = indexes(database, first.id)
    rebuild(database, log, TOPIC, PARTITIONS)
    assert len(expected) > 4 * len(READ_MODELS)
    assert indexes(database, store.live().id) == expected


def indexes(url: str, generation: int) -> list[str]:
    with psycopg.connect(url) as connection:
        return [line for (line,) in connection.execute(INDEXES, (f"_{generation}", f"%\\_{generation}\\_%")).fetchall()]


def test_a_poisoned_fact_is_parked_as_it_is_live(database: str, store: RowStore) -> None:
    log = with_third(value=b"{")
    projector(store, log).project(log.carried())  # type: ignore[arg-type]
    live = store.parked(store.live())
    found = rebuild(database, log, TOPIC, PARTITIONS)
    assert (found.facts, found.parked, found.differences) == (6, 2, [])
    assert store.parked(store.live()) == live
    assert [each.position for each in live] == [3, 5]


def test_a_stream_whose_rows_are_refused_is_parked_from_its_own_fact_on(database: str, store: RowStore) -> None:
    models = [refused_from_the_second_fact_on if model is REGISTER else model for model in READ_MODELS]
    found = rebuild(database, Log(FACTS), TOPIC, PARTITIONS, models=models)
    assert (found.facts, found.parked) == (6, 2)
    [third, fifth] = store.parked(store.live())
    assert (third.position, third.attempts, fifth.position) == (3, 1, 5)
    assert "0x00" in third.reason
    assert turns(store, 6) == {"106": [], "107": ["in_refinement", "withdrawn"]}


def fold(history: Sequence[Any]) -> Mapping[str, Modification]:
    rows = REGISTER.fold(history)
    return {f"{key}\0" if key == "106" and len(history) > 1 else key: row for key, row in rows.items()}


refused_from_the_second_fact_on: ReadModel[Any] = replace(REGISTER, fold=fold, extend=None)


def test_news_of_parked_streams_is_told_once(
    database: str, store: RowStore, capsys: pytest.CaptureFixture[str]
) -> None:
    log = with_third(value=b"{")
    rebuild(database, log, TOPIC, PARTITIONS)
    assert capsys.readouterr().out.count("stream.parked") == 1
    rebuild(database, log, TOPIC, PARTITIONS)
    assert "stream.parked" not in capsys.readouterr().out
    assert len(store.parked(store.live())) == 2


def test_what_one_process_raises_is_raised(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    filling = Filling(store.begin_rebuild(TOPIC, PARTITIONS), log.head(), set())
    with side_by_side(database, 2, filling) as fillers:
        assert sum(filled.facts for filled in fillers.each([list(log.streams())])) == 120
        with pytest.raises(psycopg.errors.UniqueViolation):
            list(fillers.each([list(log.streams())]))


def test_a_process_that_is_killed_ends_the_filling(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    filling = Filling(store.begin_rebuild(TOPIC, PARTITIONS), log.head(), set())
    with side_by_side(database, 1, filling) as fillers:
        for filler in active_children():
            filler.kill()
        with pytest.raises(ProcessEnded, match="begin again"):
            list(fillers.each([list(log.streams())]))


@pytest.mark.parametrize(("streams", "facts", "expected"), [(0, 0, []), (3, 30, [3]), (1_000, 16_000, [250] * 4)])
def test_about_four_thousand_facts_are_filled_at_once(streams: int, facts: int, expected: list[int]) -> None:
    assert FACTS_AT_ONCE == 4_000
    assert [len(portion) for portion in portions([str(one) for one in range(streams)], facts)] == expected


def test_what_portions_came_to_is_added_up() -> None:
    one = Filled(3, {0: 4, 1: 2}, [Parked(0, "106", 4, "broken")])
    other = Filled(2, {1: 7, 2: 6})
    assert one.plus(other) == Filled(5, {0: 4, 1: 7, 2: 6}, [Parked(0, "106", 4, "broken")])
    assert other.plus(one) == one.plus(other)
