"""A reader who reads on from the last position seen misses nothing under six writers; without the lock, it does."""

import threading
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import psycopg
import pytest
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection

from shared.eventlog.datastore import LogDatastore
from shared.eventlog.log import EventLog
from shared.eventlog.mapper import FactMapper, Placed, StoredEntry
from shared.eventlog.recorder import FactRecorder
from shared.rowstore.store import RowStore
from tests.eventlog.given import named
from tests.faults.audit import audit
from tests.projected import projector

pytestmark = pytest.mark.integration

WRITERS = 6
FACTS_A_TRANSACTION = 20
TRANSACTIONS = 615
CONTROL = 200
LONGEST_SLEEP_SECONDS = 0.01

Write = Callable[[Connection[Any], Sequence[StoredEntry]], object]
"""Inserts the facts in the transaction that the connection is in."""


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        yield log


def test_a_reader_misses_nothing_under_six_writers_who_dawdle(database: str, log: EventLog, fault_size: int) -> None:
    """Half of them write as the log does, half by a plain INSERT that knows of no lock."""
    with LogDatastore(database, schema="eventlog") as datastore:
        by_the_log = FactRecorder(datastore).insert_over
        seen = seen_under_writers(database, log_reader(log), [by_the_log, plain_insert] * 3, TRANSACTIONS * fault_size)

    expected = FACTS_A_TRANSACTION * TRANSACTIONS * fault_size
    assert len(seen) == expected
    assert seen == [fact.position for fact in log.read(0, expected + 1)]
    with RowStore(database) as store:
        projector(store, log).catch_up()
    audit(database, facts=expected)


def test_without_the_trigger_the_same_reader_passes_over_facts(database: str, log: EventLog) -> None:
    with psycopg.connect(database) as owner:
        owner.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_come_in_order")

    seen = seen_under_writers(database, log_reader(log), [plain_insert] * WRITERS, CONTROL)

    assert 0 < len(seen) < FACTS_A_TRANSACTION * CONTROL


def test_with_the_forbidden_function_the_same_reader_passes_over_events(database: str) -> None:
    with LogDatastore(database, schema="public") as datastore:
        recorder = PostgresApplicationRecorder(datastore)
        recorder.create_table()

        def read(last: int) -> list[int]:
            return [found.id for found in recorder.select_notifications(last, 1_000, inclusive_of_start=False)]

        seen = seen_under_writers(database, read, [by_the_forbidden_function] * WRITERS, CONTROL)

    assert 0 < len(seen) < FACTS_A_TRANSACTION * CONTROL


def log_reader(log: EventLog) -> Callable[[int], list[int]]:
    return lambda last: [fact.position for fact in log.read(last, 1_000)]


def seen_under_writers(
    database: str, read_after: Callable[[int], list[int]], writes: Sequence[Write], transactions: int
) -> list[int]:
    """What the reader has seen when the writers have done so many transactions between them, and it has read on."""
    seen: list[int] = []
    done = threading.Event()
    left = iter(range(1, transactions + 1))
    turn = threading.Lock()

    def tail() -> None:
        is_last, page = False, list[int]()
        while page or not is_last:
            is_last = done.is_set()
            page = read_after(max(seen, default=0))
            seen.extend(page)

    def work(write: Write, seed: int) -> None:
        random = Random(seed)
        with psycopg.connect(database, autocommit=True) as connection:
            while number := next_of(left, turn):
                transact(connection, write, facts_of(number), random)

    reader = threading.Thread(target=tail)
    writers = [threading.Thread(target=work, args=(write, seed)) for seed, write in enumerate(writes)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    return seen


def next_of(left: Iterator[int], turn: threading.Lock) -> int | None:
    with turn:
        return next(left, None)


def transact(connection: Connection[Any], write: Write, facts: Sequence[StoredEntry], random: Random) -> None:
    """The facts in two parts, between which the transaction dawdles on the server."""
    cut = random.randrange(1, len(facts))
    with connection.transaction():
        write(connection, facts[:cut])
        connection.execute("SELECT pg_sleep(%s)", (random.random() * LONGEST_SLEEP_SECONDS,))
        write(connection, facts[cut:])


def facts_of(number: int) -> list[StoredEntry]:
    """The first twenty facts of a stream of its own."""
    mapper, stream = FactMapper(), f"{number}"
    entries = [named(stream, f"Title {version}") for version in range(1, FACTS_A_TRANSACTION + 1)]
    return [mapper.to_stored_event(Placed(stream, version, entry)) for version, entry in enumerate(entries, 1)]


def plain_insert(connection: Connection[Any], facts: Sequence[StoredEntry]) -> None:
    """By no function and with no lock of the writer's own accord."""
    rows = [(each.originator_id, each.originator_version, each.topic, each.state, each.known_at) for each in facts]
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
            VALUES (%s, %s, %s, %s, %s, %s)
            """,
            [(*row, row[-1]) for row in rows],
        )


def by_the_forbidden_function(connection: Connection[Any], facts: Sequence[StoredEntry]) -> None:
    """The library's own, as POSTGRES_ENABLE_DB_FUNCTIONS has it called."""
    for each in facts:
        connection.execute(
            "SELECT * FROM public.es_insert_events_text(ARRAY[ROW(%s, %s, %s, %s)::public.stored_event_text])",
            (each.originator_id, each.originator_version, each.topic, each.state),
        )
