"""The loop goes on by itself: over restarts, changes of assignment, other projectors and rebuilds."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Event, Thread

import psycopg
import pytest
from structlog.testing import capture_logs

from services.projector.projected import Projected
from services.projector.rebuild import rebuild
from services.projector.run import Projection, run
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.readmodels import READ_MODELS
from shared.rowstore.completeness import Completeness
from shared.rowstore.errors import RowsOutdated
from shared.rowstore.store import RowStore
from shared.transport.broker import BrokerUnavailable
from shared.transport.carried import Carried, partition_of
from shared.transport.memory import MemoryBroker, MemorySubscription
from shared.transport.topics import CHANGE_EVENTS
from tests.given import stored
from tests.histories import entries
from tests.projected import kept, versions_of_the_log
from tests.transport.carrying import linked

pytestmark = pytest.mark.integration

SIZE = 60
TOPIC, PARTITIONS = CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count
EXPECTED = versions_of_the_log(stored(entries(SIZE, seed=4)))


@pytest.fixture
def records(log: EventLog) -> Sequence[Carried]:
    log.import_entries(entries(SIZE, seed=4))
    return linked(log.read(0, SIZE), PARTITIONS)


@pytest.fixture
def broker() -> MemoryBroker:
    return MemoryBroker()


def projection(broker: MemoryBroker, log: EventLog, store: RowStore) -> Projection:
    return Projection(broker.subscription("projector"), log, store, TOPIC, PARTITIONS)


def test_a_pump_projects_all_that_is_there_and_returns(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    broker.publisher().publish(records)
    assert projection(broker, log, store).pump() == Projected(facts=SIZE)
    assert kept(database, store, store.live()) == EXPECTED


def test_nothing_to_project_is_no_work(log: EventLog, store: RowStore, broker: MemoryBroker) -> None:
    assert projection(broker, log, store).pump() == Projected()
    assert projection(broker, log, store).step(timeout_seconds=0) is None


def test_a_restart_goes_on_where_the_bookmarks_are(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    publisher, subscription = broker.publisher(), broker.subscription("projector")
    publisher.publish(records[:30])
    with subscription:
        Projection(subscription, log, store, TOPIC, PARTITIONS).pump()
    publisher.publish(records[20:])
    assert projection(broker, log, store).pump() == Projected(facts=30, repeats=10)
    assert kept(database, store, store.live()) == EXPECTED


def test_partitions_may_move_from_one_member_to_another_and_back(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    publisher, one = broker.publisher(), projection(broker, log, store)
    for start in range(0, SIZE, 10):
        publisher.publish(records[start : start + 10])
        with broker.subscription("projector") as subscription:
            other = Projection(subscription, log, store, TOPIC, PARTITIONS)
            one.step(timeout_seconds=0)
            other.step(timeout_seconds=0)
        publisher.publish(records[start : start + 5])
    one.pump()
    assert kept(database, store, store.live()) == EXPECTED


def test_one_that_is_fenced_begins_anew_and_loses_nothing(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    publisher, stale = broker.publisher(), projection(broker, log, store)
    publisher.publish(records[:20])
    stale.pump()
    with RowStore(database) as elsewhere:
        other = Projection(MemoryBroker().subscription("projector"), log, elsewhere, TOPIC, PARTITIONS)
        assert other.catch_up(until=records[39].fact.position) == Projected(facts=20, refilled=20)
    publisher.publish(records[20:])
    with capture_logs() as logs:
        assert stale.pump() == Projected(facts=20, repeats=20)
    assert [line["event"] for line in logs].count(LogEvent.PROJECTOR_FENCED) == 1
    assert kept(database, store, store.live()) == EXPECTED


def test_after_a_rebuild_it_goes_on_with_the_new_rows(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    publisher, projecting = broker.publisher(), projection(broker, log, store)
    publisher.publish(records[:40])
    projecting.pump()
    before = store.live()
    log_of_then = rebuild(database, log, TOPIC, PARTITIONS)
    publisher.publish(records[40:])
    assert projecting.pump() == Projected(repeats=20)
    assert (log_of_then.facts, store.live().id) == (SIZE, before.id + 1)
    assert kept(database, store, store.live()) == EXPECTED


def test_after_a_rebuild_by_another_version_of_the_program_it_ends_and_names_the_mend(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    publisher, projecting = broker.publisher(), projection(broker, log, store)
    publisher.publish(records[:40])
    projecting.pump()
    changed = [replace(model, version=model.version + 1) for model in READ_MODELS]
    rebuild(database, log, TOPIC, PARTITIONS, models=changed)
    publisher.publish(records[40:])
    with pytest.raises(RowsOutdated, match="project rebuild"):
        projecting.pump()
    with RowStore(database, changed) as theirs:
        assert kept(database, theirs, theirs.live()) == EXPECTED


def test_a_lost_database_ends_the_loop_and_a_fresh_start_goes_on(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    broker.publisher().publish(records)
    with RowStore(database) as lost:
        projecting = projection(broker, log, lost)
        with psycopg.connect(database, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s", (lost.process_id,))
        with pytest.raises(psycopg.OperationalError):
            run(projecting, Event())
    assert set(store.bookmarks(store.live()).values()) == {0}
    assert projection(MemoryBroker(), log, store).catch_up() == Projected(facts=SIZE, refilled=SIZE)
    assert kept(database, store, store.live()) == EXPECTED


def test_the_loop_ends_when_it_is_told_to(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    broker.publisher().publish(records)
    loop_until_complete(database, log, projection(broker, log, store))
    assert store.load_all(SIZE).by_model["register"]


class AwayAtFirst(MemorySubscription):
    """A subscription whose broker does not answer the first poll."""

    answers = False

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Carried]:
        if self.answers:
            return super().poll(limit, timeout_seconds)
        self.answers = True
        raise BrokerUnavailable("nobody answers at 127.0.0.1:1")


def test_a_broker_that_is_away_is_waited_out(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    broker.publisher().publish(records)
    subscription = broker.subscription("projector")
    subscription.__class__ = AwayAtFirst
    with capture_logs() as logs:
        loop_until_complete(database, log, Projection(subscription, log, store, TOPIC, PARTITIONS))
    assert LogEvent.PROJECTOR_HELD_UP in {entry["event"] for entry in logs}


class AwayLater(MemorySubscription):
    """A subscription that gives ten records a poll, and whose broker does not answer the third poll."""

    polls = 0

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Carried]:
        self.polls += 1
        if self.polls == 3:
            raise BrokerUnavailable("nobody answers at 127.0.0.1:1")
        return super().poll(10, timeout_seconds)


def test_what_came_before_the_broker_was_away_is_projected_first(
    database: str, log: EventLog, store: RowStore, records: Sequence[Carried], broker: MemoryBroker
) -> None:
    broker.publisher().publish(records)
    subscription = broker.subscription("projector")
    subscription.__class__ = AwayLater
    projecting = Projection(subscription, log, store, TOPIC, PARTITIONS, facts_per_batch=5)
    with pytest.raises(BrokerUnavailable):
        projecting.step()
    assert projecting.pump() == Projected(facts=SIZE - 20)
    assert kept(database, store, store.live()) == EXPECTED


def loop_until_complete(database: str, log: EventLog, projecting: Projection) -> None:
    """Runs the loop in a thread until everything is projected, and tells it to end."""
    stop = Event()
    looping = Thread(target=run, args=(projecting, stop))
    looping.start()
    try:
        with RowStore(database) as watched:
            Completeness(watched, log, partition_of).wait(SIZE, timeout_seconds=60)
    finally:
        stop.set()
        looping.join()
