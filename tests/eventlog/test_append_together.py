"""Threads that append at the same time share a transaction, and none of them can tell."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.eventlog.errors import LogBusy, WrongVersion
from shared.eventlog.log import EventLog
from tests.eventlog import raw
from tests.eventlog.given import requested, returned
from tests.eventlog.proxy import answer_cutter
from tests.waiting import until

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]

Told = dict[str, list[str] | Exception]
"""By the id that the first fact of a save should have: the ids it was given, or what was said instead."""


@contextmanager
def appended_at_once(
    database: str, log: EventLog, *saves: tuple[str, int, list[Entry[AnyFact]]]
) -> Iterator[tuple[Told, list[threading.Thread]]]:
    """The first save is held up at the server, and the others wait for it, until the block ends."""
    told: Told = {}

    def append(stream: str, version: int, entries: list[Entry[AnyFact]]) -> None:
        try:
            told[f"{stream}#{version + 1}"] = [fact.id for fact in log.append(stream, version, entries)]
        except Exception as error:
            told[f"{stream}#{version + 1}"] = error

    trips, threads = log._appender.trips, [threading.Thread(target=append, args=save) for save in saves]
    # One connection for all looks: whoever waits may be out of patience before another is made.
    with raw.other_holder_of_the_log(database), psycopg.connect(database, autocommit=True) as watcher:
        for place, thread in enumerate(threads):
            thread.start()
            until(lambda place=place: trips.waiting == place)  # type: ignore[misc]
            if place == 0:
                until(lambda: one_waits_for_the_log(watcher))
        yield told, threads
    for thread in threads:
        thread.join(raw.DEADLINE_SECONDS)


def one_waits_for_the_log(watcher: psycopg.Connection[tuple[int]]) -> bool:
    asked = watcher.execute(
        """
        SELECT count(*)
        FROM pg_locks
        WHERE locktype = 'advisory'
          AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """
    ).fetchone()
    return asked is not None and asked[0] > 0


def transactions(database: str) -> list[list[str]]:
    """The facts of the log, in its order, by the transactions that wrote them."""
    with psycopg.connect(database) as watcher:
        asked = watcher.execute(
            """
            SELECT array_agg(originator_id || '#' || originator_version ORDER BY notification_id)
            FROM eventlog.facts
            GROUP BY xmin::text
            ORDER BY min(notification_id)
            """
        )
        return [facts for (facts,) in asked]


def test_four_writers_write_two_transactions(log: EventLog, database: str) -> None:
    saves = [(stream, 0, [requested(stream), returned(stream)]) for stream in ("1", "2", "3", "4")]

    with appended_at_once(database, log, *saves) as (told, _):
        pass

    assert told == {f"{stream}#1": [f"{stream}#1", f"{stream}#2"] for stream in ("1", "2", "3", "4")}
    assert transactions(database) == [["1#1", "1#2"], ["2#1", "2#2", "3#1", "3#2", "4#1", "4#2"]]


def test_whoever_is_at_the_wrong_version_is_told_and_alone_in_it(log: EventLog, database: str) -> None:
    saves = [("1", 0, [requested("1")]), ("2", 0, [requested("2")]), ("3", 5, [requested("3")])]

    with appended_at_once(database, log, *saves) as (told, _):
        pass

    assert told["1#1"] == ["1#1"]
    assert told["2#1"] == ["2#1"]
    assert isinstance(told["3#6"], WrongVersion)
    assert transactions(database) == [["1#1"], ["2#1"]]


def test_one_transaction_may_append_to_one_stream_twice_and_say_the_same_again(log: EventLog, database: str) -> None:
    saves = [("1", 0, [requested("1")]), ("2", 0, [returned("2")]), ("2", 1, [returned("2"), requested("2")])]

    with appended_at_once(database, log, *saves) as (told, _):
        pass

    assert told == {"1#1": ["1#1"], "2#1": ["2#1"], "2#2": ["2#2", "2#3"]}
    assert transactions(database) == [["1#1"], ["2#1", "2#2", "2#3"]]


def test_facts_of_a_shared_transaction_whose_answer_was_lost_are_found_and_not_written_twice(
    log: EventLog, database: str
) -> None:
    saves = [(stream, 0, [requested(stream)]) for stream in ("1", "2")] + [("3", 0, [returned("3")])]

    with answer_cutter(database) as proxy, EventLog.open(proxy.url) as through:
        with appended_at_once(database, through, *saves) as (told, _):
            proxy.cut_the_answer_to(b"AssessmentReturned/1")
        assert proxy.cuts == 1

    assert told == {"1#1": ["1#1"], "2#1": ["2#1"], "3#1": ["3#1"]}
    assert transactions(database) == [["1#1"], ["2#1", "3#1"]]


def test_all_who_wait_are_told_of_a_log_that_is_held(log: EventLog, database: str) -> None:
    saves = [(stream, 0, [requested(stream)]) for stream in ("1", "2", "3")]

    with EventLog.open(database, lock_seconds=2.0) as impatient:
        with appended_at_once(database, impatient, *saves) as (told, threads):
            for thread in threads:
                thread.join(raw.DEADLINE_SECONDS)
        assert [type(told[fact]) for fact in ("1#1", "2#1", "3#1")] == [LogBusy, LogBusy, LogBusy]

    assert log.head() == 0
