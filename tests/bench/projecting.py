"""One projector, from Kafka to versioned rows, exactly once; beside polling alone, and beside the library's runner."""

import uuid
from collections.abc import Iterator
from functools import partial
from time import perf_counter

import psycopg

from services.ingest.relay import Relay
from services.projector.aside import InAThread
from services.projector.run import Projection
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.readmodels import ASSESSMENTS, REGISTER
from shared.rowstore.store import RowStore
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import Topic
from tests.bench.as_a_service import collected_seldom, shared_often
from tests.bench.figures import Goal, Row
from tests.bench.peers import client, library
from tests.bench.relaying import new_topic, records_of, remove
from tests.bench.rounds import in_turns
from tests.bench.stand import Stand
from tests.histories import entries

MODELS = (REGISTER, ASSESSMENTS)


def projecting(stand: Stand) -> Iterator[Row]:
    count = stand.size(60_000, 2_000)
    topic = new_topic()
    with (
        collected_seldom(),
        shared_often(),
        stand.database() as database,
        stand.database() as theirs,
        EventLog.open(database) as log,
    ):
        log.import_entries(entries(count))
        relay = Relay(log, KafkaPublisher(stand.kafka, topic), partial(RelayProgress.claim, database))
        relay.pump()
        relay.close()
        library.fill(theirs, 2_000 if stand.facts is None and not stand.quick else 200)
        with client.topic(stand.kafka) as plain:
            client.produced_per_second(stand.kafka, plain, records_of(log))
            cases = {
                "ours": lambda: projected_per_second(database, log, stand.kafka, topic),
                "poll": lambda: client.polled_per_second(stand.kafka, plain, count),
                "poll ours": lambda: client.polled_per_second(stand.kafka, topic.name, count, topic.partition_count),
                "runner": lambda: library.projected_per_second(theirs),
            }
            found = in_turns(cases, stand.rounds)
        remove(stand.kafka, topic)
    measure = "projector, Kafka to versioned rows of register and assessments"
    note = f"{count:,} facts; ours in {topic.partition_count} partitions, the peer's plain records in 4"
    poll = ("kafka-python poll only, crc32c", found["poll"])
    yield Row(measure, "facts/s", found["ours"], Goal("at least", 0.2, of_peer=True), poll, note)
    runner = ("eventsourcing ProjectionRunner", found["runner"])
    yield Row(f"{measure} (beside the library)", "facts/s", found["ours"], Goal("at least", 12, of_peer=True), runner)
    with_headers = ("poll only of our own records, with headers", found["poll ours"])
    yield Row(f"{measure} (beside our records polled)", "facts/s", found["ours"], None, with_headers)


def projected_per_second(database: str, log: EventLog, bootstrap: str, topic: Topic) -> float:
    """The whole topic into fresh rows; the clock starts with the poll that brings the first records."""
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("DROP SCHEMA IF EXISTS projected CASCADE")
    group = f"bench.{uuid.uuid4().hex[:12]}"
    with RowStore(database, MODELS) as store, KafkaSubscription(bootstrap, group, topic=topic) as subscription:
        projection = Projection(subscription, log, store, topic.name, topic.partition_count, aside=InAThread)
        begun = perf_counter()
        while (first := projection.step(0.05)) is None:
            begun = perf_counter()
        done, head = first.facts, log.head()
        while done < head and (more := projection.step(10.0)) is not None:
            done += more.facts
        took = perf_counter() - begun
    assert done == head, f"{done} of {head} facts were projected"
    return done / took
