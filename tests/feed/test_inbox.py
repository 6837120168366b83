"""The inbox: what comes is told to whoever waits, and what was kept is found by its content, also in an old inbox."""

from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from shared.inbox.bell import Bell
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery, Kept
from shared.inbox.sealing import Sealer
from tests.feed.path import FeedPath
from tests.feed.tickets import SOURCE
from tests.waiting import until

pytestmark = pytest.mark.integration

LONG, TIMES = 2_000, 20


def test_whoever_waits_is_woken_by_what_is_to_be_read_and_by_nothing_else(feed: FeedPath, database: str) -> None:
    with Bell(database) as bell:
        feed.deliver_bytes(b"{}", "one")
        assert bell.wait(10)
        feed.box.keep([Delivery(SOURCE, "webhook", "two", b"evidence", to_be_read=False)])
        feed.box.keep([Delivery(SOURCE, "webhook", "three", b"{}")], ring=False)
        feed.box.turn_away("not-json", b"[", feed.box.waiting(1)[0].received_at.date())
        assert not bell.wait(0.2)


def test_what_comes_twice_at_the_same_time_is_kept_once_and_the_second_time_is_again(feed: FeedPath) -> None:
    same = Delivery(SOURCE, "webhook", "one", b"{}")
    kept = feed.box.keep([same, Delivery(SOURCE, "webhook", "two", b"{}"), same, same._replace(raw=b"[]")])
    assert kept == [Kept(1, False, False), Kept(2, False, False), Kept(1, True, False), Kept(1, True, True)]


def test_a_line_that_broke_is_made_again_and_counts_as_a_ring(feed: FeedPath, database: str) -> None:
    with Bell(database) as bell, psycopg.connect(database, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE application_name = 'secchange feed bell' AND datname = current_database()"
        )
        assert bell.wait(0.01)
        assert bell.wait(0.01), "it listens again"
        assert not bell.wait(0.01)
        feed.deliver_bytes(b"{}")
        assert bell.wait(10)


def test_an_inbox_of_an_earlier_version_is_given_the_index_when_it_is_opened(
    feed: FeedPath, database: str, tmp_path: Path
) -> None:
    feed.deliver_bytes(b"{}")
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("DROP INDEX feed.deliveries_by_digest")
        with FeedBox(database, Sealer(tmp_path / "keys")) as box:
            found = box.by_digest(sha256(b"{}").digest(), SOURCE)
            assert found is not None
            assert found.receipt == 1
        other.execute("SET enable_seqscan = off")
        plan = other.execute("EXPLAIN SELECT FROM feed.deliveries WHERE digest = '\\x00'").fetchall()
    assert any("deliveries_by_digest" in line for (line,) in plan)


def test_who_may_make_nothing_uses_an_old_inbox_as_it_is(feed: FeedPath, database: str, tmp_path: Path) -> None:
    feed.deliver_bytes(b"{}", "one")
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("DROP INDEX feed.deliveries_by_digest")
        role = sql.Identifier(f"user_of_{database.rpartition('/')[2].partition('?')[0]}")
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        try:
            owner.execute(sql.SQL("GRANT USAGE ON SCHEMA feed TO {}").format(role))
            owner.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA feed TO {}").format(role))
            url = psycopg.conninfo.make_conninfo(database, options=f"-c role={role.as_string(owner).strip(chr(34))}")
            with FeedBox(url, Sealer(tmp_path / "keys")) as box:
                assert box.by_digest(sha256(b"{}").digest(), SOURCE) is not None
        finally:
            owner.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(role))


def test_to_keep_something_does_not_take_longer_the_more_there_is(database: str, tmp_path: Path) -> None:
    """Also to a service that began with an empty inbox, and made its plans then."""
    with psycopg.connect(database, autocommit=True) as other:
        with FeedBox(database, Sealer(tmp_path / "keys")) as box:
            for number in range(TIMES):
                assert again(box, "few", number) == [False, False]
            box.keep([Delivery(SOURCE, "webhook", f"many{number}", b"{}") for number in range(LONG)])
            for number in range(TIMES):
                assert again(box, "many", number) == [True, False]
        until(lambda: looked(other)[1] >= LONG, 10)
        assert looked(other)[0] < 2 * LONG, "each that waits is looked up, and nothing goes through the whole"


def test_to_read_what_waits_does_not_take_longer_the_more_was_read_before(database: str, tmp_path: Path) -> None:
    with psycopg.connect(database, autocommit=True) as other, FeedBox(database, Sealer(tmp_path / "keys")) as box:
        box.keep([Delivery(SOURCE, "webhook", f"many{number}", b"{}") for number in range(LONG)])
        box.read(range(1, LONG))
        for _ in range(TIMES):
            assert [each.receipt for each in box.waiting(200)] == [LONG]
            assert box.pile()[0] == 1
        until(lambda: looked(other)[1] >= LONG + 2 * TIMES, 10)
        assert looked(other)[0] < 2 * LONG, "each was looked up when it was kept; nothing goes through them again"


def again(box: FeedBox, name: str, number: int) -> list[bool]:
    """One of that name and a new one: which of them came before."""
    both = [Delivery(SOURCE, "webhook", id, b"{}") for id in (f"{name}{number}", f"{name}-new{number}")]
    return [kept.again for kept in box.keep(both)]


def looked(connection: psycopg.Connection[tuple[int, int]]) -> tuple[int, int]:
    """How many deliveries were gone through so far, and how often some were looked up."""
    asked = "SELECT seq_tup_read + idx_tup_fetch, idx_scan FROM pg_stat_user_tables WHERE relname = 'deliveries'"
    found = connection.execute(asked).fetchone()
    assert found
    return found
