"""Whoever has seen a position has seen all below it; and what happens where the cure is taken away."""

import threading
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection

from shared.eventlog.datastore import LogDatastore
from shared.eventlog.log import EventLog
from tests.eventlog import raw
from tests.eventlog.given import requested, returned

pytestmark = pytest.mark.integration

WRITERS = 6
APPENDS_EACH = 40


def positions_after(log: EventLog, last: int) -> list[int]:
    return [fact.position for fact in log.read(last, 1000)]


def test_a_reader_misses_nothing_when_the_first_writer_commits_last(log: EventLog, database: str) -> None:
    seen = raw.seen_by_a_tailing_reader(database, raw.insert, lambda last: positions_after(log, last))

    assert seen == [1, 2]


def test_without_the_trigger_the_reader_passes_over_a_fact(log: EventLog, database: str) -> None:
    with psycopg.connect(database) as owner:
        owner.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_come_in_order")

    seen = raw.seen_by_a_tailing_reader(database, raw.insert, lambda last: positions_after(log, last))

    assert seen == [2]


def test_with_the_forbidden_function_the_reader_passes_over_an_event(database: str) -> None:
    with LogDatastore(database, schema="public") as datastore:
        recorder = TheLibrarysOwn(datastore)
        recorder.create_table()

        seen = raw.seen_by_a_tailing_reader(database, recorder.call, recorder.positions_after)

    assert seen == [2]


class TheLibrarysOwn(PostgresApplicationRecorder):
    """The library's recorder with its database function, as the forbidden setting would have it."""

    def call(self, connection: Connection[Any], stream: str) -> None:
        event = StoredEvent(stream, 1, "topic", b"{}")
        row = (event.originator_id, event.originator_version, event.topic, event.state)
        connection.execute(
            "SELECT * FROM public.es_insert_events_text(ARRAY[ROW(%s, %s, %s, %s)::public.stored_event_text])", row
        )

    def positions_after(self, last: int) -> list[int]:
        return [found.id for found in self.select_notifications(last, 100, inclusive_of_start=False)]


def test_a_reader_misses_nothing_under_six_writers(log: EventLog) -> None:
    seen: list[int] = []
    done = threading.Event()

    def tail() -> None:
        while not done.is_set() or log.head() > max(seen, default=0):
            seen.extend(positions_after(log, max(seen, default=0)))

    def write(stream: str) -> None:
        for version in range(0, 2 * APPENDS_EACH, 2):
            log.append(stream, version, [requested(stream, n=version + 1), returned(stream)])

    reader = threading.Thread(target=tail)
    writers = [threading.Thread(target=write, args=(str(100 + number),)) for number in range(WRITERS)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()

    written = log.read(0, 10_000)
    assert len(written) == 2 * WRITERS * APPENDS_EACH
    assert seen == [fact.position for fact in written]
    moments = [fact.recorded_at for fact in written]
    assert moments == sorted(moments)


def test_the_moment_of_recording_is_that_of_the_writing_not_of_the_beginning(log: EventLog, database: str) -> None:
    with psycopg.connect(database) as early:
        early.execute("SELECT 'a transaction begins'")
        log.append("106", 0, [requested("106")])
        raw.insert(early, "107")

    first, second = log.read(0, 10)
    assert (first.stream, second.stream) == ("106", "107")
    assert first.recorded_at < second.recorded_at


def test_nobody_chooses_a_position(log: EventLog, database: str) -> None:
    with psycopg.connect(database) as owner, pytest.raises(psycopg.errors.GeneratedAlways):
        owner.execute(
            """
            INSERT INTO eventlog.facts
                (notification_id, originator_id, originator_version, topic, state, known_at, latest_known_at)
            VALUES (1, '106', 1, 'AssessmentRequested/1', '{}', now(), now())
            """
        )
