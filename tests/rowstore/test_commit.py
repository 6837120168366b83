"""A batch is written whole or not at all, and only by who knows where the bookmarks are."""

from dataclasses import replace

import msgspec
import psycopg
import pytest

from shared.readmodels import MEETINGS
from shared.rowstore import commit
from shared.rowstore.batch import Batch, Parked
from shared.rowstore.errors import Fenced, RowsRefused
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.rowstore.rows import meetings, version

pytestmark = pytest.mark.integration

PANEL = "meeting/panel/2020-06-19"


def since(store: RowStore, position: int) -> list[int]:
    """From which position on each row that is found at `position` has stood."""
    rows = store.load(MEETINGS, position).values()
    return [row.agenda_on.toordinal() for row in rows if row.agenda_on]


def test_a_row_is_found_at_each_position_as_it_stood_there(store: RowStore, live: Generation) -> None:
    store.commit(Batch(live.id, {0: (0, 7)}, meetings(version(3, 5), version(5))))
    store.commit(Batch(live.id, {0: (7, 12)}, meetings(version(9, 10), version(10), ended={PANEL: 9})))
    assert [since(store, position) for position in range(2, 13)] == [
        [], [3], [3], [5], [5], [5], [5], [9], [10], [10], [10],
    ]  # fmt: skip


def test_a_row_that_vanishes_is_gone_from_there_on(store: RowStore, live: Generation) -> None:
    store.commit(Batch(live.id, {0: (0, 3)}, meetings(version(3))))
    store.commit(Batch(live.id, {0: (3, 4)}, meetings(ended={PANEL: 4})))
    assert (since(store, 3), since(store, 4)) == ([3], [])


def test_a_row_may_vanish_and_come_again_in_one_batch(store: RowStore, live: Generation) -> None:
    store.commit(Batch(live.id, {0: (0, 3)}, meetings(version(3))))
    store.commit(Batch(live.id, {0: (3, 8)}, meetings(version(6, 7), version(8), ended={PANEL: 5})))
    assert [since(store, position) for position in range(4, 9)] == [[3], [], [6], [], [8]]


def test_a_batch_is_refused_whole_when_its_bookmark_was_moved_by_another(store: RowStore, live: Generation) -> None:
    store.commit(Batch(live.id, {0: (0, 5), 1: (0, 4)}, {}))
    late = Batch(live.id, {0: (0, 3), 1: (4, 6)}, meetings(version(3)), [Parked(0, PANEL, 3, "why")])
    with pytest.raises(Fenced, match="1 of 2 bookmarks"):
        store.commit(late)
    assert store.bookmarks(live) == {0: 5, 1: 4}
    assert (since(store, 3), store.parked(live)) == ([], [])


def test_bookmarks_of_partitions_move_apart(store: RowStore, live: Generation) -> None:
    store.commit(Batch(live.id, {1: (0, 8)}, {}))
    store.commit(Batch(live.id, {0: (0, 3)}, {}))
    assert store.bookmarks(live) == {0: 3, 1: 8}


def test_nothing_is_half_written_when_a_row_is_refused(store: RowStore, live: Generation) -> None:
    broken = msgspec.structs.replace(version(4, of="meeting/csc/2020-06-30"), row=b"{not JSON")
    batch = Batch(live.id, {0: (0, 4)}, meetings(version(3), broken))
    with pytest.raises(RowsRefused, match="json"):
        store.commit(batch)
    assert store.bookmarks(live) == {0: 0, 1: 0}
    assert since(store, 3) == []
    assert "json" in (store.refusal(batch) or "")


def test_asking_whether_a_row_would_be_refused_writes_nothing(store: RowStore, live: Generation) -> None:
    assert store.refusal(Batch(live.id, {0: (0, 4)}, meetings(version(3)))) is None
    assert (store.bookmarks(live), since(store, 3)) == ({0: 0, 1: 0}, [])


def test_parked_facts_keep_their_reason_until_they_are_unparked(store: RowStore, live: Generation) -> None:
    parked = [Parked(0, PANEL, 3, "no such day"), Parked(0, PANEL, 5, "waits behind position 3")]
    store.commit(Batch(live.id, {0: (0, 5)}, {}, parked))
    assert store.parked(live) == parked
    store.commit(Batch(live.id, {0: (5, 5)}, {}, [replace(parked[1], attempts=2)], unparked=[3, 5]))
    assert store.parked(live) == [Parked(0, PANEL, 5, "waits behind position 3", attempts=2)]


def test_what_a_frozen_process_has_begun_is_undone_so_that_another_can_go_on(
    database: str, store: RowStore, live: Generation
) -> None:
    batch = Batch(live.id, {0: (0, 3)}, meetings(version(3)))
    with RowStore(database, answer_seconds=0.5) as frozen:

        def begins_and_stands_still() -> None:
            with frozen._connection.transaction():
                commit.write(frozen._connection, batch)
                store.commit(batch)

        with pytest.raises(psycopg.OperationalError, match="stood still for too long"):
            begins_and_stands_still()
    assert (store.bookmarks(live)[0], since(store, 3)) == (3, [3])
