"""kafka-python with nothing around it: producing idempotently, and polling without doing anything with it."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import NewTopic

from tests.bench.rounds import per_second

PARTITIONS = 4
POLL = 5_000

Record = tuple[bytes, bytes]
"""Key and value."""


@contextmanager
def topic(bootstrap: str) -> Iterator[str]:
    """The name of an empty topic of four partitions, removed afterwards."""
    name = f"bench.{uuid.uuid4().hex[:12]}"
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        admin.create_topics([NewTopic(name, PARTITIONS, 1)])
        try:
            yield name
        finally:
            admin.delete_topics([name])


def produced_per_second(bootstrap: str, name: str, records: Sequence[Record]) -> float:
    """Idempotent, 5 ms and 128 KiB a batch, acknowledged by all."""
    producer = KafkaProducer(
        bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, linger_ms=5, batch_size=128 * 1024
    )
    key, value = records[0]
    producer.send(name, value, key).get(30)

    def produce() -> None:
        for key, value in records:
            producer.send(name, value, key)
        producer.flush()

    try:
        return per_second(len(records), produce)
    finally:
        producer.close()


def polled_per_second(bootstrap: str, name: str, count: int, partitions: int = PARTITIONS) -> float:
    """From the first record on, up to so many; the first of them before the clock starts."""
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        max_poll_records=POLL,
    )
    places = [TopicPartition(name, partition) for partition in range(partitions)]
    consumer.assign(places)
    consumer.seek_to_beginning()
    got = 0
    while not got:
        got = sum(map(len, consumer.poll(1_000, max_records=1).values()))

    def poll() -> None:
        seen = got
        while seen < count:
            seen += sum(map(len, consumer.poll(1_000, max_records=POLL).values()))

    try:
        return per_second(count - got, poll)
    finally:
        consumer.close()
