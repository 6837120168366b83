"""Whatever lies in the log or on the topic: its own stream waits with a reason, and no other waits for a second."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from random import Random
from time import monotonic
from typing import Any

import msgspec
import pytest
from kafka import KafkaProducer
from structlog.testing import capture_logs

from services.projector.mend import Mended, mend
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
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

DELAYED_AT_MOST_SECONDS = 1.0
FORGED = "a forged record"
KINDS = (*POISONS, FORGED)
FORGED_ENDS = "J"


class Others:
    """A healthy stream in each partition, of which more and more is told."""

    def __init__(self, log: EventLog, store: RowStore) -> None:
        self._log, self._store = log, store
        self._streams = [
            next(f"{n}" for n in range(301, 400) if partition_of(f"{n}", PARTITIONS) == p) for p in range(PARTITIONS)
        ]
        self.told: list[Recorded] = []
        self._turn = 0

    def seconds(self) -> float:
        """How long it takes until one fact more of each is projected, less what a busy machine adds to that."""
        begun, before, fresh = monotonic(), waited(), self._tell()
        until(lambda: is_projected(self._store, fresh))
        return monotonic() - begun - longest_wait(before, waited())

    def delayed_by(self, disturb: Callable[[], object]) -> float:
        """By how many seconds they are later than they were just before."""
        undisturbed = self.seconds()
        disturb()
        return self.seconds() - undisturbed

    def _tell(self) -> list[Recorded]:
        fresh = [self._log.append(other, self._turn, [self._fact(other)])[0] for other in self._streams]
        self._turn += 1
        self.told += fresh
        return fresh

    def _fact(self, stream: str) -> Entry[AnyFact]:
        return named(stream, f"Title {self._turn}")


class Poisoner:
    """Puts poison into the log or on the topic, each time for another stream.

    `placed` has the position of each spoilt fact, by stream; `why`, what is to be said of it.
    """

    def __init__(self, database: str, bootstrap: str, topic_name: str, log: EventLog) -> None:
        self._database, self._bootstrap, self._topic_name, self._log = database, bootstrap, topic_name, log
        self.placed: dict[str, int] = {}
        self.why: dict[str, str] = {}
        self.forged: list[str] = []
        self._turn = 0

    def place(self, kind: str) -> None:
        self._turn += 1
        if kind == FORGED:
            self.forged.append(f"{self._turn}{FORGED_ENDS}")
            forge(self._bootstrap, self._topic_name, self._log, self.forged[-1])
        else:
            stream = POISONS[kind].stream(self._turn)
            self.placed[stream] = insert(self._database, POISONS[kind], self._turn)
            self.why[stream] = POISONS[kind].reason


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as log:
        yield log


def test_each_poison_is_parked_once_while_others_go_on_and_a_replay_after_a_mend_makes_all_good(
    database: str, kafka_bootstrap: str, topic_name: str, log: EventLog, fault_size: int
) -> None:
    """One of each kind, and then so many of any kind."""
    kinds = [*KINDS, *Random(12).choices(KINDS, k=len(KINDS) * (fault_size - 1))]
    models, poisoner = unreliable_models(), Poisoner(database, kafka_bootstrap, topic_name, log)
    with (
        capture_logs() as said,
        pipeline(database, kafka_bootstrap, topic_name, models),
        RowStore(database, models) as store,
    ):
        others = Others(log, store)
        others.seconds()
        # What the machine does besides may hold them up once.
        late = [kind for kind in kinds if is_late(others, poisoner, kind) and is_late(others, poisoner, kind)]
        assert late == []

        refused = partial(refused_records, said)
        until(lambda: all(any(forged in reason for reason in refused()) for forged in poisoner.forged))
        told = others.told + [log.append(forged, 0, [named(forged, "By the log")])[0] for forged in poisoner.forged]
        until(lambda: is_projected(store, told[-len(poisoner.forged) :]))

        first = {each.stream: each for each in reversed(store.parked(store.live()))}
        assert {stream: (each.position, each.attempts) for stream, each in first.items()} == {
            stream: (position, 1) for stream, position in poisoner.placed.items()
        }
        reasons = {stream: (part, first[stream].reason) for stream, part in poisoner.why.items()}
        assert {stream: reason for stream, (part, reason) in reasons.items() if part not in reason} == {}
    alarms = [
        line["stream"] for line in said if line["event"] == LogEvent.STREAM_PARKED and line["log_level"] == "error"
    ]
    assert sorted(alarms) == sorted(poisoner.placed), "each is told of once"
    waiting = [(stream, position + behind) for stream, position in poisoner.placed.items() for behind in (0, 1)]
    audit(database, acknowledged=told, parked=waiting, models=models)

    put_right(database, poisoner.placed)
    mended_by_an_operator(log, database, list(poisoner.placed))
    audit(database, acknowledged=told, facts=len(told) + 3 * len(poisoner.placed))


def is_late(others: Others, poisoner: Poisoner, kind: str) -> bool:
    return others.delayed_by(partial(poisoner.place, kind)) > DELAYED_AT_MOST_SECONDS


def is_projected(store: RowStore, told: Sequence[Recorded]) -> bool:
    if (live := store.live_if_any()) is None:
        return False
    marks = store.bookmarks(live)
    return all(marks[partition_of(fact.stream, PARTITIONS)] >= fact.position for fact in told)


def refused_records(said: Sequence[Mapping[str, Any]]) -> list[str]:
    """Why, of each."""
    return [line["reason"] for line in said if line["event"] == LogEvent.RECORD_REFUSED]


def forge(bootstrap: str, topic_name: str, log: EventLog, stream: str) -> None:
    """Somebody else's record, in the form of the relay's, at the position where the log's next fact will be."""
    [fact] = stored([named(stream, "As somebody else would have it")])
    partition, streams = partition_of(stream, PARTITIONS), log.streams()
    last = max(position for each, position in streams.items() if partition_of(each, PARTITIONS) == partition)
    forged = Carried(msgspec.structs.replace(fact, position=log.head() + 1), partition, last)
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    key, headers = stream.encode(), headers_of(forged)
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
