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
    """Returns when that topic is gone; who needs it may have made another of the same name meanwhile."""
    with admin_of(bootstrap) as admin:
        gone = _id(admin, topic)
        admin.delete_topics([topic])
        until(lambda: _id(admin, topic) != gone)


def _id(admin: KafkaAdminClient, topic: str) -> object:
    """Another one for each topic that had this name, and none of theirs where there is no topic."""
    return admin.describe_topics([topic])[0]["topic_id"]
