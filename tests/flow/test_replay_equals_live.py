"""A replay of the log gives the same rows as the live ones, at every position of a 500-fact history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

import psycopg
import pytest

from services.projector.rebuild import rebuild
from services.projector.run import Projection
from shared.domain.codec import recorded
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import Row, rows_of
from shared.rowstore.store import RowStore
from shared.transport.broker import Publisher, Subscription
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.memory import MemoryBroker
from shared.transport.topics import CHANGE_EVENTS
from tests.histories import entries
from tests.projected import Kept, kept
from tests.transport.carrying import linked

pytestmark = pytest.mark.integration

SIZE = 500
TOPIC, PARTITIONS = CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        log.import_entries(entries(SIZE, seed=2020))
        yield log


@pytest.fixture
def store(database: str) -> Iterator[RowStore]:
    with RowStore(database) as store:
        yield store


def project_live(log: EventLog, store: RowStore, publisher: Publisher, subscription: Subscription) -> None:
    """As in life: some facts are carried, and projected, and then some more; one in five is carried twice."""
    random, start = Random(5), 0
    carried = linked(log.read(0, SIZE), PARTITIONS)
    projection = Projection(subscription, log, store, TOPIC, PARTITIONS)
    while start < SIZE:
        end = start + random.randrange(1, 40)
        publisher.publish(carried[max(0, start - random.randrange(9)) : end])
        start = end
        if random.randrange(2):
            projection.step(timeout_seconds=0.05)
    while sum(store.bookmarks(store.live()).values()) < sum(_last_positions(log).values()):
        projection.step(timeout_seconds=0.5)


def _last_positions(log: EventLog) -> Mapping[int, int]:
    return {one.partition: one.fact.position for one in linked(log.read(0, SIZE), PARTITIONS)}


def replayed(database: str, log: EventLog, store: RowStore) -> tuple[list[Kept], list[Kept]]:
    """The versions of every row as they were made live, and as a replay makes them."""
    live = kept(database, store, store.live())
    found = rebuild(database, log, TOPIC, PARTITIONS)
    assert (found.facts, found.parked, found.compared_at, found.differences) == (SIZE, 0, SIZE, [])
    return live, kept(database, store, store.live())


def test_over_the_broker_in_this_process(database: str, log: EventLog, store: RowStore) -> None:
    broker = MemoryBroker()
    project_live(log, store, broker.publisher(), broker.subscription("projector"))
    live, again = replayed(database, log, store)
    assert live == again
    assert len(live) > SIZE


def test_over_kafka(database: str, log: EventLog, store: RowStore, kafka_bootstrap: str, topic_name: str) -> None:
    topic = replace(CHANGE_EVENTS, name=topic_name)
    publisher = KafkaPublisher(kafka_bootstrap, topic)
    publisher.incarnation()
    with KafkaSubscription(kafka_bootstrap, topic_name, topic=topic) as subscription:
        project_live(log, store, publisher, subscription)
    publisher.close()
    live, again = replayed(database, log, store)
    assert live == again


def test_rows_at_a_position_are_those_of_the_log_cut_off_there(log: EventLog, store: RowStore) -> None:
    """At every position: the rows of each stream, folded from its facts up to there and no others."""
    broker = MemoryBroker()
    project_live(log, store, broker.publisher(), broker.subscription("projector"))
    expected: dict[str, dict[str, Row]] = {model.name: {} for model in READ_MODELS}
    told: dict[str, list[Recorded]] = {}
    for fact in map(recorded, log.read(0, SIZE)):
        told.setdefault(fact.stream, []).append(fact)
        _take(expected, fact.stream, told[fact.stream])
        if fact.position % 4 == 0 or fact.position == SIZE:
            rows = store.load_all(fact.position)
            assert {model.name: dict(rows.of(model)) for model in READ_MODELS} == expected, fact.position


def _take(rows: dict[str, dict[str, Row]], stream: str, history: Sequence[Recorded]) -> None:
    for model in READ_MODELS:
        others = {key: row for key, row in rows[model.name].items() if row.stream != stream}
        rows[model.name] = others | dict(rows_of(model, history))


def test_a_replay_lists_a_row_that_is_not_what_the_log_says(database: str, log: EventLog, store: RowStore) -> None:
    """Someone has edited the rows by hand: the comparison names the row, where it parts, and both texts."""
    broker = MemoryBroker()
    project_live(log, store, broker.publisher(), broker.subscription("projector"))
    edited = next(row for row in kept(database, store, store.live()) if row.model == "register" and row.until)
    with psycopg.connect(database) as by_hand:
        by_hand.execute(
            "UPDATE projected.register_1_closed SET row = '{}' WHERE key = %s AND lower(positions) = %s",
            (edited.key, edited.since),
        )
    found = rebuild(database, log, TOPIC, PARTITIONS, only_compare=True)
    assert [(each.model, each.key, each.position, each.live, each.rebuilt) for each in found.differences] == [
        ("register", edited.key, edited.since, "{}", edited.row)
    ]
