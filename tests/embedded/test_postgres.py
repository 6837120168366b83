"""The embedded PostgreSQL in its everyday life."""

from pathlib import Path

import psycopg
import pytest

from shared.embedded.postgres import EmbeddedPostgres

pytestmark = pytest.mark.integration


def test_what_was_committed_is_there_at_the_next_start(own_folder: Path) -> None:
    with EmbeddedPostgres(own_folder / "home") as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedPostgres(own_folder / "home") as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
