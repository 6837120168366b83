"""The log is walked along its indexes, also by a connection that knew it when it was small."""

from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest

from shared.eventlog.log import EventLog
from tests.eventlog.given import named, requested
from tests.waiting import until

pytestmark = pytest.mark.integration


def scans_of_the_whole_log(database: str) -> int:
    with psycopg.connect(database) as watcher:
        asked = watcher.execute("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'facts'").fetchone()
    assert asked is not None
    return int(asked[0])


def rows_written(database: str) -> int:
    with psycopg.connect(database) as watcher:
        asked = watcher.execute("SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'facts'").fetchone()
    return int(asked[0]) if asked else 0


def nobody_else_is_in(database: str) -> bool:
    with psycopg.connect(database) as watcher:
        asked = watcher.execute(
            """
            SELECT 1
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND backend_type = 'client backend'
              AND pid <> pg_backend_pid()
            """
        )
        return asked.rowcount == 0


def use(log: EventLog, after: int) -> None:
    for version in range(10):
        log.append("106", after + version, [requested("106", n=after + version + 1)])
        reads: tuple[Callable[[], object], ...] = (
            log.head,
            lambda: log.read(log.head() - 1, 10),
            lambda: log.history("106"),
            lambda: log.position_known_by(datetime(2020, 6, 12, tzinfo=UTC)),
        )
        for read in reads:
            read()
        log.import_entries([named("107", f"title {after + version}")])


def test_nothing_that_is_asked_of_the_log_goes_through_all_of_it(database: str) -> None:
    with EventLog.open(database):
        pass
    # The server tells its counts when a connection ends, a moment later: before it is no longer listed.
    until(lambda: nobody_else_is_in(database))
    before = scans_of_the_whole_log(database)

    with EventLog.open(database) as log:
        use(log, after=0)
        log.import_entries([named("108", f"title {number}") for number in range(2_000)])
        use(log, after=10)

    until(lambda: nobody_else_is_in(database))
    assert rows_written(database) == 2_040
    assert scans_of_the_whole_log(database) == before
