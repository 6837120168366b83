"""Whoever writes to the topic cannot make a row: what the log does not hold is passed over, and the log is asked."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from services.projector.attested import AttestedSubscription
from services.projector.projected import Projected
from services.projector.run import Projection
from shared.domain.recorded import StoredFact
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from shared.transport.carried import Carried
from shared.transport.memory import MemoryBroker
from shared.transport.topics import CHANGE_EVENTS
from tests.given import stored
from tests.histories import entries
from tests.projected import kept, versions_of_the_log
from tests.transport.carrying import linked

pytestmark = pytest.mark.integration

SIZE, FORGED = 60, 30
TOPIC, PARTITIONS = CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count

FORGERIES: dict[str, Callable[[StoredFact], StoredFact]] = {
    "another value": lambda fact: replace(fact, value=fact.value.replace(b"2", b"3")),
    "another kind": lambda fact: replace(fact, topic="ProposalWithdrawn/1"),
    "another moment": lambda fact: replace(fact, recorded_at=fact.recorded_at.replace(year=1999)),
    "another version": lambda fact: replace(fact, version=fact.version + 1),
    "a version that no log can have": lambda fact: replace(fact, version=10**19 - 1),
    "a stream that no log can have": lambda fact: replace(fact, stream="\0"),
    "a position that no log can have": lambda fact: replace(fact, position=10**19 - 1),
    "a position that the log does not have": lambda fact: replace(fact, position=1_000_000),
}


@pytest.fixture
def records(log: EventLog) -> Iterator[list[Carried]]:
    log.import_entries(entries(SIZE, seed=4))
    yield linked(log.read(0, SIZE), PARTITIONS)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_record_is_refused_and_the_log_s_fact_is_projected(
    database: str, log: EventLog, store: RowStore, records: list[Carried], forgery: str
) -> None:
    genuine = records[FORGED]
    records[FORGED] = replace(genuine, fact=FORGERIES[forgery](genuine.fact))
    broker = MemoryBroker()
    broker.publisher().publish(records)
    subscription = AttestedSubscription(broker.subscription("projector"), CHANGE_EVENTS, log)
    with capture_logs() as said:
        projected = Projection(subscription, log, store, TOPIC, PARTITIONS).pump()

    assert projected.facts == SIZE
    [refused] = [line for line in said if line["event"] == LogEvent.RECORD_REFUSED]
    assert (refused["log_level"], refused["partition"]) == ("warning", genuine.partition)
    assert "is not what the log holds there" in refused["reason"]
    assert kept(database, store, store.live()) == versions_of_the_log(stored(entries(SIZE, seed=4)))


def test_a_true_fact_in_another_partition_is_refused(
    database: str, log: EventLog, store: RowStore, records: list[Carried]
) -> None:
    """There it would pass for the last of that partition, and those before it for repeats."""
    last = records[-1]
    stray = replace(last, partition=(last.partition + 1) % PARTITIONS, previous=0)
    broker = MemoryBroker()
    broker.publisher().publish([stray, *records])
    subscription = AttestedSubscription(broker.subscription("projector"), CHANGE_EVENTS, log)
    with capture_logs() as said:
        assert Projection(subscription, log, store, TOPIC, PARTITIONS).pump().facts == SIZE
    [refused] = [line["reason"] for line in said if line["event"] == LogEvent.RECORD_REFUSED]
    assert refused == f"{last.fact.id} does not belong to partition {stray.partition}"
    assert kept(database, store, store.live()) == versions_of_the_log(stored(entries(SIZE, seed=4)))


def test_genuine_records_pass_as_they_are(log: EventLog, store: RowStore, records: list[Carried]) -> None:
    broker = MemoryBroker()
    broker.publisher().publish(records)
    with AttestedSubscription(broker.subscription("projector"), CHANGE_EVENTS, log) as subscription:
        assert Projection(subscription, log, store, TOPIC, PARTITIONS).pump() == Projected(facts=SIZE)
