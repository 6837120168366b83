"""A home whose rows were made by another version of the program says so, and the command it names mends it."""

from pathlib import Path

import psycopg
import pytest

from shared.embedded.postgres import EmbeddedPostgres
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.cli.command import secchange

pytestmark = pytest.mark.integration


def test_outdated_rows_are_named_and_made_anew(own_home: Path) -> None:
    with EmbeddedPostgres(own_home) as server, RowStore(server.url) as store:
        store.live_or_first(CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
        with psycopg.connect(server.url) as connection:
            connection.execute("UPDATE projected.generations SET models = jsonb_set(models, '{register}', '0')")

    read = secchange("register", "list", "--home", str(own_home))
    assert (read.code, "`secchange project rebuild`" in read.err) == (1, True)
    served = secchange("up", "--home", str(own_home))
    assert (served.code, "`secchange project rebuild`" in served.err) == (1, True)
    assert secchange("project", "rebuild", "--home", str(own_home)).code == 0
    assert secchange("register", "list", "--home", str(own_home)).code == 0
