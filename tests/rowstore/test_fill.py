"""What a rebuild adds to a fresh generation."""

import psycopg
import pytest

from shared.readmodels import MEETINGS
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.rowstore.rows import version

pytestmark = pytest.mark.integration

CSC = "meeting/csc/2020-06-30"


def test_what_stood_about_as_long_lies_together_in_the_order_in_which_it_began(
    database: str, store: RowStore, live: Generation
) -> None:
    fresh = store.begin_rebuild(live.topic, live.partitions)
    of_one_stream = [version(3, 7), version(7, 600), version(600)]
    store.fill(fresh, {"meetings": [*of_one_stream, version(2, 450, of=CSC), version(450, 453, of=CSC)]})
    store.index(fresh, "meetings", "closed")
    with psycopg.connect(database) as connection:
        found = connection.execute(f"SELECT lower(positions) FROM projected.meetings_{fresh.id}_closed ORDER BY ctid")
        assert [since for (since,) in found] == [3, 450, 2, 7]
    assert len(store.load(MEETINGS, 9, generation=fresh)) == 2
