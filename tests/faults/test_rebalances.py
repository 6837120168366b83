"""Members of a group come, go and die while facts arrive, many of them twice: each fact is projected once, in order."""

import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from services.projector.run import Projection
from services.projector.service import GROUP
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from shared.transport.carried import Carried
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS
from tests import stack
from tests.cli.command import PROJECT, environment
from tests.faults.audit import audit
from tests.faults.members import until_projected
from tests.faults.moves import keep_moves, moves
from tests.faults.of_four_partitions import PARTITIONS
from tests.faults.said import said_in
from tests.histories import entries
from tests.transport.carrying import linked
from tests.waiting import until

pytestmark = pytest.mark.integration

FACTS, REBALANCES, AGAIN = 20_000, 30, 0.3
KILLED_IN_ROUNDS = {3: "one", 7: "two", 11: "three"}
TOPIC = replace(CHANGE_EVENTS, partition_count=PARTITIONS)


class Members:
    """Three projectors as processes, each with a name of its own; one that is killed starts again under its name."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self._env, self._folder = environment(stack.of_services(env)), folder
        self._logs: dict[str, Path] = {}
        self._processes = {name: self._started(name) for name in ("one", "two", "three")}

    def kill(self, name: str) -> None:
        self._processes[name].kill()
        self._processes[name].wait()
        self._processes[name] = self._started(name)

    def end(self) -> None:
        """Each must end by itself, and well. One that begins at this moment cannot be told yet."""
        until(lambda: all(map(is_at_work, self._logs.values())))
        for process in self._processes.values():
            process.terminate()
        assert [process.wait(20) for process in self._processes.values()] == [0, 0, 0]

    def stop(self) -> None:
        for process in self._processes.values():
            process.kill()
            process.wait()

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.faults.of_four_partitions", "projector", "--member", name]
        # Another file for each life.
        self._logs[name] = self._folder / f"{name}.{uuid.uuid4().hex[:6]}.log"
        with self._logs[name].open("ab") as log:
            return subprocess.Popen(command, cwd=PROJECT, env=self._env, stdout=log, stderr=log)


def is_at_work(log: Path) -> bool:
    return any(line["event"] == LogEvent.SERVICE_STARTED for line in said_in(log))


@contextmanager
def three_members(env: dict[str, str], folder: Path) -> Iterator[Members]:
    members = Members(env, folder)
    try:
        yield members
        members.end()
    finally:
        members.stop()


class Feed:
    """Puts the log on the topic in parts; three facts of ten once more, before, after or between the others."""

    def __init__(self, bootstrap: str, records: Sequence[Carried]) -> None:
        self._publisher = KafkaPublisher(bootstrap, TOPIC)
        self._records = records
        self._random = Random(11)
        self._sent = 0

    def send(self, count: int) -> None:
        begun, self._sent = self._sent, self._sent + count
        batch = list(self._records[begun : self._sent])
        for again in self._random.sample(self._records[: self._sent], int(len(batch) * AGAIN)):
            batch.insert(self._random.randrange(len(batch) + 1), again)
        self._publisher.publish(batch)

    def sent(self) -> dict[int, int]:
        """Of each partition, the last position that was sent."""
        return {record.partition: record.fact.position for record in self._records[: self._sent]}

    def close(self) -> None:
        self._publisher.close()


def visit(bootstrap: str, url: str) -> int:
    """A fourth member joins, works once it has its share, and leaves. Returns how often the group had shared out."""
    with (
        EventLog.open(url) as log,
        RowStore(url) as store,
        KafkaSubscription(bootstrap, f"{GROUP}.{TOPIC.name}", topic=TOPIC) as subscription,
    ):
        guest = Projection(subscription, log, store, TOPIC.name, PARTITIONS)
        until(lambda: guest.step(timeout_seconds=0.1) is not None or bool(subscription.partitions()), 60)
        guest.pump()
        times: int = subscription._consumer.group_metadata().generation_id
    return times


def test_each_fact_is_projected_once_and_in_order(
    own_postgres: EmbeddedPostgres, own_kafka: stack.Broker, tmp_path: Path, fault_size: int
) -> None:
    url, rounds = own_postgres.url, REBALANCES // 2 * fault_size
    env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": own_kafka.bootstrap}
    with EventLog.open(url) as log, RowStore(url) as store:
        log.import_entries(entries(FACTS * fault_size, seed=12))
        store.live_or_first(TOPIC.name, PARTITIONS)
        keep_moves(url)
        feed = Feed(own_kafka.bootstrap, linked(log.read(0, FACTS * fault_size), PARTITIONS))
    shared_out = 0
    with three_members(env, tmp_path) as members:
        for turn in range(rounds):
            feed.send(FACTS // REBALANCES)
            shared_out = visit(own_kafka.bootstrap, url)
            if turn % 15 in KILLED_IN_ROUNDS:
                members.kill(KILLED_IN_ROUNDS[turn % 15])
            feed.send(FACTS // REBALANCES)
            until_projected(url, feed.sent())
        feed.send(FACTS * fault_size)
        until_projected(url, feed.sent())
        feed.close()

    assert shared_out >= REBALANCES * fault_size - 1, "the last one to leave is not counted"
    for of_partition in moves(url).values():
        assert of_partition[0].before == 0
        assert all(one.after == other.before for one, other in pairwise(of_partition))
        assert all(move.before < move.after for move in of_partition)
    audit(url, facts=FACTS * fault_size)
