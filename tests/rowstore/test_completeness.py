"""A position is complete when all that the log says up to it is projected, and nothing of it is parked."""

from collections.abc import Sequence
from threading import Thread

import pytest

from shared.domain.recorded import StoredFact
from shared.rowstore.batch import Batch, Parked
from shared.rowstore.completeness import Completeness
from shared.rowstore.errors import NotComplete
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.given import entries, stored

pytestmark = pytest.mark.integration

FACTS = stored(
    entries("""
    2020-03-26  MP106  ProposalWithdrawn
    2020-03-27  MP107  ProposalWithdrawn
    2020-03-28  MP106  UrgencyRequested
    2020-03-30  MP107  UrgencyRequested
    """)
)


class Log:
    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        return [fact for fact in FACTS if fact.position > after][:limit]


@pytest.fixture
def completeness(store: RowStore, live: Generation) -> Completeness:
    """MP106 is carried in partition 0, MP107 in 1."""
    return Completeness(store, Log(), lambda stream, count: int(stream) % count)


def test_nothing_is_missing_before_the_first_fact(completeness: Completeness) -> None:
    assert completeness.missing(0) is None
    assert completeness.missing(1) == "106#1 at position 1 is not projected yet"


def test_every_partition_must_have_come_as_far_as_its_own_last_fact(
    store: RowStore, live: Generation, completeness: Completeness
) -> None:
    store.commit(Batch(live.id, {0: (0, 3)}, {}))
    assert completeness.missing(1) is None
    assert completeness.missing(3) == "107#1 at position 2 is not projected yet"
    store.commit(Batch(live.id, {1: (0, 2)}, {}))
    assert completeness.missing(3) is None
    assert completeness.missing(4) == "107#2 at position 4 is not projected yet"


def test_a_position_with_a_parked_fact_below_it_is_never_complete(
    store: RowStore, live: Generation, completeness: Completeness
) -> None:
    store.commit(Batch(live.id, {0: (0, 3), 1: (0, 4)}, {}, [Parked(1, "107", 2, "no such day")]))
    assert completeness.missing(1) is None
    with pytest.raises(NotComplete, match=r"position 4 is not complete: parked: 1, .*position 2.*no such day"):
        completeness.wait(4, timeout_seconds=60)


def test_waiting_ends_when_another_process_has_projected_it(
    database: str, live: Generation, completeness: Completeness
) -> None:
    def project() -> None:
        with RowStore(database) as other:
            other.commit(Batch(live.id, {0: (0, 3), 1: (0, 4)}, {}))

    other = Thread(target=project)
    other.start()
    completeness.wait(4, timeout_seconds=10)
    other.join()


def test_waiting_has_an_end(completeness: Completeness) -> None:
    with pytest.raises(NotComplete, match="position 2 is not complete: 106#1 at position 1 is not projected yet"):
        completeness.wait(2, timeout_seconds=0.05)


class ParkedMeanwhile(RowStore):
    """Rows of which a fact is parked right after someone has asked what is parked."""

    def parked(self, generation: Generation) -> list[Parked]:
        found = super().parked(generation)
        self.commit(Batch(generation.id, {0: (0, 3), 1: (0, 4)}, {}, [Parked(1, "107", 2, "no such day")]))
        return found


@pytest.mark.usefixtures("live")
def test_what_is_parked_while_it_is_asked_does_not_make_a_position_complete(database: str) -> None:
    with ParkedMeanwhile(database) as store:
        complete = Completeness(store, Log(), lambda stream, count: int(stream) % count)
        assert complete.missing(4) == "106#1 at position 1 is not projected yet"
