"""The embedded PostgreSQL in its everyday life."""

import os
import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from shared.embedded.postgres import EmbeddedPostgres

pytestmark = pytest.mark.integration


def ask(url: str, question: str) -> list[object]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(question.encode()).fetchall()]


def socket_folder(url: str) -> Path:
    return Path(parse_qs(urlsplit(url).query)["host"][0])


def test_what_was_committed_is_there_at_the_next_start(own_home: Path) -> None:
    with EmbeddedPostgres(own_home) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedPostgres(own_home) as server:
        assert ask(server.url, "SELECT answer FROM kept") == [42]


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"])
def test_nothing_that_keeps_data_safe_is_off(postgres_url: str, setting: str) -> None:
    assert ask(postgres_url, f"SHOW {setting}") == ["on"]


def test_order_and_encoding_are_the_same_on_every_machine(own_postgres: EmbeddedPostgres) -> None:
    assert ask(own_postgres.url, "SHOW server_encoding") == ["UTF8"]
    words = "SELECT word FROM (VALUES ('é'), ('b'), ('A'), ('a'), ('B')) AS t (word) ORDER BY word"
    assert ask(own_postgres.url, words) == ["A", "B", "a", "b", "é"]


def test_nobody_reaches_it_over_the_network_or_from_another_account(own_postgres: EmbeddedPostgres) -> None:
    assert ask(own_postgres.url, "SHOW listen_addresses") == [""]
    assert stat.S_IMODE(socket_folder(own_postgres.url).stat().st_mode) == 0o700
    assert stat.S_IMODE((own_postgres.home / "postgres").stat().st_mode) == 0o700


def test_ctrl_c_at_the_terminal_is_not_for_the_server(own_postgres: EmbeddedPostgres) -> None:
    assert os.getsid(own_postgres.pid) != os.getsid(0)


def test_nothing_is_left_in_the_temporary_folder(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(own_folder))
    home = own_folder / "elsewhere" / "home"
    with EmbeddedPostgres(home) as server:
        assert {p.name for p in own_folder.iterdir()} == {"elsewhere", socket_folder(server.url).name}
    assert [p.name for p in own_folder.iterdir()] == ["elsewhere"]


def test_it_can_be_stopped_twice_and_started_again_under_the_same_address(own_postgres: EmbeddedPostgres) -> None:
    before = own_postgres.url
    own_postgres.stop()
    own_postgres.stop()
    own_postgres.start()
    assert own_postgres.url == before
    assert ask(before, "SELECT 1") == [1]
