"""Kafka as others use it, for tests: put anything on a topic, and take a topic away."""

from collections.abc import Iterator
from contextlib import contextmanager

from kafka import KafkaAdminClient, KafkaProducer

from tests.waiting import until


@contextmanager
def admin_of(bootstrap: str) -> Iterator[KafkaAdminClient]:
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        yield admin


def put(bootstrap: str, topic: str, value: bytes, partition: int = 0) -> None:
    """A record of somebody else's, acknowledged."""
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    producer.send(topic, value, partition=partition).get(10)
    producer.close()


def delete(bootstrap: str, topic: str) -> None:
    """Returns when the topic is gone."""
    with admin_of(bootstrap) as admin:
        admin.delete_topics([topic])
        until(lambda: topic not in admin.list_topics())
