"""The relay, from the log to Kafka, beside a plain producer of the same bytes."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from kafka import KafkaAdminClient

from services.ingest.relay import Relay
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.transport.carried import Carried, partition_of
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.topics import CHANGE_EVENTS, Topic
from tests.bench.figures import Goal, Row
from tests.bench.peers import client
from tests.bench.rounds import in_turns, per_second
from tests.bench.stand import Stand
from tests.histories import entries


def relaying(stand: Stand) -> Iterator[Row]:
    count = stand.size(30_000, 1_000)
    with stand.database() as database, EventLog.open(database) as log:
        log.import_entries(entries(count))
        records = records_of(log)
        with client.topic(stand.kafka) as theirs:
            cases = {
                "ours": lambda: relayed_per_second(database, log, stand.kafka),
                "theirs": lambda: client.produced_per_second(stand.kafka, theirs, records),
            }
            found = in_turns(cases, stand.rounds)
    size = sum(len(value) for _, value in records) // len(records)
    yield Row(
        "relay, log to Kafka",
        "facts/s",
        found["ours"],
        Goal("at least", 0.75, of_peer=True),
        ("kafka-python idempotent produce, crc32c", found["theirs"]),
        f"{count:,} facts of {size} bytes; ours with headers in {CHANGE_EVENTS.partition_count} partitions, "
        f"the peer without in {client.PARTITIONS}",
    )


def records_of(log: EventLog) -> list[client.Record]:
    """Key and value of every fact of the log, as the relay sends them."""
    return [(fact.stream.encode(), fact.value) for fact in log.read(0, 10_000_000)]


def new_topic() -> Topic:
    return replace(CHANGE_EVENTS, name=f"bench.{uuid.uuid4().hex[:12]}")


def relayed_per_second(database: str, log: EventLog, bootstrap: str) -> float:
    """The whole log to a topic of its own, which is removed; the connection is made before the clock starts."""
    topic = new_topic()
    publisher = KafkaPublisher(bootstrap, topic)
    first = log.read(0, 1)[0]
    publisher.publish([Carried(first, partition_of(first.stream, topic.partition_count), 0)])
    relay = Relay(log, publisher, partial(RelayProgress.claim, database))
    try:
        return per_second(log.head(), relay.pump)
    finally:
        relay.close()
        remove(bootstrap, topic)


def remove(bootstrap: str, topic: Topic) -> None:
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        admin.delete_topics([topic.name])
