"""All rows are made again in the daytime: facts keep arriving, and whoever reads never misses a row."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

import psycopg
import pytest

from services.projector.rebuild import rebuild
from services.projector.run import Projection
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.readmodels import MEETINGS
from shared.rowstore.completeness import Completeness
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of
from shared.transport.memory import MemoryBroker
from shared.transport.topics import CHANGE_EVENTS
from tests import given
from tests.cli.command import secchange
from tests.faults.audit import audit
from tests.histories import entries
from tests.transport.carrying import until

pytestmark = pytest.mark.integration

FACTS, ARRIVING_PER_SECOND, FOR_SECONDS_AT_MOST = 50_000, 100, 250
LOTS_PER_SECOND = 10
TOPIC, PARTITIONS = CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count

FIRST = given.entries("""
2020-03-02  MP9001  ProposalNamed  label=MP9001 title=Meters
2020-03-03  MP9001  AssessmentAccepted  PA 1  target_wd=15
2020-03-04  MP9001  ProposalWithdrawn
""")

# What somebody does to the live rows by hand: a row says something else, one is gone, one is there that never was.
TAMPERED = """
UPDATE projected.register_1_open SET row = replace(row::text, 'Meters', 'Motors')::json WHERE key = '9001';
DELETE FROM projected.register_1_closed WHERE key = '9001' AND lower(positions) = 1;
INSERT INTO projected.releases_1 (key, stream, positions, opened_on, row)
VALUES ('none', 'none', '[2,3)', '2020-06-12', '{}');
"""


class Arrivals:
    """So many facts a second are recorded and projected; the longest that one lot of them took is kept."""

    def __init__(self, url: str, told: Sequence[Entry[AnyFact]]) -> None:
        self._url, self._told = url, told
        self.count, self.longest_seconds = 0, 0.0

    def run(self, stop: Event) -> None:
        turn, begun, size = 0, monotonic(), ARRIVING_PER_SECOND // LOTS_PER_SECOND
        with EventLog.open(self._url) as log, RowStore(self._url) as store:
            projection = Projection(MemoryBroker().subscription("arrivals"), log, store, TOPIC, PARTITIONS)
            while not stop.wait(max(0.0, begun + turn / LOTS_PER_SECOND - monotonic())):
                started, lot = monotonic(), self._told[self.count : self.count + size]
                log.import_entries(lot)
                projection.catch_up()
                self.count += len(lot)
                self.longest_seconds = max(self.longest_seconds, monotonic() - started)
                turn += 1


def keys_of_all(store: RowStore, position: int) -> dict[str, set[str]]:
    return {model: set(rows) for model, rows in store.load_all(position).by_model.items()}


def keys_of_meetings(store: RowStore, position: int) -> dict[str, set[str]]:
    """Few, so that they are read often."""
    return {MEETINGS.name: set(store.load(MEETINGS, position))}


class Reader:
    """Reads rows as they stood at a position, again and again; each time there must be the same ones."""

    def __init__(
        self, url: str, position: int, read: Callable[[RowStore, int], dict[str, set[str]]], pause_seconds: float
    ) -> None:
        self._url, self._position, self._read, self._pause_seconds = url, position, read, pause_seconds
        self.generations: set[int] = set()
        self.longest_seconds = 0.0

    def run(self, stop: Event) -> None:
        with EventLog.open(self._url) as log, RowStore(self._url) as store:
            completeness, first = Completeness(store, log, partition_of), self._read(store, self._position)
            assert all(first.values())
            while not stop.wait(self._pause_seconds):
                started = monotonic()
                completeness.wait(self._position, timeout_seconds=5)
                assert self._read(store, self._position) == first
                self.generations.add(store.live().id)
                self.longest_seconds = max(self.longest_seconds, monotonic() - started)


@contextmanager
def at_work(*works: Callable[[Event], None]) -> Iterator[None]:
    """Each in a thread of its own while the block runs; what fails in one fails here."""
    stop, failed = Event(), list[BaseException]()

    def run(work: Callable[[Event], None]) -> None:
        try:
            work(stop)
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]


@pytest.mark.timeout(900)
def test_rows_are_made_again_while_facts_arrive_and_no_reader_misses_one(
    own_postgres: EmbeddedPostgres, fault_size: int, record_property: Callable[[str, object], None]
) -> None:
    url, facts = own_postgres.url, FACTS * fault_size
    told = [*FIRST, *entries(facts + ARRIVING_PER_SECOND * FOR_SECONDS_AT_MOST, seed=3)]
    with EventLog.open(url) as log:
        log.import_entries(told[:facts])
        rebuild(url, log, TOPIC, PARTITIONS)
    with psycopg.connect(url) as by_hand:
        by_hand.execute(TAMPERED)
    arrivals = Arrivals(url, told[facts:])
    readers = [Reader(url, facts, keys_of_all, 0.2), Reader(url, facts, keys_of_meetings, 0.005)]

    with at_work(arrivals.run, *(reader.run for reader in readers)):
        until(lambda: arrivals.count > 0 and all(reader.generations for reader in readers), 60)
        env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}
        rebuilt = secchange("project", "rebuild", "--json", env=env, within_seconds=250 * fault_size)
        until(lambda: all(reader.generations == {1, 2} for reader in readers), 60)

    found = json.loads(rebuilt.out)
    assert (rebuilt.code, found["parked"], found["differing"]) == (3, 0, 3)
    assert found["facts"] > facts
    assert [(each["position"], each["fact"], each["model"], each["key"]) for each in found["differences"]] == [
        (1, "9001#1", "register", "9001"),
        (3, "9001#3", "register", "9001"),
        (2, "9001#2", "releases", "none"),
    ]
    gone, other, never = found["differences"]
    assert (gone["live"], "Meters" in gone["rebuilt"]) == (None, True)
    assert ("Motors" in other["live"], "Meters" in other["rebuilt"]) == (True, True)
    assert (never["live"], never["rebuilt"]) == ("{}", None)
    audit(url, facts=facts + arrivals.count)
    record_property("longest_seconds_to_record_and_project", arrivals.longest_seconds)
    record_property("longest_seconds_to_read", [reader.longest_seconds for reader in readers])
