"""One real broker: what is sent is there after it was killed, frozen or shut down."""

from collections.abc import Iterator

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition

from tests.stack import Broker, own_kafka

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    """One to ill-treat; each test leaves it running."""
    with own_kafka() as broker:
        yield broker


def make_topic(bootstrap: str, name: str) -> None:
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        admin.create_topics({name: {"num_partitions": 1, "replication_factor": 1}}, wait_for_metadata=True)


def send(bootstrap: str, topic: str, *values: bytes) -> None:
    with KafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for sent in [producer.send(topic, value) for value in values]:
            sent.get(timeout=30)


def read(bootstrap: str, topic: str, count: int) -> list[bytes]:
    with KafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", group_id=None) as consumer:
        consumer.assign([TopicPartition(topic, 0)])
        found: list[bytes] = []
        while len(found) < count:
            found += [r.value for batch in consumer.poll(timeout_ms=1000).values() for r in batch]
        return found


def test_what_was_sent_is_read(kafka_bootstrap: str, topic_name: str) -> None:
    make_topic(kafka_bootstrap, topic_name)
    send(kafka_bootstrap, topic_name, b"one", b"two")
    assert read(kafka_bootstrap, topic_name, 2) == [b"one", b"two"]


def test_a_killed_broker_comes_back_with_its_data(broker: Broker, topic_name: str) -> None:
    bootstrap = broker.bootstrap
    make_topic(bootstrap, topic_name)
    send(bootstrap, topic_name, b"before")
    broker.kill()
    broker.start()
    assert broker.bootstrap == bootstrap
    send(bootstrap, topic_name, b"after")
    assert read(bootstrap, topic_name, 2) == [b"before", b"after"]


def test_a_frozen_broker_goes_on_where_it_was(broker: Broker, topic_name: str) -> None:
    make_topic(broker.bootstrap, topic_name)
    with KafkaProducer(bootstrap_servers=broker.bootstrap, acks="all") as producer:
        producer.send(topic_name, b"before").get(timeout=30)
        broker.freeze()
        sent = producer.send(topic_name, b"while frozen")
        assert not sent.is_done
        broker.thaw()
        sent.get(timeout=30)
    assert read(broker.bootstrap, topic_name, 2) == [b"before", b"while frozen"]


def test_a_wiped_broker_has_forgotten_its_topics(broker: Broker, topic_name: str) -> None:
    make_topic(broker.bootstrap, topic_name)
    broker.wipe()
    broker.start()
    with KafkaAdminClient(bootstrap_servers=broker.bootstrap) as admin:
        assert topic_name not in admin.list_topics()
