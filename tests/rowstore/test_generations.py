"""One generation of rows is live; another takes its place in one transaction."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import msgspec
import psycopg
import pytest

from shared.readmodels import MEETINGS, READ_MODELS
from shared.rowstore.batch import Batch
from shared.rowstore.errors import Fenced, NothingProjected, RebuildRunning, RowsOutdated
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.rowstore.rows import meetings, version
from tests.waiting import until

pytestmark = pytest.mark.integration


def test_there_is_nothing_to_read_before_the_first_start(store: RowStore) -> None:
    with pytest.raises(NothingProjected, match="start the projector"):
        store.live()


def test_processes_that_start_at_once_share_the_first_generation(database: str) -> None:
    def start(_: int) -> int:
        with RowStore(database) as store:
            return store.live_or_first("facts", 2).id

    with ThreadPoolExecutor(4) as several:
        assert set(several.map(start, range(8))) == {1}


def test_rows_of_other_read_models_are_not_read(database: str, live: Generation) -> None:
    changed = [
        replace(model, version=model.version + 1) if model.name == "meetings" else model for model in READ_MODELS
    ]
    with RowStore(database, changed) as later, pytest.raises(RowsOutdated, match="project rebuild"):
        later.live_or_first("facts", 2)


@pytest.mark.usefixtures("live")
def test_bookmarks_of_another_topic_are_not_gone_on_from(store: RowStore) -> None:
    with pytest.raises(RowsOutdated, match=r"follow the topic facts in 2 partitions, and facts\.v2 in 8 was expected"):
        store.live_or_first("facts.v2", 8)
    store.swap(store.begin_rebuild("facts.v2", 8), lambda: None)
    assert store.live_or_first("facts.v2", 8).partitions == 8


def test_readers_see_the_old_rows_until_the_swap_and_the_new_ones_after_it(store: RowStore, live: Generation) -> None:
    store.commit(Batch(live.id, {0: (0, 5)}, meetings(version(5))))
    fresh = store.begin_rebuild("facts", 4)
    store.commit(Batch(fresh.id, {3: (0, 5)}, meetings(version(4))))
    before = store.load(MEETINGS, 5)
    store.swap(fresh, lambda: None)
    after = store.load(MEETINGS, 5)
    assert [row.agenda_on.toordinal() for row in (*before.values(), *after.values()) if row.agenda_on] == [5, 4]
    assert store.live().id == fresh.id
    assert store.bookmarks(store.live()) == {0: 0, 1: 0, 2: 0, 3: 5}


def test_who_still_writes_the_retired_generation_is_fenced(store: RowStore, live: Generation) -> None:
    store.swap(store.begin_rebuild("facts", 2), lambda: None)
    with pytest.raises(Fenced):
        store.commit(Batch(live.id, {0: (0, 5)}, {}))


def test_nobody_writes_the_old_generation_while_the_last_facts_are_added(database: str, store: RowStore) -> None:
    live, fresh = store.live_or_first("facts", 2), store.begin_rebuild("facts", 2)
    with RowStore(database) as other, psycopg.connect(database) as watch, ThreadPoolExecutor(1) as pool:
        late: list[Future[None]] = []

        def catch_up() -> None:
            late.append(pool.submit(other.commit, Batch(live.id, {0: (0, 5)}, {})))
            until(lambda: late[0].done() or waits(watch, other.process_id))
            assert not late[0].done()

        store.swap(fresh, catch_up)
        with pytest.raises(Fenced):
            late[0].result(timeout=10)


def waits(connection: psycopg.Connection[tuple[bool]], process_id: int) -> bool:
    """Whether that process of the server waits for another one's lock."""
    found = connection.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", (process_id,)).fetchone()
    return found == (True,)


def test_a_swap_that_fails_changes_nothing(store: RowStore, live: Generation) -> None:
    def fails() -> None:
        raise ConnectionError("the log went away")

    with pytest.raises(ConnectionError):
        store.swap(store.begin_rebuild("facts", 2), fails)
    assert store.live().id == live.id
    store.commit(Batch(live.id, {0: (0, 5)}, {}))


def test_a_second_rebuild_at_the_same_time_is_refused(database: str, store: RowStore, live: Generation) -> None:
    store.begin_rebuild("facts", 2)
    with RowStore(database) as other, pytest.raises(RebuildRunning):
        other.begin_rebuild("facts", 2)


def test_what_a_dead_rebuild_left_is_dropped_by_the_next(database: str, store: RowStore, live: Generation) -> None:
    with RowStore(database) as dead:
        left = dead.begin_rebuild("facts", 2)
        dead.commit(Batch(left.id, {0: (0, 5)}, meetings(version(5))))
    fresh = store.begin_rebuild("facts", 2)
    assert (store.live().id, store.bookmarks(left)) == (live.id, {})
    assert store.bookmarks(fresh) == {0: 0, 1: 0}


def test_differences_name_the_position_at_which_two_generations_part(store: RowStore, live: Generation) -> None:
    store.commit(Batch(live.id, {0: (0, 9)}, meetings(version(3, 7), version(7))))
    fresh = store.begin_rebuild("facts", 2)
    store.commit(Batch(fresh.id, {0: (0, 9)}, meetings(version(3, 6), version(6))))
    found = store.differences(live, fresh, 9, limit=10)
    assert [(each.since, each.position, each.live_until, each.rebuilt_until) for each in found.listed] == [
        (3, 6, 7, 6),
        (6, 6, None, None),
        (7, 7, None, None),
    ]
    assert store.differences(live, fresh, 5, limit=10).listed == []


def test_versions_that_differ_only_in_the_days_by_which_they_are_found_part_where_they_begin(
    store: RowStore, live: Generation
) -> None:
    store.commit(Batch(live.id, {0: (0, 9)}, meetings(version(3, 7), version(7))))
    fresh = store.begin_rebuild("facts", 2)
    tampered = msgspec.structs.replace(version(3, 7), settled_on=date(2020, 6, 19))
    store.commit(Batch(fresh.id, {0: (0, 9)}, meetings(tampered, version(7))))
    [found] = store.differences(live, fresh, 9, limit=10).listed
    assert (found.position, found.live, found.live_until) == (3, found.rebuilt, found.rebuilt_until)
    assert (found.live_opened_on, found.live_settled_on) == ("2020-03-02", None)
    assert (found.rebuilt_opened_on, found.rebuilt_settled_on) == ("2020-03-02", "2020-06-19")


def test_all_differences_are_counted_where_not_all_are_listed(store: RowStore, live: Generation) -> None:
    several = [version(3, of=f"meeting/panel/2020-06-{day}") for day in range(10, 30)]
    store.commit(Batch(live.id, {0: (0, 9)}, meetings(*several)))
    found = store.differences(live, store.begin_rebuild("facts", 2), 9, limit=3)
    assert (found.count, [each.key[-2:] for each in found.listed]) == (20, ["10", "11", "12"])


def test_rows_of_different_versions_of_a_read_model_are_not_compared(database: str, live: Generation) -> None:
    changed = [
        replace(model, version=model.version + 1) if model.name == "meetings" else model for model in READ_MODELS
    ]
    with RowStore(database, changed) as later:
        later.commit(Batch(live.id, {0: (0, 9)}, meetings(version(3))))
        assert later.differences(live, later.begin_rebuild("facts", 2), 9, limit=10).count == 0
