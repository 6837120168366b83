"""Whatever the broker does, each fact is projected once and in order, and a gap is noticed at the next record."""

from random import Random

import pytest

from services.projector.project import Projector
from services.projector.projected import Projected
from shared.eventlog.log import EventLog
from shared.rowstore.errors import Fenced
from shared.rowstore.store import RowStore
from shared.transport.carried import Carried, NotCarried
from tests.given import stored
from tests.histories import entries
from tests.projected import PARTITIONS, TOPIC, Kept, carried, in_polls, kept, projector, versions_of_the_log

pytestmark = pytest.mark.integration

SIZE = 300


@pytest.fixture
def records(log: EventLog) -> list[Carried]:
    log.import_entries(entries(SIZE, seed=7))
    return carried(log)


@pytest.fixture(scope="module")
def expected() -> list[Kept]:
    return versions_of_the_log(stored(entries(SIZE, seed=7)))


def rows(database: str, store: RowStore) -> list[Kept]:
    return kept(database, store, store.live())


def test_batches_of_any_size_make_the_same_rows(
    database: str, log: EventLog, store: RowStore, records: list[Carried], expected: list[Kept]
) -> None:
    random, projecting, start = Random(3), projector(store, log), 0
    while start < SIZE:
        end = start + random.randrange(1, 60)
        projecting.project(records[start:end])
        start = end
    assert rows(database, store) == expected


def test_a_record_that_comes_again_is_dropped_and_counted(
    database: str, log: EventLog, store: RowStore, records: list[Carried], expected: list[Kept]
) -> None:
    projecting = projector(store, log)
    assert projecting.project(records[:200]) == Projected(facts=200)
    assert projecting.project(records[150:]) == Projected(facts=100, repeats=50)
    assert projecting.project(records) == Projected(repeats=300)
    assert rows(database, store) == expected


def test_a_record_that_is_missing_is_noticed_at_the_next_of_its_partition(
    database: str, log: EventLog, store: RowStore, records: list[Carried], expected: list[Kept]
) -> None:
    lost = [record for record in records if record.partition == 2][10:13]
    projected = projector(store, log).project([record for record in records if record not in lost])
    # The three, and the one after them, whose link is broken.
    assert projected == Projected(facts=300, refilled=4)
    assert rows(database, store) == expected


def test_two_swapped_records_are_put_in_order(
    database: str, log: EventLog, store: RowStore, records: list[Carried], expected: list[Kept]
) -> None:
    one, other = [index for index, record in enumerate(records) if record.partition == 1][5:7]
    records[one], records[other] = records[other], records[one]
    assert projector(store, log).project(records) == Projected(facts=300, refilled=2, repeats=1)
    assert rows(database, store) == expected


def test_what_is_no_fact_makes_the_log_be_asked_at_once(
    database: str, log: EventLog, store: RowStore, records: list[Carried], expected: list[Kept]
) -> None:
    """Also when it stands in place of the last fact, after which nothing would come."""
    last = max(record.fact.position for record in records if record.partition == 3)
    spoilt = [
        NotCarried("facts", 3, 0, "no position") if record.fact.position == last else record for record in records
    ]
    assert projector(store, log).project(spoilt) == Projected(facts=300, refilled=1)
    assert rows(database, store) == expected


def test_a_projector_that_was_frozen_is_refused_and_a_fresh_one_goes_on(
    database: str, log: EventLog, store: RowStore, records: list[Carried], expected: list[Kept]
) -> None:
    frozen = projector(store, log)
    frozen.project(records[:100])
    projector(store, log).project(records[100:250])
    with pytest.raises(Fenced):
        frozen.project(records[100:])
    assert projector(store, log).project(records[100:]) == Projected(facts=50, repeats=150)
    assert rows(database, store) == expected


def test_one_that_began_just_before_a_swap_is_refused(log: EventLog, store: RowStore, records: list[Carried]) -> None:
    before = store.live_or_first(TOPIC, PARTITIONS)
    store.swap(store.begin_rebuild(TOPIC, PARTITIONS), lambda: None)
    with pytest.raises(Fenced):
        Projector(store, log, before).project(records)


def test_two_projectors_at_once_never_write_a_fact_twice(
    database: str, log: EventLog, store: RowStore, records: list[Carried], expected: list[Kept]
) -> None:
    several, refused = [projector(store, log), projector(store, log)], 0
    for turn, batch in enumerate(in_polls(records, 20)):
        try:
            several[turn % 2].project(batch)
        except Fenced:
            refused += 1
            several[turn % 2] = projector(store, log)
            several[turn % 2].project(batch)
    assert refused > 5
    assert rows(database, store) == expected
