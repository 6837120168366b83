"""What all rows promise to those who project: the real ones, and those of the simulation."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from services.projector.ports import RebuiltRows
from shared.rowstore.batch import Batch, Parked
from shared.rowstore.errors import Fenced, NothingProjected, RebuildRunning, RowsOutdated, RowsRefused
from shared.rowstore.generations import Generation
from shared.rowstore.journal import Deed
from tests.contract.ways_to_rows import SimulatedWays, Ways, WaysToPostgres
from tests.rowstore.rows import meetings, version

PANEL = "meeting/panel/2020-06-19"
THIRD = Parked(0, PANEL, 3, "no such day")
FIFTH = Parked(0, PANEL, 5, "waits behind position 3")
REFUSED = meetings(version(3), version(3, of="meeting/\0"))


@pytest.fixture(params=["simulated", pytest.param("postgres", marks=pytest.mark.integration)])
def ways(request: pytest.FixtureRequest) -> Iterator[Ways]:
    if request.param == "simulated":
        yield SimulatedWays()
        return
    ways = WaysToPostgres(request.getfixturevalue("database"))
    yield ways
    ways.end_all()


@pytest.fixture
def rows(ways: Ways) -> RebuiltRows:
    return ways.way()


@pytest.fixture
def live(rows: RebuiltRows) -> Generation:
    return rows.live_or_first("facts", 2)


def standing(ways: Ways, generation: Generation) -> list[tuple[int, int | None]]:
    """Since and until when the versions of the panel's row stand."""
    return [(since, until) for key, since, until, _ in ways.versions(generation) if key == PANEL]


def test_nothing_is_live_before_the_first_start(rows: RebuiltRows) -> None:
    assert rows.live_if_any() is None
    with pytest.raises(NothingProjected):
        rows.live()


def test_the_first_generation_is_everyones_and_begins_at_nothing(ways: Ways, live: Generation) -> None:
    another = ways.way()
    assert another.live_or_first("facts", 2).id == another.live().id == live.id
    assert (another.bookmarks(live), another.parked(live), standing(ways, live)) == ({0: 0, 1: 0}, [], [])


@pytest.mark.usefixtures("live")
def test_bookmarks_of_another_topic_are_not_gone_on_from(rows: RebuiltRows) -> None:
    with pytest.raises(RowsOutdated):
        rows.live_or_first("facts", 3)


def test_a_batch_is_there_for_everyone(ways: Ways, rows: RebuiltRows, live: Generation) -> None:
    rows.commit(Batch(live.id, {0: (0, 5)}, meetings(version(2, 4), version(4)), [THIRD]))
    another = ways.way()
    assert (another.bookmarks(live), another.parked(live)) == ({0: 5, 1: 0}, [THIRD])
    assert standing(ways, live) == [(2, 4), (4, None)]


def test_a_row_that_ends_stays_as_it_was_until_then(ways: Ways, rows: RebuiltRows, live: Generation) -> None:
    rows.commit(Batch(live.id, {0: (0, 3)}, meetings(version(3))))
    [(_, _, _, before)] = ways.versions(live)
    rows.commit(Batch(live.id, {0: (3, 7)}, meetings(version(5, 6), version(7), ended={PANEL: 5})))
    assert standing(ways, live) == [(3, 5), (5, 6), (7, None)]
    assert ways.versions(live)[0] == (PANEL, 3, 5, before)
    rows.commit(Batch(live.id, {0: (7, 8)}, meetings(ended={PANEL: 8})))
    assert standing(ways, live) == [(3, 5), (5, 6), (7, 8)]


def test_a_batch_from_where_a_bookmark_is_no_more_is_refused_whole(
    ways: Ways, rows: RebuiltRows, live: Generation
) -> None:
    ways.way().commit(Batch(live.id, {0: (0, 5)}, {}))
    with pytest.raises(Fenced):
        rows.commit(Batch(live.id, {1: (0, 4), 0: (0, 3)}, meetings(version(3)), [THIRD]))
    assert (rows.bookmarks(live), rows.parked(live), standing(ways, live)) == ({0: 5, 1: 0}, [], [])


def test_a_batch_with_a_row_that_is_refused_is_refused_whole(ways: Ways, rows: RebuiltRows, live: Generation) -> None:
    batch = Batch(live.id, {0: (0, 4)}, REFUSED, [THIRD])
    with pytest.raises(RowsRefused, match="0x00"):
        rows.commit(batch)
    assert "0x00" in (rows.refusal(batch) or "")
    assert (rows.bookmarks(live), rows.parked(live), standing(ways, live)) == ({0: 0, 1: 0}, [], [])


def test_to_ask_whether_rows_are_refused_writes_nothing(ways: Ways, rows: RebuiltRows, live: Generation) -> None:
    assert rows.refusal(Batch(live.id, {}, meetings(version(3)))) is None
    assert standing(ways, live) == []


def test_what_is_parked_stays_so_until_it_is_taken_up(rows: RebuiltRows, live: Generation) -> None:
    rows.commit(Batch(live.id, {0: (0, 5)}, {}, [FIFTH, THIRD]))
    assert rows.parked(live) == [THIRD, FIFTH]
    again = replace(FIFTH, attempts=2)
    rows.commit(Batch(live.id, {0: (5, 5)}, {}, [again], unparked=[3, 5]))
    assert rows.parked(live) == [again]


def test_what_was_taken_up_is_not_taken_up_again(ways: Ways, rows: RebuiltRows, live: Generation) -> None:
    rows.commit(Batch(live.id, {0: (0, 5)}, {}, [THIRD, FIFTH]))
    taking_up = Batch(live.id, {0: (5, 5)}, meetings(version(5)), unparked=[3, 5])
    ways.way().commit(taking_up)
    with pytest.raises(Fenced):
        rows.commit(replace(taking_up, changes={}))
    assert standing(ways, live) == [(5, None)]


def test_nothing_waits_behind_what_is_no_longer_parked(rows: RebuiltRows, live: Generation) -> None:
    rows.commit(Batch(live.id, {0: (0, 3)}, {}, [THIRD]))
    rows.commit(Batch(live.id, {0: (3, 3)}, {}, unparked=[3]))
    with pytest.raises(Fenced):
        rows.commit(Batch(live.id, {0: (3, 5)}, {}, [FIFTH], behind=[3]))
    assert (rows.bookmarks(live)[0], rows.parked(live)) == (3, [])


def test_a_discard_is_remembered_with_its_batch_and_a_replay_discards_nothing(
    rows: RebuiltRows, live: Generation
) -> None:
    rows.commit(Batch(live.id, {0: (0, 5)}, {}, [THIRD, FIFTH]))
    replay = Deed("replay", PANEL, 3, "no such day", "Ann", "mended")
    rows.commit(Batch(live.id, {0: (5, 5)}, {}, [THIRD, FIFTH], unparked=[3, 5], deed=replay))
    assert rows.discarded() == set()
    discard = replace(replay, kind="discard")
    with pytest.raises(Fenced):
        rows.commit(Batch(live.id, {0: (4, 4)}, {}, unparked=[3, 5], deed=discard))
    assert rows.discarded() == set()
    rows.commit(Batch(live.id, {0: (5, 5)}, {}, unparked=[3, 5], deed=discard))
    rows.swap(rows.begin_rebuild("facts", 2), lambda: None)
    assert rows.discarded() == {3}


def test_a_swap_makes_the_fresh_rows_live_and_fences_those_who_write_the_old(
    ways: Ways, rows: RebuiltRows, live: Generation
) -> None:
    fresh, another = rows.begin_rebuild("facts", 2), ways.way()
    another.commit(Batch(fresh.id, {1: (0, 4)}, meetings(version(4))))
    assert (another.live().id, rows.bookmarks(live)) == (live.id, {0: 0, 1: 0})
    rows.swap(fresh, lambda: another.commit(Batch(fresh.id, {1: (4, 6)}, {})))
    assert another.live().id == fresh.id
    assert (another.bookmarks(fresh), standing(ways, fresh)) == ({0: 0, 1: 6}, [(4, None)])
    assert another.bookmarks(live) == {}
    with pytest.raises(Fenced):
        another.commit(Batch(live.id, {0: (0, 3)}, {}))


def test_a_swap_that_fails_changes_nothing(rows: RebuiltRows, live: Generation) -> None:
    def fails() -> None:
        raise ConnectionError("the log is away")

    with pytest.raises(ConnectionError):
        rows.swap(rows.begin_rebuild("facts", 2), fails)
    rows.commit(Batch(live.id, {0: (0, 3)}, {}))
    assert (rows.live().id, rows.bookmarks(live)) == (live.id, {0: 3, 1: 0})


@pytest.mark.usefixtures("live")
def test_one_rebuild_at_a_time_and_the_next_drops_what_a_dead_one_left(ways: Ways, rows: RebuiltRows) -> None:
    dies = ways.way()
    left = dies.begin_rebuild("facts", 2)
    with pytest.raises(RebuildRunning):
        rows.begin_rebuild("facts", 2)
    ways.end(dies)
    assert rows.begin_rebuild("facts", 2).id != left.id
    assert rows.bookmarks(left) == {}
    with pytest.raises(Fenced):
        rows.commit(Batch(left.id, {0: (0, 3)}, {}))


def test_a_generation_that_was_made_to_compare_is_dropped_whole(rows: RebuiltRows, live: Generation) -> None:
    fresh = rows.begin_rebuild("facts", 2)
    rows.commit(Batch(fresh.id, {0: (0, 3)}, {}, [THIRD]))
    rows.discard(fresh)
    assert (rows.bookmarks(fresh), rows.parked(fresh), rows.live().id) == ({}, [], live.id)


def test_a_fresh_generation_is_filled_and_counts_from_its_bookmarks(
    ways: Ways, rows: RebuiltRows, live: Generation
) -> None:
    fresh, another = rows.begin_rebuild("facts", 2), ways.way()
    another.fill(fresh, {"meetings": [version(3, 5), version(5)]})
    another.index(fresh, "meetings", "open")
    another.index(fresh, "meetings", "closed")
    rows.commit(Batch(fresh.id, {0: (0, 6)}, meetings(version(6), ended={PANEL: 6})))
    assert (standing(ways, live), standing(ways, fresh)) == ([], [(3, 5), (5, 6), (6, None)])


@pytest.mark.usefixtures("live")
def test_of_what_fills_a_generation_all_is_taken_or_nothing(ways: Ways, rows: RebuiltRows) -> None:
    fresh = rows.begin_rebuild("facts", 2)
    with pytest.raises(RowsRefused):
        rows.fill(fresh, {model: change.versions for model, change in REFUSED.items()})
    assert standing(ways, fresh) == []
