"""The relay on the real thing: topics deleted, brokers frozen, killed and wiped, and two relays at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Event, Thread
from time import monotonic

import pytest

from infra.kafka.broker import KafkaBroker
from services.ingest.relay import Relay
from shared.eventlog.errors import AnotherRelayIsActive
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS, Topic
from tests.eventlog.given import named
from tests.services.ingest.relaying import ListedFacts, RememberedSeat, receive_up_to, taken_in
from tests.transport.carrying import MODIFICATIONS, facts_of, linked, positions
from tests.transport.kafka_clients import delete
from tests.transport.outages import in_spite_of_outages
from tests.waiting import until

pytestmark = pytest.mark.integration

FACTS = facts_of(MODIFICATIONS, 300)


@pytest.fixture
def topic(topic_name: str) -> Topic:
    return replace(CHANGE_EVENTS, name=topic_name)


class Seats:
    """What relays remember, by the topic's incarnation."""

    def __init__(self) -> None:
        self._seats: dict[str, RememberedSeat] = {}

    def taken(self) -> int:
        """How many lives of the topic relays have taken up."""
        return len(self._seats)

    def claim(self, incarnation: str) -> RememberedSeat:
        return self._seats.setdefault(incarnation, RememberedSeat())


@contextmanager
def running(relay: Relay) -> Iterator[None]:
    """The relay on a thread of its own."""
    stop = Event()
    thread = Thread(target=relay.run_until, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=30)
        assert not thread.is_alive(), "the relay does not stop"


def assert_on_the_topic(bootstrap: str, topic: Topic, position: int, within_seconds: float = 20.0) -> None:
    """All facts up to `position`, with the links of the log, once repeats are dropped."""
    # Tried again and again: a broker that was away knows its port before it knows its topics.
    with in_spite_of_outages(
        lambda: KafkaSubscription(bootstrap, f"{topic.name}.audit", topic=topic), within_seconds
    ) as subscription:
        accepted = taken_in(receive_up_to(subscription, position, within_seconds))
    assert sorted(accepted, key=lambda one: one.fact.position) == linked(FACTS[:position], 8)


def test_a_topic_that_was_deleted_is_made_and_filled_again(kafka_bootstrap: str, topic: Topic) -> None:
    facts = ListedFacts(FACTS[:200])
    relay = Relay(facts, KafkaPublisher(kafka_bootstrap, topic), Seats().claim, facts_per_page=70)
    relay.pump()
    delete(kafka_bootstrap, topic.name)
    until(lambda: in_spite_of_outages(relay.pump) == 200)
    facts.add(FACTS[200:])
    assert in_spite_of_outages(relay.pump) == 300
    assert_on_the_topic(kafka_bootstrap, topic, 300)
    relay.close()


def test_a_topic_made_again_behind_the_relay_s_back_is_noticed_and_filled(kafka_bootstrap: str, topic: Topic) -> None:
    facts = ListedFacts(FACTS[:200])
    seats = Seats()
    relay = Relay(facts, KafkaPublisher(kafka_bootstrap, topic), seats.claim, look_every_seconds=0.1)
    with running(relay):
        assert_on_the_topic(kafka_bootstrap, topic, 200)
        delete(kafka_bootstrap, topic.name)
        other = KafkaPublisher(kafka_bootstrap, topic)
        other.incarnation()
        other.close()
        # What is relayed before it is noticed stands on the topic first, and whoever reads it finds a gap.
        until(lambda: seats.taken() == 2)
        facts.add(FACTS[200:])
        assert_on_the_topic(kafka_bootstrap, topic, 300)


def test_a_second_relay_is_refused_and_takes_over_when_the_first_is_gone(
    kafka_bootstrap: str, topic: Topic, database: str
) -> None:
    with EventLog.open(database) as log:
        log.append("106", 0, [named("106", "Communications Hubs")])
        claim = partial(RelayProgress.claim, database)
        first = Relay(log, KafkaPublisher(kafka_bootstrap, topic), claim)
        second = Relay(log, KafkaPublisher(kafka_bootstrap, topic), claim, look_every_seconds=0.1)
        assert first.pump() == 1
        with pytest.raises(AnotherRelayIsActive, match="another relay carries the log to"):
            second.pump()
        with running(second), KafkaSubscription(kafka_bootstrap, topic.name, topic=topic) as subscription:
            first.close()
            log.append("109", 0, [named("109", "Service Requests")])
            assert positions(receive_up_to(subscription, 2)) == [1, 2], "the second goes on where the first was"


def test_a_broker_frozen_beyond_the_delivery_time_out_does_not_wedge_the_relay(
    own_kafka: KafkaBroker, topic: Topic
) -> None:
    """The library's producer, left to itself, stays unresolved for good after this."""
    library = {"delivery_timeout_ms": 4_000, "request_timeout_ms": 3_000}
    publisher = KafkaPublisher(own_kafka.bootstrap, topic, patience_seconds=5.0, producer_settings=library)
    facts = ListedFacts(FACTS[:100])
    with running(Relay(facts, publisher, Seats().claim, facts_per_page=20)):
        assert_on_the_topic(own_kafka.bootstrap, topic, 100)
        own_kafka.freeze()
        facts.add(FACTS[100:])
        Event().wait(9.0)
        own_kafka.thaw()
        thawed = monotonic()
        assert_on_the_topic(own_kafka.bootstrap, topic, 300, within_seconds=15.0)
        assert monotonic() - thawed < 15.0


def test_a_broker_that_is_killed_and_a_broker_that_lost_everything_are_filled_again(
    own_kafka: KafkaBroker, topic: Topic
) -> None:
    facts = ListedFacts(FACTS[:100])
    publisher = KafkaPublisher(own_kafka.bootstrap, topic, patience_seconds=2.0)
    with running(Relay(facts, publisher, Seats().claim)):
        assert_on_the_topic(own_kafka.bootstrap, topic, 100)
        own_kafka.kill()
        facts.add(FACTS[100:200])
        own_kafka.start()
        assert_on_the_topic(own_kafka.bootstrap, topic, 200)
        own_kafka.wipe()
        facts.add(FACTS[200:])
        own_kafka.start()
        assert_on_the_topic(own_kafka.bootstrap, topic, 300)
