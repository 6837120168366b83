"""The audit can fail: it tells of each thing that was made to be out of order, and of nothing else."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from msgspec.structs import replace

from shared.domain.codec import recorded
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from shared.trailstore.trail import Trail
from tests.eventlog.given import named
from tests.faults.audit import audit
from tests.histories import entries
from tests.projected import projector

pytestmark = pytest.mark.integration

SIZE = 60
ENTRIES = entries(SIZE, seed=4)


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        log.import_entries(ENTRIES)
        yield log


@pytest.fixture
def store(database: str, log: EventLog) -> Iterator[RowStore]:
    """Everything projected."""
    with RowStore(database) as store:
        projector(store, log).catch_up()
        yield store


@pytest.fixture
def told(log: EventLog) -> list[Recorded]:
    return [recorded(fact) for fact in log.read(0, SIZE)]


def test_what_is_in_order_passes_and_leaves_nothing_behind(
    database: str, store: RowStore, told: list[Recorded]
) -> None:
    live = store.live()
    audited = audit(database, acknowledged=told, facts=SIZE)
    assert (audited.facts, audited.parked) == (SIZE, 0)
    assert audited.versions > SIZE
    assert (store.live(), generations(database)) == (live, 1)


def generations(database: str) -> int:
    with psycopg.connect(database) as connection:
        (count,) = connection.execute("SELECT count(*) FROM projected.generations").fetchone() or (0,)
    return int(count)


# What somebody does to the rows by hand, and what the audit says of it.
MEDDLED = {
    "a standing row was changed": (
        "UPDATE projected.register_1_open SET row = '{}' WHERE key = '3'",
        "a row that the log does not say: register 3 of 3",
    ),
    "a version that has ended was changed": (
        "UPDATE projected.register_1_closed SET opened_on = opened_on - 1 WHERE key = '3' AND lower(positions) = 1",
        "a row that the log does not say: register 3 of 3, 1 to",
    ),
    "a version is missing": (
        "DELETE FROM projected.register_1_closed WHERE key = '3' AND lower(positions) = 1",
        "a row that is missing: register 3 of 3, 1 to",
    ),
    "a version is there that never was": (
        """
        INSERT INTO projected.register_1 (key, stream, positions, opened_on, row)
        VALUES ('none', 'none', '[1,2)', '2020-06-12', '{}')
        """,
        "a row that the log does not say: register none of none, 1 to 2",
    ),
    "a row belongs to another stream": (
        "UPDATE projected.register_1_open SET stream = '2' WHERE key = '3'",
        "a row that the log does not say: register 3 of 2",
    ),
    "a bookmark is ahead": (
        "UPDATE projected.bookmarks SET position = 99 WHERE partition = 3",
        "the bookmark of partition 3 is at 99, and its last fact at",
    ),
    "a bookmark is behind": (
        "UPDATE projected.bookmarks SET position = 0 WHERE partition = 3",
        "the bookmark of partition 3 is at 0, and its last fact at",
    ),
    "a fact is parked": (
        """
        INSERT INTO projected.parked (generation, topic, partition, stream, position, reason, attempts)
        VALUES (1, 'facts', 3, '3', 1, 'someone says so', 1)
        """,
        "parked, and should not be: ('3', 1)",
    ),
}


@pytest.mark.parametrize("meddled", MEDDLED)
def test_what_is_not_as_the_log_says_is_told(database: str, store: RowStore, meddled: str) -> None:
    by_hand, told = MEDDLED[meddled]
    with psycopg.connect(database) as connection:
        changed = connection.execute(by_hand).rowcount
    assert changed == 1
    with pytest.raises(AssertionError, match="the audit found") as found:
        audit(database, within_seconds=0.1)
    assert told in str(found.value)


def test_a_fact_that_should_be_parked_and_is_not_is_told(database: str, store: RowStore) -> None:
    with pytest.raises(AssertionError, match=r"not parked, and should be: \('3', 1\)"):
        audit(database, parked=[("3", 1)])


def test_an_acknowledged_fact_that_is_not_in_the_log_is_told(
    database: str, store: RowStore, told: list[Recorded]
) -> None:
    lost = replace(told[0], position=SIZE + 1, version=99)
    with pytest.raises(AssertionError, match=f"acknowledged and not in the log as it was: {lost.id}"):
        audit(database, acknowledged=[*told, lost])


def test_a_fact_more_than_was_written_is_told(database: str, store: RowStore) -> None:
    with pytest.raises(AssertionError, match="the log holds 60 facts, and 59 were expected"):
        audit(database, facts=SIZE - 1)


def test_a_fact_that_was_recorded_twice_is_told(database: str, log: EventLog, store: RowStore) -> None:
    stream = ENTRIES[0].stream
    version = len(log.history(stream))
    log.append(stream, version, [ENTRIES[0]])
    projector(store, log).catch_up()
    with pytest.raises(AssertionError, match=f"recorded 2 times in {stream}"):
        audit(database)


def test_a_fact_that_is_not_the_one_that_was_hashed_and_one_that_was_not_are_told(
    database: str, log: EventLog, store: RowStore, tmp_path: Path
) -> None:
    with Trail(database, tmp_path / "keys", tmp_path / "checkpoints") as trail:
        trail.grow()
    audit(database, facts=SIZE)
    log.append("901", 0, [named("901", "Not hashed")])
    with psycopg.connect(database) as by_hand:
        by_hand.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_are_kept")
        by_hand.execute(
            "UPDATE eventlog.facts SET recorded_at = recorded_at + interval '1 s' WHERE notification_id = 7"
        )
    projector(store, log).catch_up()
    with pytest.raises(AssertionError, match="the audit found") as found:
        audit(database, within_seconds=0.1)
    assert "the trail tells of something changed at 7" in str(found.value)
    assert f"the trail has {SIZE} of {SIZE + 1} facts" in str(found.value)


def test_facts_that_were_removed_or_renumbered_in_the_log_are_told(database: str, store: RowStore) -> None:
    with psycopg.connect(database) as by_hand:
        by_hand.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_are_kept")
        by_hand.execute("DELETE FROM eventlog.facts WHERE originator_id = '3' AND originator_version = 2")
    with pytest.raises(AssertionError, match=r"3#3 at 3 comes after version 1"):
        audit(database)
