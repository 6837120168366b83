"""An operator replays what is parked, or discards the fact that holds a stream up; who and why is kept for good."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from services.projector.mend import Mended, mend
from services.projector.project import Projector
from services.projector.projected import Projected
from services.projector.rebuild import rebuild
from shared.domain.recorded import StoredFact
from shared.rowstore.batch import Batch
from shared.rowstore.errors import Fenced, NotParked
from shared.rowstore.generations import Generation
from shared.rowstore.journal import Deed
from shared.rowstore.store import RowStore
from tests.projected import PARTITIONS, TOPIC
from tests.services.projector.test_others_at_work import BROKEN_TWICE
from tests.services.projector.test_parking import FACTS, Log, projector, turns, with_third

pytestmark = pytest.mark.integration

WHOLE = Log(FACTS)


@pytest.fixture
def broken() -> Log:
    return with_third(value=b"{")


@pytest.fixture
def at_work(store: RowStore, broken: Log) -> Projector:
    """A projector that has parked the third fact, and has the last two still to come."""
    at_work = projector(store, broken)
    at_work.project(broken.carried()[:4])
    return at_work


def parked(store: RowStore) -> list[tuple[int, int]]:
    return [(each.position, each.attempts) for each in store.parked(store.live())]


def test_a_replay_after_a_mend_projects_all_and_is_recorded(store: RowStore, at_work: Projector, broken: Log) -> None:
    at_work.project(broken.carried())
    assert mend(store, WHOLE, "replay", "106", "Ann", "upcast added") == Mended("106", 2, [])
    assert turns(store, 6)["106"] == ["in_refinement", "withdrawn"]
    [deed] = store.deeds()
    assert (deed.kind, deed.position, deed.actor, deed.reason) == ("replay", 3, "Ann", "upcast added")
    assert deed.trouble
    assert deed.done_at


def test_a_replay_in_vain_is_recorded_too(store: RowStore, at_work: Projector, broken: Log) -> None:
    assert [each.position for each in mend(store, broken, "replay", "106", "Ann", "hope").parked] == [3]
    assert parked(store) == [(3, 2)]
    assert len(store.deeds()) == 1


def test_a_discard_passes_over_the_fact_and_takes_up_those_behind_it(
    store: RowStore, at_work: Projector, broken: Log
) -> None:
    at_work.project(broken.carried())
    assert mend(store, broken, "discard", "106", "Ann", "sent by mistake") == Mended("106", 1, [])
    assert parked(store) == []
    assert turns(store, 6)["106"] == ["withdrawn"]


def test_a_projector_at_work_hears_of_it_and_goes_on_with_the_stream(
    store: RowStore, at_work: Projector, broken: Log
) -> None:
    """It believes the stream to be parked: it must not park what comes next behind nothing."""
    mend(store, broken, "discard", "106", "Ann", "sent by mistake")
    with pytest.raises(Fenced, match="no longer parked"):
        at_work.project(broken.carried())
    assert projector(store, broken).project(broken.carried()) == Projected(facts=2, repeats=4)
    assert parked(store) == []
    assert turns(store, 6) == {"106": ["withdrawn"], "107": ["in_refinement", "withdrawn"]}


def test_a_rebuild_keeps_the_journal_and_heeds_it(
    store: RowStore, at_work: Projector, broken: Log, database: str
) -> None:
    at_work.project(broken.carried())
    mend(store, broken, "discard", "106", "Ann", "sent by mistake")
    rebuilt = rebuild(database, broken, TOPIC, PARTITIONS)
    assert (rebuilt.parked, rebuilt.differences) == (0, [])
    assert turns(store, 6)["106"] == ["withdrawn"]
    assert [deed.actor for deed in store.deeds()] == ["Ann"]


def test_what_two_take_up_at_once_is_taken_up_once(store: RowStore, at_work: Projector) -> None:
    first, second = projector(store, WHOLE), projector(store, WHOLE)
    deed = Deed("replay", "106", 3, "it is broken", "Ann", "mended")
    stale = store.parked(store.live())
    assert first.mend(deed) == 1
    with pytest.raises(Fenced, match="somebody else"):
        second._retry("106", stale, deed)
    assert len(store.deeds()) == 1


def test_a_replay_that_changes_nothing_else_leaves_other_streams_alone(
    store: RowStore, at_work: Projector, broken: Log
) -> None:
    mend(store, broken, "replay", "106", "Ann", "hope")
    assert at_work.project(broken.carried()) == Projected(facts=2, repeats=4, parked=1)
    assert store.parked(store.live())[-1].reason == "waits behind position 3"


def test_what_is_not_parked_cannot_be_mended(store: RowStore, at_work: Projector) -> None:
    with pytest.raises(NotParked, match="nothing of 107 is parked"):
        mend(store, WHOLE, "discard", "107", "Ann", "by mistake")
    with pytest.raises(NotParked):
        projector(store, WHOLE).mend(Deed("discard", "106", 5, "not the first", "Ann", "by mistake"))


class AnotherIsFirst(RowStore):
    """Rows of which somebody else discards the same fact, a moment before the first commit."""

    url = ""

    def commit(self, batch: Batch) -> None:
        if not self.deeds():
            with RowStore(self.url) as others:
                mend(others, BROKEN_TWICE, "discard", "106", "Ben", "sent by mistake")
        super().commit(batch)


def test_of_two_who_discard_at_once_one_is_told_and_no_fact_is_passed_over_unseen(
    store: RowStore, database: str
) -> None:
    projector(store, BROKEN_TWICE).project(BROKEN_TWICE.carried())
    with AnotherIsFirst(database) as rows, pytest.raises(NotParked, match="not held up at position 3"):
        rows.url = database
        mend(rows, BROKEN_TWICE, "discard", "106", "Ann", "sent by mistake")
    assert [(deed.actor, deed.position) for deed in store.deeds()] == [("Ben", 3)]
    assert [each.position for each in store.parked(store.live())] == [5]


def test_a_discard_is_of_the_position_that_was_looked_at(store: RowStore) -> None:
    projector(store, BROKEN_TWICE).project(BROKEN_TWICE.carried())
    with pytest.raises(NotParked, match="not held up at position 5"):
        mend(store, BROKEN_TWICE, "discard", "106", "Ann", "sent by mistake", position=5)
    mend(store, BROKEN_TWICE, "discard", "106", "Ann", "sent by mistake", position=3)
    assert [deed.position for deed in store.deeds()] == [3]


class Meanwhile(Log):
    """The log; something is done the first time that streams are read."""

    def __init__(self, does: Callable[[], object]) -> None:
        super().__init__(FACTS)
        self._does: Callable[[], object] | None = does

    def stored_histories(self, streams: Sequence[str], upto: int) -> Mapping[str, Sequence[StoredFact]]:
        does, self._does = self._does, None
        if does:
            does()
        return super().stored_histories(streams, upto)


def test_a_fact_discarded_while_rows_are_made_anew_is_in_none_of_them(
    store: RowStore, at_work: Projector, broken: Log, database: str
) -> None:
    """Also where the version that makes them understands it."""
    at_work.project(broken.carried())
    log = Meanwhile(lambda: mend(store, broken, "discard", "106", "Ann", "sent by mistake"))
    rebuild(database, log, TOPIC, PARTITIONS)
    assert parked(store) == []
    assert turns(store, 6)["106"] == ["withdrawn"]


class DiscardedWhileRead(RowStore):
    """Rows of which a fact is discarded while someone asks for the bookmarks."""

    def bookmarks(self, generation: Generation) -> dict[int, int]:
        if self.parked(generation):
            with RowStore(self.url) as others:
                mend(others, WHOLE, "discard", "106", "Ann", "sent by mistake")
        return super().bookmarks(generation)

    url = ""


@pytest.mark.usefixtures("at_work")
def test_a_projector_that_begins_during_a_discard_heeds_it(store: RowStore, database: str) -> None:
    with DiscardedWhileRead(database) as read:
        read.url = database
        Projector(read, WHOLE, store.live()).project(WHOLE.carried())
    assert turns(store, 6)["106"] == ["withdrawn"]
