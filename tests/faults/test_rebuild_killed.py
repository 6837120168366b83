"""A rebuild that is killed, wherever it is, leaves the live rows as they were; the next one clears up after it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from time import sleep

import psycopg
import pytest

from services.projector.rebuild import rebuild
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.cli.command import PROJECT, Ran, environment, secchange
from tests.faults.audit import audit
from tests.histories import entries
from tests.projected import Kept, kept
from tests.waiting import until

pytestmark = pytest.mark.integration

FACTS, KILLED = 3_000, 5


class Rows:
    """What is in the database of a system on which rebuilds are begun."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}

    def live(self) -> list[Kept]:
        with RowStore(self.url) as store:
            return kept(self.url, store, store.live())

    def reached(self) -> int:
        """How far a rebuild that is under way has come; -1 where there is none."""
        return self._number(
            """
            SELECT coalesce(max(b.position), -1)
            FROM projected.bookmarks AS b
            JOIN projected.generations AS g ON g.id = b.generation
            WHERE g.state = 'building'
            """
        )

    def is_about_to_swap(self) -> bool:
        """Whether somebody waits until nobody moves a live bookmark any more."""
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'"
        return self._number(waiting) > 0

    def tables(self) -> int:
        """Of rows, in all generations."""
        return self._number("SELECT count(*) FROM pg_tables WHERE schemaname = 'projected' AND tablename ~ '_\\d+$'")

    def rebuild(self) -> Ran:
        return secchange("project", "rebuild", env=self.env)

    def _number(self, question: str) -> int:
        with psycopg.connect(self.url) as connection:
            (number,) = connection.execute(question.encode()).fetchone() or (0,)
        sleep(0.005)
        return int(number)


@contextmanager
def under_way(rows: Rows) -> Iterator[subprocess.Popen[bytes]]:
    """A rebuild by command, killed at the end of the block."""
    command = [sys.executable, "-m", "services.cli", "project", "rebuild"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=PROJECT, env=environment(rows.env), stdout=quiet, stderr=quiet) as process:
        yield process
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait(20) == -signal.SIGKILL


@pytest.fixture
def rows(own_postgres: EmbeddedPostgres, fault_size: int) -> Rows:
    url = own_postgres.url
    with EventLog.open(url) as log:
        log.import_entries(entries(FACTS * fault_size, seed=8))
        rebuild(url, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
    return Rows(url)


def test_killed_at_any_point_it_changes_nothing_and_the_next_one_clears_up(rows: Rows, fault_size: int) -> None:
    before, tables, random = rows.live(), rows.tables(), Random(2)
    for _ in range((KILLED - 1) * fault_size):
        point = random.randrange(FACTS * fault_size)
        with under_way(rows):
            until(lambda point=point: rows.reached() >= point, 60)  # type: ignore[misc]
        assert rows.live() == before
        assert rows.tables() == 2 * tables, "what one left is there until the next begins, and no more than that"

    with psycopg.connect(rows.url) as someone_projects:
        someone_projects.execute("SELECT 1 FROM projected.bookmarks WHERE generation = 1 FOR UPDATE")
        with under_way(rows):
            until(rows.is_about_to_swap, 60)
            second = rows.rebuild()
            assert (second.code, "Another rebuild is under way" in second.err) == (1, True)
    assert rows.live() == before

    assert rows.rebuild().code == 0
    assert rows.live() == before
    assert rows.tables() == 2 * tables, "the fresh rows, and those just retired, which somebody may be reading"
    audit(rows.url, facts=FACTS * fault_size)
    assert rows.tables() == tables
