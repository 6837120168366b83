"""What every broker promises to those who publish and to those who project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Protocol

import pytest

from shared.transport.broker import Publisher, Subscription
from shared.transport.carried import Carried, partition_of
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.memory import MemoryBroker
from shared.transport.topics import CHANGE_EVENTS, Topic
from tests.transport.carrying import MODIFICATIONS, a_fact, facts_of, linked, ours, positions, receive
from tests.waiting import until


class Broker(Protocol):
    def publisher(self) -> Publisher: ...

    def subscription(self, group: str) -> Subscription: ...


@dataclass(frozen=True)
class KafkaBroker:
    """The real one, with a topic of its own."""

    bootstrap: str
    topic: Topic

    def publisher(self) -> Publisher:
        return KafkaPublisher(self.bootstrap, self.topic)

    def subscription(self, group: str) -> Subscription:
        return KafkaSubscription(self.bootstrap, f"{self.topic.name}.{group}", topic=self.topic)


@pytest.fixture(params=["memory", pytest.param("kafka", marks=pytest.mark.integration)])
def broker(request: pytest.FixtureRequest) -> Broker:
    if request.param == "memory":
        return MemoryBroker()
    topic = replace(CHANGE_EVENTS, name=request.getfixturevalue("topic_name"))
    return KafkaBroker(request.getfixturevalue("kafka_bootstrap"), topic)


@pytest.fixture
def publisher(broker: Broker) -> Iterator[Publisher]:
    publisher = broker.publisher()
    yield publisher
    publisher.close()


def published(publisher: Publisher, count: int = 200) -> list[Carried]:
    """`count` facts of forty modifications, on the topic when this returns."""
    carried = linked(facts_of(MODIFICATIONS, count), publisher.partition_count())
    publisher.publish(carried)
    return carried


def test_every_fact_arrives_unchanged(broker: Broker, publisher: Publisher) -> None:
    odd = a_fact(7, "release/standalone/2020-05-27", value='{"title": "Überprüfung – “DCC”"}\n'.encode())
    small = a_fact(9, "102B", value=b"{}")
    carried = linked([odd, small], publisher.partition_count())
    publisher.publish(carried)
    with broker.subscription("projector") as subscription:
        received = receive(subscription, 2)
    assert sorted(received, key=lambda one: one.fact.position) == carried


def test_facts_of_a_partition_come_in_the_order_of_the_log(broker: Broker, publisher: Publisher) -> None:
    for start in range(0, 200, 50):
        publisher.publish(linked(facts_of(MODIFICATIONS, 200), publisher.partition_count())[start : start + 50])
    with broker.subscription("projector") as subscription:
        received = receive(subscription, 200)
    assert sorted(positions(received)) == list(range(1, 201))
    for partition in range(publisher.partition_count()):
        there = positions(one for one in received if one.partition == partition)
        assert there == sorted(there)


def test_each_link_names_the_fact_received_before_it_in_its_partition(broker: Broker, publisher: Publisher) -> None:
    published(publisher)
    last: dict[int, int] = {}
    with broker.subscription("projector") as subscription:
        for one in receive(subscription, 200):
            assert one.previous == last.get(one.partition, 0)
            last[one.partition] = one.fact.position


def test_a_stream_stays_in_one_partition(broker: Broker, publisher: Publisher) -> None:
    published(publisher)
    with broker.subscription("projector") as subscription:
        received = receive(subscription, 200)
    assert {(one.fact.stream, one.partition) for one in received} == {
        (stream, partition_of(stream, publisher.partition_count())) for stream in MODIFICATIONS
    }


def test_the_topic_has_at_least_four_partitions_and_keeps_its_name(publisher: Publisher) -> None:
    assert publisher.partition_count() >= 4
    assert publisher.incarnation() == publisher.incarnation()


def test_a_batch_for_a_partition_that_is_not_there_is_refused_whole(broker: Broker, publisher: Publisher) -> None:
    count = publisher.partition_count()
    with pytest.raises(ValueError, match=f"106#2 is for partition {count}: expected 0 to {count - 1}"):
        publisher.publish([Carried(a_fact(1), 0, 0), Carried(a_fact(2), count, 0)])
    publisher.publish([Carried(a_fact(3), 0, 0)])
    with broker.subscription("projector") as subscription:
        assert positions(receive(subscription, 1)) == [3]


def test_an_empty_batch_is_nothing(publisher: Publisher) -> None:
    publisher.publish([])


def test_a_poll_gives_no_more_than_its_limit(broker: Broker, publisher: Publisher) -> None:
    published(publisher)
    with broker.subscription("projector") as subscription:
        sizes: list[int] = []

        def all_there() -> bool:
            sizes.append(len(subscription.poll(30, 0.2)))
            return sum(sizes) == 200

        until(all_there)
    assert max(sizes) <= 30


def test_a_poll_without_facts_returns_at_its_time_out(broker: Broker, publisher: Publisher) -> None:
    publisher.incarnation()
    with broker.subscription("projector") as subscription:
        until(lambda: not subscription.poll(10, 0.1) and len(subscription.partitions()) > 0)
        begun = monotonic()
        assert not subscription.poll(10, 0.3)
        assert 0.2 < monotonic() - begun < 5


def test_a_member_sees_what_is_published_while_it_waits(broker: Broker, publisher: Publisher) -> None:
    with broker.subscription("projector") as subscription:
        until(lambda: not subscription.poll(10, 0.1) and len(subscription.partitions()) > 0)
        published(publisher, 3)
        assert sorted(positions(receive(subscription, 3))) == [1, 2, 3]


def test_members_of_a_group_share_the_partitions(broker: Broker, publisher: Publisher) -> None:
    every = frozenset(range(publisher.partition_count()))
    with broker.subscription("projector") as one, broker.subscription("projector") as other:
        together(one, other, every)
        carried = published(publisher)
        received = [receive_its_own(member, carried) for member in (one, other)]
    assert sorted(positions(received[0] + received[1])) == list(range(1, 201))
    assert {one.partition for one in received[0]}.isdisjoint(one.partition for one in received[1])


def test_who_stays_takes_over_what_the_other_had_not_acknowledged(broker: Broker, publisher: Publisher) -> None:
    every = frozenset(range(publisher.partition_count()))
    with broker.subscription("projector") as stays, broker.subscription("projector") as leaves:
        together(stays, leaves, every)
        carried = published(publisher)
        receive_its_own(stays, carried)
        stays.acknowledge()
        unacknowledged = receive_its_own(leaves, carried)
        assert unacknowledged
        leaves.close()
        again = receive(stays, len(unacknowledged))
        assert sorted(positions(again)) == sorted(positions(unacknowledged))
        assert stays.partitions() == every


def test_a_new_member_starts_after_the_last_acknowledged(broker: Broker, publisher: Publisher) -> None:
    published(publisher)
    with broker.subscription("projector") as before:
        receive(before, 200)
        before.acknowledge()
    later = linked(facts_of(MODIFICATIONS, 205), publisher.partition_count())[200:]
    publisher.publish(later)
    with broker.subscription("projector") as after:
        assert sorted(positions(receive(after, 5))) == [201, 202, 203, 204, 205]


def test_nothing_is_lost_when_nobody_acknowledges(broker: Broker, publisher: Publisher) -> None:
    published(publisher)
    for _ in range(2):
        with broker.subscription("projector") as subscription:
            assert sorted(positions(receive(subscription, 200))) == list(range(1, 201))


def test_a_new_group_starts_at_the_first_fact(broker: Broker, publisher: Publisher) -> None:
    published(publisher)
    for group in ("projector", "projector.2"):
        with broker.subscription(group) as subscription:
            assert sorted(positions(receive(subscription, 200))) == list(range(1, 201))
            subscription.acknowledge()


def test_closing_is_quick_and_may_be_repeated(broker: Broker) -> None:
    spent = 0.0
    for _ in range(2):
        publisher, subscription = broker.publisher(), broker.subscription("projector")
        published(publisher, 3)
        subscription.poll(10, 0.2)
        subscription.acknowledge()
        begun = monotonic()
        for closed in (publisher, subscription):
            closed.close()
            closed.close()
        spent += monotonic() - begun
    assert spent < 10


def together(one: Subscription, other: Subscription, every: frozenset[int]) -> None:
    """Returns when the two hold all partitions between them, and each holds some."""

    def shared() -> bool:
        one.poll(1, 0.1)
        other.poll(1, 0.1)
        disjoint = one.partitions().isdisjoint(other.partitions())
        return (
            bool(one.partitions() and other.partitions())
            and disjoint
            and one.partitions() | other.partitions() == every
        )

    until(shared, within_seconds=30)


def receive_its_own(member: Subscription, carried: Sequence[Carried]) -> list[Carried]:
    """As many as are in the member's partitions, and what comes beside them: what it should be, the test says."""
    received = receive(member, sum(one.partition in member.partitions() for one in carried))
    return received + ours(member.poll(1000, 0.2))
