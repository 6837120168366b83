"""What a rebuild adds to a fresh generation."""

import psycopg
import pytest

from shared.readmodels import MEETINGS
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.rowstore.rows import version

pytestmark = pytest.mark.integration

CSC = "meeting/csc/2020-06-30"


def test_what_stood_at_one_time_lies_together(database: str, store: RowStore, live: Generation) -> None:
    fresh = store.begin_rebuild(live.topic, live.partitions)
    of_one_stream = [version(3, 7), version(7, 20), version(20)]
    store.fill(fresh, {"meetings": [*of_one_stream, version(4, 8, of=CSC), version(8, 30, of=CSC)]})
    with psycopg.connect(database) as connection:
        found = connection.execute(f"SELECT lower(positions) FROM projected.meetings_{fresh.id}_closed ORDER BY ctid")
        assert [since for (since,) in found] == [3, 4, 7, 8]
    assert len(store.load(MEETINGS, 9, generation=fresh)) == 2
