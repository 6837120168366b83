"""A rebuild that is killed, wherever it is, leaves the live rows as they were; the next one clears up after it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import LiteralString

import psycopg
import pytest

from services.projector.rebuild import rebuild
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS
from shared.rowstore.schema import HALVES
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.cli.command import PROJECT, Ran, environment, secchange
from tests.faults.audit import audit
from tests.histories import entries
from tests.projected import Kept, kept
from tests.waiting import until

pytestmark = pytest.mark.integration

FACTS = 3_000
TRIES = 10
LOOK_EVERY_SECONDS = 0.001

# What somebody else holds, so that a rebuild comes so far and no further: it cannot end before it is killed.
BOOKMARKS = """
SELECT 1
FROM projected.bookmarks
WHERE generation = 1
FOR UPDATE
"""
GENERATION = """
SELECT 1
FROM projected.generations
WHERE id = 1
FOR UPDATE
"""


class Rows:
    """What is in the database of a system on which rebuilds are begun, seen through a line of its own."""

    def __init__(self, url: str, line: psycopg.Connection[tuple[int]]) -> None:
        self.url = url
        self.env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}
        self._line = line
        self._bytes_of_one = self._bytes(after=0)
        self._last = 1
        self.tables_of_one = self.tables()

    def live(self) -> list[Kept]:
        with RowStore(self.url) as store:
            return kept(self.url, store, store.live())

    def begin(self) -> None:
        """From now on a generation that is there already is not taken for the one being made."""
        self._last = self._number("SELECT max(id) FROM projected.generations")

    def filled(self) -> float:
        """How much of the generation being made is there, committed or not, beside what the live one takes."""
        return self._bytes(self._last) / self._bytes_of_one

    def indexed(self) -> int:
        """Of how many halves of read models the generation being made has the indexes."""
        return self._number(
            """
            SELECT count(DISTINCT c.oid)
            FROM projected.generations AS g
            JOIN pg_class AS c
                ON c.relnamespace = 'projected'::regnamespace AND c.relname ~ ('_' || g.id || '_(open|closed)$')
            JOIN pg_index AS i ON i.indrelid = c.oid
            WHERE g.id > %s
              AND NOT i.indisprimary
            """,
            self._last,
        )

    def waits_to_begin_the_swap(self) -> bool:
        """Until nobody moves a live bookmark any more."""
        return self._waits_amid("%FROM projected.bookmarks%FOR UPDATE%")

    def waits_to_end_the_swap(self) -> bool:
        """In the middle of the transaction in which it holds the bookmarks."""
        return self._waits_amid("%WITH retired%")

    def at_work(self) -> int:
        """How many of those that read or write rows the server still has a process for."""
        return self._number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'secchange rows'")

    def tables(self) -> int:
        """Of rows, in all generations."""
        return self._number("SELECT count(*) FROM pg_tables WHERE schemaname = 'projected' AND tablename ~ '_\\d+$'")

    def rebuild(self) -> Ran:
        return secchange("project", "rebuild", env=self.env)

    def _bytes(self, after: int) -> int:
        return self._number(
            """
            SELECT coalesce(sum(pg_relation_size(c.oid)), 0)
            FROM projected.generations AS g
            JOIN pg_class AS c
                ON c.relnamespace = 'projected'::regnamespace AND c.relname ~ ('_' || g.id || '_(open|closed)$')
            WHERE g.id > %s
            """,
            after,
        )

    def _waits_amid(self, statement: str) -> bool:
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE %s"
        return self._number(waiting, statement) > 0

    def _number(self, question: LiteralString, *arguments: object) -> int:
        (number,) = self._line.execute(question, arguments).fetchone() or (0,)
        return int(number)


@contextmanager
def under_way(rows: Rows, held: LiteralString) -> Iterator[None]:
    """A rebuild by command, which is killed at the end of the block; it cannot end, since somebody holds what it needs.

    Afterwards nothing of it is at work on the server.
    """
    command = [sys.executable, "-m", "services.cli", "project", "rebuild"]
    quiet = subprocess.DEVNULL
    rows.begin()
    with psycopg.connect(rows.url) as somebody:
        somebody.execute(held)
        with subprocess.Popen(command, cwd=PROJECT, env=environment(rows.env), stdout=quiet, stderr=quiet) as process:
            try:
                yield
            finally:
                os.kill(process.pid, signal.SIGKILL)
            assert process.wait(20) == -signal.SIGKILL
    until(lambda: rows.at_work() == 0)


@pytest.fixture
def rows(own_postgres: EmbeddedPostgres, fault_size: int) -> Iterator[Rows]:
    url = own_postgres.url
    with EventLog.open(url) as log, psycopg.connect(url, autocommit=True) as line:
        log.import_entries(entries(FACTS * fault_size, seed=8))
        rebuild(url, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
        yield Rows(url, line)


def kill_once(rows: Rows, comes: Callable[[], bool], held: LiteralString = GENERATION) -> None:
    with under_way(rows, held):
        until(comes, 60, every_seconds=LOOK_EVERY_SECONDS)


def kill_amid(rows: Rows, comes: Callable[[], bool], goes_on: Callable[[], bool]) -> None:
    """Between the two moments; again where the kill came too late."""
    for _ in range(TRIES):
        kill_once(rows, comes)
        if goes_on():
            return
    raise AssertionError(f"{TRIES} kills came too late")


def kill_while_it_fills(rows: Rows, random: Random) -> None:
    some = random.random() * 0.9
    kill_amid(rows, lambda: rows.filled() > some, lambda: rows.indexed() == 0)


def kill_while_it_indexes(rows: Rows, random: Random) -> None:
    every = len(READ_MODELS) * len(HALVES)
    some = random.randrange(1, every - 1)
    kill_amid(rows, lambda: rows.indexed() >= some, lambda: rows.indexed() < every)


def kill_before_the_swap(rows: Rows, _: Random) -> None:
    with under_way(rows, BOOKMARKS):
        until(rows.waits_to_begin_the_swap, 60)
        second = rows.rebuild()
        assert (second.code, "Another rebuild is under way" in second.err) == (1, True)


def kill_amid_the_swap(rows: Rows, _: Random) -> None:
    kill_once(rows, rows.waits_to_end_the_swap)


KILLS = (
    kill_while_it_fills,
    kill_while_it_fills,
    kill_while_it_indexes,
    kill_before_the_swap,
    kill_amid_the_swap,
)


def test_killed_at_any_point_it_changes_nothing_and_the_next_one_clears_up(rows: Rows, fault_size: int) -> None:
    before, tables, random = rows.live(), rows.tables_of_one, Random(3)
    for kill in KILLS * fault_size:
        kill(rows, random)
        assert rows.live() == before
        assert rows.tables() == 2 * tables, "what one left is there until the next begins, and no more than that"

    assert rows.rebuild().code == 0
    assert rows.live() == before
    assert rows.tables() == 2 * tables, "the fresh rows, and those just retired, which somebody may be reading"
    audit(rows.url, facts=FACTS * fault_size)
    assert rows.tables() == tables
