"""A disk runs full: new work is refused and that is said; with room again all goes on, and nothing was lost."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from structlog.testing import capture_logs

from infra.kafka.broker import KafkaBroker
from shared.domain.codec import encode
from shared.domain.recorded import Recorded
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.errors import LogFull
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from tests import stack
from tests.cli.command import secchange
from tests.eventlog.given import named
from tests.faults.audit import audit
from tests.faults.small_disk import SmallDisk, small_disk
from tests.flow.processes import free_port, is_ready, service, until_ready
from tests.histories import entries
from tests.transport.carrying import until

pytestmark = [pytest.mark.integration, pytest.mark.timeout(240)]

RED_WITHIN_SECONDS = 5.0
GREEN_WITHIN_SECONDS = 30.0
CARRIERS = ("ingest", "projector")


@dataclass(frozen=True, slots=True)
class Carriers:
    """Ingest and projector as processes."""

    env: dict[str, str]
    ready: dict[str, str]
    folder: Path

    def are(self, *, ready: bool) -> bool:
        return all(is_ready(url) is ready for url in self.ready.values())

    def said(self, name: str) -> list[dict[str, object]]:
        """What a service has logged so far."""
        return [json.loads(line) for line in (self.folder / f"{name}.log").read_text().splitlines() if line[:1] == "{"]


@contextmanager
def carriers(url: str, bootstrap: str, topic_name: str, folder: Path) -> Iterator[Carriers]:
    env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": bootstrap, "SECCHANGE_TOPIC": topic_name}
    with ExitStack() as opened:
        ready = {}
        for name in CARRIERS:
            port = free_port()
            opened.enter_context(service(name, "--port", str(port), env=env, log=folder / f"{name}.log"))
            ready[name] = f"http://127.0.0.1:{port}/health/ready"
        for each in ready.values():
            until_ready(each)
        yield Carriers(env, ready, folder)


def test_a_full_disk_of_the_store_refuses_facts_and_says_so_until_there_is_room(
    untouched_home: Path, kafka_bootstrap: str, topic_name: str, tmp_path: Path
) -> None:
    with small_disk(megabytes=120) as disk:
        home = Path(shutil.copytree(untouched_home, disk.folder / "home"))
        with (
            EmbeddedPostgres(home) as server,
            stack.fresh_database(server.url) as url,
            EventLog.open(url) as log,
            carriers(url, kafka_bootstrap, topic_name, tmp_path) as services,
        ):
            told = list(appended(log, 0, 50))
            audit(url, acknowledged=told, facts=len(told))
            begin_a_segment(url)
            disk.fill()
            with (
                capture_logs() as said,
                pytest.raises(LogFull, match=r"no room left on its disk .* nothing was"),
            ):
                told.extend(appended(log, 50, 5_000))
            assert ("error", LogEvent.LOG_FULL) in {(line["log_level"], line["event"]) for line in said}
            until(lambda: still_full(disk) and services.are(ready=False), RED_WITHIN_SECONDS)
            lines = b"\n".join(encode(entry) for entry in entries(500, seed=3))
            refused = secchange("import", "facts", "-", env=services.env, stdin=lines)
            assert (refused.code, "no room left" in refused.err) == (4, True), refused.err
            assert log.head() == told[-1].position, "what was recorded can be read"

            disk.make_room()
            until(lambda: services.are(ready=True), GREEN_WITHIN_SECONDS)
            told += appended(log, len(told), len(told) + 50)
            audit(url, acknowledged=told, facts=len(told))


def test_a_full_disk_of_kafka_keeps_facts_in_the_log_until_there_is_room(
    database: str, topic_name: str, tmp_path: Path
) -> None:
    with (
        small_disk(megabytes=64) as disk,
        KafkaBroker(disk.folder / "kafka") as broker,
        EventLog.open(database) as log,
        carriers(database, broker.bootstrap, topic_name, tmp_path) as services,
    ):
        told = list(appended(log, 0, 50))
        disk.fill()
        log.import_entries(entries(2_000, seed=3))
        until(lambda: still_full(disk) and services.are(ready=False), GREEN_WITHIN_SECONDS)
        until(lambda: LogEvent.RELAY_HELD_UP in {line["event"] for line in services.said("ingest")})
        told += appended(log, 50, 100)

        disk.make_room()
        broker.stop()
        broker.start()
        until(lambda: services.are(ready=True), GREEN_WITHIN_SECONDS)
        audit(database, acknowledged=told, facts=2_100)


def still_full(disk: SmallDisk) -> bool:
    """Whatever was given back since, somebody else has taken."""
    disk.fill()
    return True


def begin_a_segment(url: str) -> None:
    """Of the server's journal, which it lays out in advance: without room for the next one it would end at once."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")


def appended(log: EventLog, first: int, last: int) -> Iterator[Recorded]:
    """One fact after another, each of a stream of its own."""
    for number in range(first, last):
        yield log.append(f"{9_000 + number}", 0, [named(f"{9_000 + number}", "Meters " * 20)])[0]
