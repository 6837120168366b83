"""One projector, from Kafka to versioned rows, exactly once; beside polling alone, and beside the library's runner."""

import uuid
from collections.abc import Iterator, Sequence
from functools import partial

import psycopg

from services.ingest.relay import Relay
from services.projector.aside import InAThread
from services.projector.run import Projection
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.readmodels import ASSESSMENTS, REGISTER
from shared.rowstore.store import RowStore
from shared.transport.carried import Received
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import Topic
from tests.bench.as_a_service import collected_seldom, shared_often
from tests.bench.figures import Goal, Row
from tests.bench.peers import client, library
from tests.bench.relaying import new_topic, records_of, remove
from tests.bench.rounds import in_turns, per_second
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
    """The whole topic into fresh rows; as for the client alone, the first record is there before the clock starts."""
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("DROP SCHEMA IF EXISTS projected CASCADE")
    group = f"bench.{uuid.uuid4().hex[:12]}"
    with RowStore(database, MODELS) as store, _Begun(bootstrap, group, topic=topic) as subscription:
        subscription.begin()
        projection = Projection(subscription, log, store, topic.name, topic.partition_count, aside=InAThread)
        head = log.head()
        return per_second(head, lambda: _project(projection, head))


def _project(projection: Projection, head: int) -> None:
    done = 0
    while done < head and (more := projection.step(10.0)) is not None:
        done += more.facts
    assert done == head, f"{done} of {head} facts were projected"


class _Begun(KafkaSubscription):
    """A subscription whose first record has come."""

    _first: Sequence[Received] = ()

    def begin(self) -> None:
        while not self._first:
            self._first = super().poll(1, 1.0)

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Received]:
        first, self._first = self._first, ()
        return [*first, *super().poll(limit - len(first), 0 if first else timeout_seconds)]
