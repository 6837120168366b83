"""A record is taken out of a partition, or two are swapped: noticed at that record, filled from the log."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from random import Random

import pytest
from structlog.testing import capture_logs

from services.projector.projected import Projected
from services.projector.run import Projection
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from shared.transport.broker import Publisher, Subscription
from shared.transport.carried import Carried
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.memory import MemoryBroker
from shared.transport.topics import CHANGE_EVENTS
from tests.faults.audit import audit
from tests.faults.pipeline import PARTITIONS
from tests.histories import entries
from tests.transport.carrying import linked
from tests.waiting import until

pytestmark = pytest.mark.integration

Carrying = Callable[[pytest.FixtureRequest], AbstractContextManager[tuple[Publisher, Subscription]]]

TIMES = 10
FACTS_EACH_TIME = 40

REMOVED = Projected(facts=FACTS_EACH_TIME, refilled=2)
"""The one that was taken out, and the one behind it, at which that is noticed."""
SWAPPED = Projected(facts=FACTS_EACH_TIME, refilled=2, repeats=1)
"""Both, at the one that comes too early; the other then comes as a repeat."""


@contextmanager
def in_memory(request: pytest.FixtureRequest) -> Iterator[tuple[Publisher, Subscription]]:
    broker = MemoryBroker()
    with broker.subscription("projector") as subscription:
        yield broker.publisher(), subscription


@contextmanager
def over_kafka(request: pytest.FixtureRequest) -> Iterator[tuple[Publisher, Subscription]]:
    bootstrap, name = request.getfixturevalue("kafka_bootstrap"), request.getfixturevalue("topic_name")
    topic = replace(CHANGE_EVENTS, name=name)
    publisher = KafkaPublisher(bootstrap, topic)
    with KafkaSubscription(bootstrap, name, topic=topic) as subscription:
        yield publisher, subscription
    publisher.close()


@pytest.mark.parametrize("carrying", [in_memory, over_kafka])
def test_what_is_missing_or_out_of_place_is_noticed_and_filled_from_the_log(
    database: str, carrying: Carrying, request: pytest.FixtureRequest, fault_size: int
) -> None:
    random, told = Random(11), entries(TIMES * FACTS_EACH_TIME * fault_size, seed=8)
    with (
        EventLog.open(database) as log,
        RowStore(database) as store,
        carrying(request) as (publisher, subscription),
        capture_logs() as said,
    ):
        projection = Projection(subscription, log, store, CHANGE_EVENTS.name, PARTITIONS)
        for start in range(0, len(told), FACTS_EACH_TIME):
            log.import_entries(told[start : start + FACTS_EACH_TIME])
            records = linked(log.read(0, len(told)), PARTITIONS)[start:]
            is_swap = random.random() < 0.5
            publisher.publish(tampered_with(records, random, is_swap))
            assert projected(projection) == (SWAPPED if is_swap else REMOVED)
    assert [line["facts"] for line in said if line["event"] == LogEvent.GAP_FILLED] == [2] * TIMES * fault_size
    audit(database, facts=len(told))


def test_it_is_noticed_at_the_very_record(database: str) -> None:
    with EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries(entries(FACTS_EACH_TIME, seed=8))
        records, broker = linked(log.read(0, FACTS_EACH_TIME), PARTITIONS), MemoryBroker()
        fullest = max(range(PARTITIONS), key=lambda number: sum(each.partition == number for each in records))
        taken, behind = [each for each in records if each.partition == fullest][1:3]
        projection = Projection(broker.subscription("projector"), log, store, CHANGE_EVENTS.name, PARTITIONS)
        for record in records:
            if record is not taken:
                broker.publisher().publish([record])
                assert projection.pump().refilled == (2 if record is behind else 0)
    audit(database, facts=FACTS_EACH_TIME)


def tampered_with(records: list[Carried], random: Random, is_swap: bool) -> list[Carried]:
    """Without one record, or with that one and the next of its partition in each other's place."""
    followed = [
        (here, there)
        for here, record in enumerate(records)
        for there in [
            next((n for n in range(here + 1, len(records)) if records[n].previous == record.fact.position), 0)
        ]
        if there
    ]
    one, other = random.choice(followed)
    if is_swap:
        records[one], records[other] = records[other], records[one]
        return records
    return records[:one] + records[one + 1 :]


def projected(projection: Projection) -> Projected:
    """What came, once as many facts are projected as were appended, and nothing more comes."""
    total = Projected()

    def is_over() -> bool:
        nonlocal total
        step = projection.step(0.2)
        total = total.plus(step or Projected())
        return step is None and total.facts >= FACTS_EACH_TIME

    until(is_over)
    return total
