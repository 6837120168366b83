"""A rebuild makes all rows again beside the live ones, which stay as they are until it is done."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from services.projector.project import Projector
from services.projector.rebuild import rebuild
from shared.domain.recorded import StoredFact
from shared.eventlog.log import EventLog
from shared.rowstore import generations
from shared.rowstore.errors import RebuildRunning
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of
from tests.given import stored
from tests.histories import entries
from tests.projected import PARTITIONS, TOPIC, kept, projector, versions_of_the_log
from tests.waiting import until

pytestmark = pytest.mark.integration

SIZE = 120
ENTRIES = entries(SIZE, seed=9)
EXPECTED = versions_of_the_log(stored(ENTRIES))


class FactsArriving:
    """The log, to which someone appends, and which someone projects live, whenever it is read."""

    def __init__(self, log: EventLog, store: RowStore) -> None:
        self._log = log
        self._left = list(ENTRIES)
        self._live = projector(store, log)

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        self._arrive()
        return self._log.read(after, limit)

    def stored_history(self, stream: str) -> Sequence[StoredFact]:
        return self._log.stored_history(stream)

    def head(self) -> int:
        self._arrive()
        return self._log.head()

    def streams(self, upto: int | None = None) -> Mapping[str, int]:
        self._arrive()
        return self._log.streams(upto)

    def stored_histories(self, streams: Sequence[str], upto: int) -> Mapping[str, Sequence[StoredFact]]:
        self._arrive()
        return self._log.stored_histories(streams, upto)

    def _arrive(self) -> None:
        arriving, self._left = self._left[:30], self._left[30:]
        if arriving:
            self._log.import_entries(arriving)
            self._live.catch_up()


def test_with_no_rows_yet_it_makes_the_first(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    reached: list[int] = []
    found = rebuild(database, log, TOPIC, PARTITIONS, progress=reached.append)
    assert (found.facts, found.compared_at, found.differences, reached) == (SIZE, None, [], [SIZE])
    assert kept(database, store, store.live()) == EXPECTED


def test_facts_that_arrive_meanwhile_are_in_the_new_rows(database: str, log: EventLog, store: RowStore) -> None:
    live = store.live_or_first(TOPIC, PARTITIONS)
    found = rebuild(database, FactsArriving(log, store), TOPIC, PARTITIONS)
    assert found.differences == []
    assert store.live().id != live.id
    assert store.bookmarks(store.live()) == {p: max(_positions(log, p)) for p in range(PARTITIONS)}
    assert kept(database, store, store.live()) == EXPECTED


def _positions(log: EventLog, partition: int) -> list[int]:
    return [fact.position for fact in log.read(0, SIZE) if partition_of(fact.stream, PARTITIONS) == partition]


def test_only_comparing_leaves_the_live_rows_live(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    projector(store, log).catch_up(until=80)
    live = store.live()
    found = rebuild(database, log, TOPIC, PARTITIONS, only_compare=True)
    assert (found.compared_at, found.differences) == (80, [])
    assert store.live() == live


DIES = """
import os, sys
from services.projector.rebuild import rebuild
from shared.eventlog.log import EventLog

with EventLog.open(sys.argv[1]) as log:
    rebuild(sys.argv[1], log, "facts", 4, progress=lambda position: os.kill(os.getpid(), 9))
"""


def test_one_that_is_killed_leaves_the_live_rows_untouched(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    projector(store, log).catch_up()
    before = (store.live(), kept(database, store, store.live()))
    killed = subprocess.run([sys.executable, "-c", DIES, database], check=False, capture_output=True)
    assert killed.returncode == -9
    assert (store.live(), kept(database, store, store.live())) == before
    assert rebuild(database, log, TOPIC, PARTITIONS).differences == []


def test_what_differs_is_told_before_the_fresh_rows_are_read(database: str, log: EventLog, store: RowStore) -> None:
    log.import_entries(ENTRIES)
    projector(store, log).catch_up()
    told = list[tuple[int, int]]()
    done = rebuild(
        database, log, TOPIC, PARTITIONS, found=lambda rebuilt: told.append((store.live().id, rebuilt.differing))
    )
    assert (told, store.live().id, done.differing) == ([(1, 0)], 2, 0)


def test_a_second_one_at_the_same_time_is_refused(database: str, log: EventLog) -> None:
    log.import_entries(ENTRIES)

    def second(_: int) -> None:
        with pytest.raises(RebuildRunning, match="Another rebuild is under way"):
            rebuild(database, log, TOPIC, PARTITIONS)

    assert rebuild(database, log, TOPIC, PARTITIONS, progress=second).facts == SIZE


ONE_THAT_WAITS = """
SELECT pid
FROM pg_locks
WHERE NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def test_one_that_waited_for_another_to_end_compares_with_the_rows_which_that_one_made(
    database: str, log: EventLog, store: RowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may take longer than a second from the swap to the end of the first one.
    monkeypatch.setattr(generations, "WAIT_FOR_ANOTHER_REBUILD_SECONDS", 20.0)
    log.import_entries(ENTRIES)
    rebuild(database, log, TOPIC, PARTITIONS)
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database, autocommit=True) as watch:
        with RowStore(database) as first:
            fresh = first.begin_rebuild(TOPIC, PARTITIONS)
            Projector(store, log, fresh).catch_up()
            second = pool.submit(rebuild, database, log, TOPIC, PARTITIONS)
            until(lambda: watch.execute(ONE_THAT_WAITS).rowcount == 1)
            first.swap(fresh, lambda: None)
        assert (second.result(timeout=30).compared_at, second.result().differences) == (SIZE, [])
