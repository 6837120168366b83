"""What holds for Kafka alone: settings, topics, strangers' records, and a broker that is away."""

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from time import monotonic
from unittest.mock import patch

import pytest
from kafka import KafkaConsumer
from kafka.admin import ConfigResource

from shared.transport.broker import BrokerUnavailable, Displaced, TopicUnfit
from shared.transport.carried import Carried, NotCarried
from shared.transport.kafka.clients import checksums_are_compiled
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.settings import of_consumer
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS, Topic, replication
from tests.transport.carrying import a_fact, positions, receive
from tests.transport.kafka_clients import admin_of, delete, put
from tests.transport.outages import in_spite_of_outages
from tests.waiting import until

NOWHERE = "127.0.0.1:9"


@pytest.fixture
def topic(topic_name: str) -> Topic:
    return replace(CHANGE_EVENTS, name=topic_name)


def test_the_checksums_are_compiled() -> None:
    assert checksums_are_compiled()


def test_records_are_acknowledged_by_all_but_one_of_three_replicas_where_there_are_three_brokers() -> None:
    assert [replication(brokers) for brokers in (1, 2, 3, 5)] == [(1, 1), (2, 1), (3, 2), (3, 2)]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: KafkaPublisher(NOWHERE, patience_seconds=1.0).incarnation(),
        lambda: KafkaPublisher(NOWHERE, patience_seconds=1.0).publish([Carried(a_fact(1), 0, 0)]),
        lambda: KafkaSubscription(NOWHERE, "projector", patience_seconds=1.0),
    ],
    ids=["topic", "publish", "subscribe"],
)
def test_a_missing_broker_is_told_in_one_sentence_and_leaves_no_thread_behind(attempt: Callable[[], object]) -> None:
    begun, threads = monotonic(), set(threading.enumerate())
    with pytest.raises(BrokerUnavailable) as told:
        attempt()
    assert str(told.value).startswith("Kafka at 127.0.0.1:9 does not answer (")
    assert str(told.value).endswith("): see that it runs, or correct SECCHANGE_KAFKA_BOOTSTRAP")
    assert monotonic() - begun < 10
    until(lambda: threads.issuperset(threading.enumerate()))


@pytest.mark.integration
def test_the_consumer_runs_with_our_settings_and_not_with_the_library_s(kafka_bootstrap: str) -> None:
    consumer = KafkaConsumer(**of_consumer(kafka_bootstrap, 10.0, "projector", "one"))
    effective = consumer.config
    consumer.close()
    ours = {
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "isolation_level": "read_committed",
        "allow_auto_create_topics": False,
        "group_instance_id": "one",
        "session_timeout_ms": 10_000,
        "heartbeat_interval_ms": 1_000,
        "max_poll_interval_ms": 300_000,
        "check_crcs": True,
        "reconnect_backoff_max_ms": 1_000,
        "metadata_max_age_ms": 10_000,
        "request_timeout_ms": 10_000,
    }
    assert {name: effective[name] for name in ours} == ours
    assert [assignor.name for assignor in effective["partition_assignment_strategy"]] == ["range"]


@pytest.mark.integration
def test_the_topic_is_made_as_it_should_be(kafka_bootstrap: str, topic: Topic) -> None:
    publisher = KafkaPublisher(kafka_bootstrap, topic)
    assert publisher.incarnation().startswith(f"{topic.name}@")
    publisher.close()
    with admin_of(kafka_bootstrap) as admin:
        found = admin.describe_configs([ConfigResource("topic", topic.name)])["topic"][topic.name]
        assert len(admin.describe_topics([topic.name])[0]["partitions"]) == 8
    assert {name: setting["value"] for name, setting in found.items()} == {
        "cleanup.policy": "delete",
        "message.timestamp.type": "LogAppendTime",
        "min.insync.replicas": "1",
        "retention.ms": "1209600000",
        "unclean.leader.election.enable": "false",
    }


@pytest.mark.integration
def test_a_topic_with_another_number_of_partitions_is_refused(kafka_bootstrap: str, topic: Topic) -> None:
    with closing(KafkaPublisher(kafka_bootstrap, replace(topic, partition_count=3))) as narrow:
        narrow.incarnation()
    sentence = f"{topic.name} has 3 partitions, expected 8: delete the topic, it is filled again from the log"
    with closing(KafkaPublisher(kafka_bootstrap, topic)) as wide, pytest.raises(TopicUnfit, match=sentence):
        wide.incarnation()
    with pytest.raises(TopicUnfit, match=sentence):
        KafkaSubscription(kafka_bootstrap, topic.name, topic=topic)


@pytest.mark.integration
def test_a_topic_made_again_has_another_incarnation(kafka_bootstrap: str, topic: Topic) -> None:
    publisher = KafkaPublisher(kafka_bootstrap, topic)
    first = publisher.incarnation()
    delete(kafka_bootstrap, topic.name)
    until(lambda: in_spite_of_outages(publisher.incarnation) != first)
    publisher.close()


@pytest.mark.integration
def test_of_a_fact_that_is_too_large_for_the_broker_the_place_is_carried_alone(
    kafka_bootstrap: str, topic: Topic
) -> None:
    large = a_fact(2, value=b"x" * 1_100_000)
    with closing(KafkaPublisher(kafka_bootstrap, topic)) as publisher:
        publisher.publish([Carried(a_fact(1), 0, 0), Carried(large, 0, 1), Carried(a_fact(3), 0, 2)])
    received: list[object] = []
    with KafkaSubscription(kafka_bootstrap, topic.name, topic=topic) as subscription:
        until(lambda: received.extend(subscription.poll(10, 0.2)) or len(received) == 3)  # type: ignore[func-returns-value]
    assert isinstance(received[1], NotCarried)
    assert [one.fact.position for one in received if isinstance(one, Carried)] == [1, 3]


@pytest.mark.integration
def test_a_record_of_somebody_else_s_is_named_and_the_facts_behind_it_arrive(
    kafka_bootstrap: str, topic: Topic
) -> None:
    publisher = KafkaPublisher(kafka_bootstrap, topic)
    publisher.publish([Carried(a_fact(1), 0, 0)])
    put(kafka_bootstrap, topic.name, b"hello")
    publisher.publish([Carried(a_fact(2), 0, 1)])
    publisher.close()
    received: list[object] = []
    with KafkaSubscription(kafka_bootstrap, topic.name, topic=topic) as subscription:
        until(lambda: received.extend(subscription.poll(10, 0.2)) or len(received) == 3)  # type: ignore[func-returns-value]
    assert received[1] == NotCarried(topic.name, 0, 1, "the header ce_id is missing")
    assert [one.fact.position for one in received if isinstance(one, Carried)] == [1, 2]


@pytest.mark.integration
def test_a_member_that_restarts_under_its_name_is_back_at_once(kafka_bootstrap: str, topic: Topic) -> None:
    publisher = KafkaPublisher(kafka_bootstrap, topic)
    publisher.publish([Carried(a_fact(1), 0, 0)])

    def member() -> KafkaSubscription:
        return KafkaSubscription(kafka_bootstrap, topic.name, instance="one", topic=topic)

    with member() as before:
        receive(before, 1)
        before.acknowledge()
    publisher.publish([Carried(a_fact(2), 0, 1)])
    publisher.close()
    begun = monotonic()
    with member() as after:
        assert positions(receive(after, 1)) == [2]
    assert monotonic() - begun < 9, "without a name it would be shut out for ten seconds"


@pytest.mark.integration
def test_a_member_whose_name_another_took_is_told_when_it_next_acknowledges(kafka_bootstrap: str, topic: Topic) -> None:
    def member() -> KafkaSubscription:
        return KafkaSubscription(kafka_bootstrap, topic.name, instance="one", topic=topic)

    publisher = KafkaPublisher(kafka_bootstrap, topic)
    with member() as first, member() as second:
        until(lambda: not first.poll(1, 0.1) and len(first.partitions()) == 8)
        until(lambda: not second.poll(1, 0.1) and len(second.partitions()) == 8)
        publisher.publish([Carried(a_fact(1), 0, 0)])
        with pytest.raises(Displaced, match=f"one of {topic.name} runs elsewhere too: give each process its own name"):
            receive(first, 1)
            first.acknowledge()
            until(lambda: bool(first.poll(1, 0.1)))
        first.acknowledge()
    publisher.close()


@pytest.mark.integration
def test_a_member_whose_name_another_took_is_told_though_nothing_comes(kafka_bootstrap: str, topic: Topic) -> None:
    def member() -> KafkaSubscription:
        return KafkaSubscription(kafka_bootstrap, topic.name, instance="one", topic=topic)

    with member() as first:
        until(lambda: not first.poll(1, 0.1) and len(first.partitions()) == 8)
        with member() as second, pytest.raises(Displaced):
            until(lambda: not second.poll(1, 0.1) and len(second.partitions()) == 8)
            until(lambda: bool(first.poll(1, 0.1)), within_seconds=10)


@pytest.mark.integration
def test_a_consumer_that_never_settles_is_replaced(kafka_bootstrap: str, topic: Topic) -> None:
    publisher = KafkaPublisher(kafka_bootstrap, topic)
    with KafkaSubscription(kafka_bootstrap, topic.name, topic=topic) as subscription:
        until(lambda: not subscription.poll(1, 0.1) and len(subscription.partitions()) == 8)
        # As the library leaves it when it misses the end of a sharing out: neither settled nor joining.
        unsettled = subscription._consumer
        unsettled._coordinator._disable_heartbeat()
        unsettled._coordinator.state = "<rebalancing>"
        unsettled.pause(*unsettled.assignment())
        publisher.publish([Carried(a_fact(1), 0, 0)])
        # The one that takes its place has as long as a busy machine needs.
        with patch.object(subscription, "_settled_within_seconds", 1.0):
            until(lambda: not subscription.poll(1, 0.1) and subscription._consumer is not unsettled)
        assert positions(receive(subscription, 1)) == [1]
    publisher.close()
