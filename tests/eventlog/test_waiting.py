"""Those who wait are woken; a notice or a connection that is lost does not leave them waiting."""

import threading

import psycopg
import pytest

from shared.eventlog.log import EventLog
from tests.eventlog import raw
from tests.eventlog.given import requested
from tests.waiting import until

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]


def listeners(database: str) -> list[int]:
    with psycopg.connect(database) as watcher:
        asked = watcher.execute(
            """
            SELECT pid
            FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE '%max(notification_id)%' AND pid <> pg_backend_pid()
            """
        )
        return [pid for (pid,) in asked]


def test_waiting_ends_at_once_when_there_is_more(log: EventLog) -> None:
    log.append("106", 0, [requested("106")])

    assert log.wait(after=0, timeout_seconds=0)


def test_waiting_for_nothing_ends_with_the_time_out(log: EventLog) -> None:
    assert not log.wait(after=0, timeout_seconds=0.05)


def test_a_notice_wakes_whoever_waits(log: EventLog, database: str) -> None:
    tail = log.new_tail(poll_seconds=60)
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(tail.wait(0, 60)))
    waiting.start()
    until(lambda: len(listeners(database)) == 1)

    log.append("106", 0, [requested("106")])
    waiting.join(raw.DEADLINE_SECONDS)
    tail.close()

    assert answers == [True], "without a notice it would have waited for a minute"


def test_a_lost_notice_only_costs_a_moment(log: EventLog, database: str) -> None:
    tail = log.new_tail(poll_seconds=0.05)
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(tail.wait(0, raw.DEADLINE_SECONDS)))
    waiting.start()
    until(lambda: len(listeners(database)) == 1)

    with psycopg.connect(database) as owner:
        owner.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_come_in_order")
        raw.insert(owner, "106")
    waiting.join(raw.DEADLINE_SECONDS)
    tail.close()

    assert answers == [True]


def test_a_lost_connection_is_made_again(log: EventLog, database: str) -> None:
    tail = log.new_tail(poll_seconds=0.05)
    assert not tail.wait(0, 0)
    with psycopg.connect(database) as owner:
        for pid in listeners(database):
            owner.execute("SELECT pg_terminate_backend(%s)", (pid,))

    log.append("106", 0, [requested("106")])

    assert tail.wait(0, raw.DEADLINE_SECONDS)
    tail.close()
