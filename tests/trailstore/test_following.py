"""The trail grows by itself, in a service's thread and at the end of a command, and is in nobody's way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from structlog.testing import capture_logs

from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.trailstore.follower import follow
from shared.trailstore.trail import Trail
from tests.cli.in_process import Secchange
from tests.trailstore.given import facts, record, root_by_sql
from tests.waiting import until

pytestmark = pytest.mark.integration


@contextmanager
def following(url: str, folder: Path) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(url, folder / "trail-keys", folder / "checkpoints", stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_what_is_recorded_is_hashed_soon_after(log: EventLog, trail: Trail, database: str, tmp_path: Path) -> None:
    record(log, facts(10))
    with following(database, tmp_path), following(database, tmp_path):
        until(lambda: trail.size() == 10)
        record(log, facts(300, start=10))
        until(lambda: trail.size() == 310)
    assert trail.root(310) == root_by_sql(database, 310)
    assert len(trail.keys().periods) == 1


def test_a_new_database_is_followed_from_nothing(database: str, tmp_path: Path) -> None:
    with following(database, tmp_path), EventLog.open(database) as log:
        record(log, facts(3))
        with Trail(database, tmp_path / "trail-keys", tmp_path / "checkpoints") as trail:
            until(lambda: trail.size() == 3)


def test_it_waits_where_it_may_not_make_the_trail(log: EventLog, database: str, tmp_path: Path) -> None:
    """And goes on as soon as somebody has made it who may."""
    record(log, facts(3))
    with psycopg.connect(database, autocommit=True) as connection:
        role = f"follower_{connection.info.dbname}".encode()
        connection.execute(b"CREATE ROLE " + role + b" LOGIN")
        connection.execute(b"GRANT USAGE ON SCHEMA eventlog TO " + role)
        connection.execute(b"GRANT SELECT ON ALL TABLES IN SCHEMA eventlog TO " + role)
        url = psycopg.conninfo.make_conninfo(database, user=role.decode())
        try:
            with capture_logs() as logs, following(url, tmp_path):
                until(lambda: any(line["event"] == LogEvent.TRAIL_HELD_UP for line in logs))
                with Trail(database, tmp_path / "trail-keys", tmp_path / "checkpoints") as trail:
                    connection.execute(b"GRANT USAGE ON SCHEMA trail TO " + role)
                    connection.execute(b"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA trail TO " + role)
                    until(lambda: trail.size() == 3)
        finally:
            connection.execute(b"DROP OWNED BY " + role)
            connection.execute(b"DROP ROLE " + role)
    assert "may not make the trail" in next(line["reason"] for line in logs if line["event"] == LogEvent.TRAIL_HELD_UP)


def test_a_command_leaves_a_trail_that_covers_what_it_recorded(
    own_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = own_home.parent / "facts.ndjson"
    told.write_text(
        '{"type": "ProposalNamed", "version": 1, "ref": "MP106", "occurred_by": "2020-05-31",'
        ' "known_at": "2020-06-12T00:00:00+01:00", "source": {"kind": "paper", "ref": "paper/2020-06"},'
        ' "data": {"label": "MP106", "title": "Meters"}}\n'
    )
    Secchange(own_home, capsys, monkeypatch)("import", "facts", str(told))
    with EmbeddedPostgres(own_home) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT first, octet_length(hashes) FROM trail.runs").fetchall() == [(0, 32)]
    assert [file.suffix for file in sorted((own_home / "trail-keys").glob("*.*"))].count(".secret") == 1
