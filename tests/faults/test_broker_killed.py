"""Kafka is killed, frozen, and loses all it held while facts are carried: the relay goes on by itself, and soon."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from threading import Event

import pytest

from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.transport.carried import Carried
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS
from tests.faults.audit import audit
from tests.faults.load import Load
from tests.faults.running import Running, soon
from tests.faults.said import said_in
from tests.faults.supervised import Stopwatch
from tests.services.ingest.relaying import taken_in
from tests.stack import Broker
from tests.transport.carrying import linked, ours
from tests.transport.kafka_clients import delete

pytestmark = pytest.mark.integration

SEED = 1906
FREEZES_SECONDS = (3.0, 9.0, 40.0)
"""Shorter and longer than the ten seconds after which the relay throws a producer away."""
RELAYED_WITHIN_SECONDS = 15.0
FACTS = 50_000
"""More than the load comes to."""


def caught_up_after(services: Running, load: Load) -> float:
    """How many seconds the relay takes to have all carried that is in the log at this moment."""
    stopwatch, head = Stopwatch(services.ingest.process), load.acknowledged[-1].position
    soon(lambda: services.has_relayed(head), within_seconds=60.0)
    return stopwatch.seconds()


def until_it_has_lived(services: Running, lives: int) -> None:
    """So many lives of the topic the relay has taken up."""
    soon(lambda: len(services.relayed()) >= lives, within_seconds=60.0)


def assert_on_the_topic_in_order(services: Running, bootstrap: str) -> None:
    """All facts of the log, with its links, once repeats are dropped: no gap, and nothing out of its order."""
    topic = replace(CHANGE_EVENTS, name=services.topic)
    with EventLog.open(services.url) as log:
        expected = linked(log.read(0, log.head()), CHANGE_EVENTS.partition_count)
    received: list[Carried] = []
    with KafkaSubscription(bootstrap, f"{services.topic}.audit", topic=topic) as subscription:

        def all_there() -> bool:
            received.extend(ours(subscription.poll(1_000, 0.2)))
            return len({one.fact.position for one in from_the_first_on(received)}) == len(expected)

        soon(all_there, within_seconds=60.0)
    accepted = taken_in(from_the_first_on(received))
    assert sorted(accepted, key=lambda one: one.fact.position) == expected


def from_the_first_on(received: Iterable[Carried]) -> Iterator[Carried]:
    """Of each partition, what comes from its first fact on, the one that follows none.

    What was on its way to a life of the topic that ended may come to the next one before the relay begins it anew.
    """
    begun: set[int] = set()
    for one in received:
        if one.previous == 0:
            begun.add(one.partition)
        if one.partition in begun:
            yield one


def test_the_relay_goes_on_by_itself_after_a_kill_and_after_freezes(
    doomed_kafka: Broker, services: Running, fault_size: int
) -> None:
    took: dict[str, float] = {}
    with Load(services.url, FACTS * fault_size, seed=SEED, per_second=100.0) as load:
        for number in range(fault_size):
            load.goes_on(50)
            doomed_kafka.kill()
            load.goes_on(50)
            doomed_kafka.start()
            took[f"kill {number + 1}"] = caught_up_after(services, load)
            for seconds in FREEZES_SECONDS:
                load.goes_on(50)
                doomed_kafka.freeze()
                Event().wait(seconds)
                doomed_kafka.thaw()
                took[f"freeze {number + 1} of {seconds:g} s"] = caught_up_after(services, load)
    print(*(f"{fault}: relayed again after {seconds:.1f} s" for fault, seconds in took.items()), sep="\n")
    audited = audit(services.url, acknowledged=load.acknowledged)
    assert audited.proved == audited.facts
    assert_on_the_topic_in_order(services, doomed_kafka.bootstrap)
    assert services.ingest.process.started[1:] == []
    dropped = [line for line in said_in(services.ingest.process.log) if line["event"] == LogEvent.PRODUCER_DROPPED]
    assert len(dropped) >= fault_size, "after the longest freeze the producer is not the one from before"
    assert [fault for fault, seconds in took.items() if seconds > RELAYED_WITHIN_SECONDS] == []


def test_a_topic_that_is_deleted_and_a_broker_that_loses_everything_are_filled_again(
    doomed_kafka: Broker, services: Running, fault_size: int
) -> None:
    with Load(services.url, FACTS * fault_size, seed=SEED, per_second=100.0) as load:
        for _ in range(fault_size):
            load.goes_on(200)
            # What was appended may not be relayed yet; a topic that is not there cannot be deleted.
            caught_up_after(services, load)
            lives = len(services.relayed())
            delete(doomed_kafka.bootstrap, services.topic)
            # A broker that is asked for much may take records of a deleted topic for a moment.
            until_it_has_lived(services, lives + 1)
            caught_up_after(services, load)
            doomed_kafka.wipe()
            load.goes_on(50)
            doomed_kafka.start()
            # What was on its way may come to the new topic first, before the relay sees that it is another.
            until_it_has_lived(services, lives + 2)
            caught_up_after(services, load)
    assert len(services.relayed()) == 1 + 2 * fault_size
    audited = audit(services.url, acknowledged=load.acknowledged)
    assert audited.proved == audited.facts
    assert_on_the_topic_in_order(services, doomed_kafka.bootstrap)
