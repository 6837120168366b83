"""Whatever lies in the log or on the topic: its own stream waits with a reason, and no other waits for a second."""

import json
from collections.abc import Iterator
from time import monotonic

import msgspec
import pytest
from kafka import KafkaProducer
from structlog.testing import capture_logs

from services.projector.mend import Mended, mend
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from shared.transport.carried import Carried, partition_of
from shared.transport.kafka.headers import headers_of
from tests.cli.command import secchange
from tests.eventlog.given import named
from tests.faults.audit import audit
from tests.faults.pipeline import PARTITIONS, pipeline
from tests.faults.poisons import POISONS, insert, put_right, unreliable_models
from tests.given import stored
from tests.processor import longest_wait, waited
from tests.waiting import until

pytestmark = pytest.mark.integration

OTHERS = [next(f"{n}" for n in range(301, 400) if partition_of(f"{n}", PARTITIONS) == p) for p in range(PARTITIONS)]
"""A healthy stream in each partition."""
DELAYED_AT_MOST_SECONDS = 1.0
FORGED_STREAM = "210"


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        yield log


def test_each_poison_is_parked_once_while_others_go_on_and_a_replay_after_a_mend_makes_all_good(
    database: str, kafka_bootstrap: str, topic_name: str, log: EventLog
) -> None:
    models, expected, told = unreliable_models(), dict[str, int](), list[Recorded]()
    with (
        capture_logs() as said,
        pipeline(database, kafka_bootstrap, topic_name, models),
        RowStore(database, models) as store,
    ):
        told += tell_others(log, 0)
        until(lambda: store.live_if_any() is not None and are_visible(store, told))
        delays = {}
        for number, (name, poison) in enumerate(POISONS.items(), 1):
            expected[poison.stream] = insert(database, poison)
            begun, before, fresh = monotonic(), waited(), tell_others(log, number)
            until(lambda fresh=fresh: are_visible(store, fresh))  # type: ignore[misc]
            delays[name] = monotonic() - begun - longest_wait(before, waited())
            told += fresh
        assert {name: took for name, took in delays.items() if took > DELAYED_AT_MOST_SECONDS} == {}

        forge(kafka_bootstrap, topic_name, log)
        until(lambda: any(FORGED_STREAM in line["reason"] for line in said if line["event"] == LogEvent.RECORD_REFUSED))
        told += log.append(FORGED_STREAM, 0, [named(FORGED_STREAM, "As the log has it")])
        until(lambda: are_visible(store, told[-1:]))

        first = {each.stream: each for each in reversed(store.parked(store.live()))}
        assert {stream: (each.position, each.attempts) for stream, each in first.items()} == {
            stream: (position, 1) for stream, position in expected.items()
        }
        reasons = {name: (each.reason, first[each.stream].reason) for name, each in POISONS.items()}
        assert {name: said for name, (part, said) in reasons.items() if part not in said} == {}
    alarms = [
        line["stream"] for line in said if line["event"] == LogEvent.STREAM_PARKED and line["log_level"] == "error"
    ]
    assert sorted(alarms) == sorted(expected), "each is told of once"
    waiting = [(stream, position + behind) for stream, position in expected.items() for behind in (0, 1)]
    audit(database, acknowledged=told, parked=waiting, models=models)

    put_right(database)
    mended_by_an_operator(log, database, list(expected))
    audit(database, acknowledged=told, facts=len(told) + 3 * len(POISONS))


def tell_others(log: EventLog, number: int) -> list[Recorded]:
    """One fact more of each healthy stream."""
    return [log.append(other, number, [named(other, f"Title {number}")])[0] for other in OTHERS]


def are_visible(store: RowStore, told: list[Recorded]) -> bool:
    marks = store.bookmarks(store.live())
    return all(marks[partition_of(fact.stream, PARTITIONS)] >= fact.position for fact in told)


def forge(bootstrap: str, topic_name: str, log: EventLog) -> None:
    """Somebody else's record, in the form of the relay's, at the position where the log's next fact will be."""
    [fact] = stored([named(FORGED_STREAM, "As somebody else would have it")])
    partition, streams = partition_of(FORGED_STREAM, PARTITIONS), log.streams()
    last = max(position for stream, position in streams.items() if partition_of(stream, PARTITIONS) == partition)
    forged = Carried(msgspec.structs.replace(fact, position=log.head() + 1), partition, last)
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    key, headers = FORGED_STREAM.encode(), headers_of(forged)
    producer.send(topic_name, fact.value, key=key, headers=headers, partition=partition).get(10)
    producer.close()


def mended_by_an_operator(log: EventLog, database: str, streams: list[str]) -> None:
    """By the released read models, whose folds return, and over facts that can be read; the first by command."""
    first, *others = streams
    env = {"SECCHANGE_DATABASE_URL": database, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}
    replayed = secchange("quarantine", "replay", f"MP{first}", "--by", "Ann", "--json", env=env)
    assert (replayed.code, json.loads(replayed.out)) == (0, {"stream": first, "projected": 2, "parked": []})
    with RowStore(database) as store:
        for stream in others:
            assert mend(store, log, "replay", stream, "Ann", "mended") == Mended(stream, projected=2, parked=[])
