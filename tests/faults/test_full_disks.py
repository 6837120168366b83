"""A disk runs full: new work is refused and that is said; with room again all goes on, and nothing was lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase

import psycopg
import pytest
from structlog.testing import capture_logs

from infra.kafka.broker import KafkaBroker
from shared.domain.codec import encode
from shared.domain.recorded import Recorded
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.errors import LogFull, LogUnavailable
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from tests import stack
from tests.cli.command import secchange
from tests.eventlog.given import named
from tests.faults.audit import audit
from tests.faults.carriers import Carriers, carriers
from tests.faults.running import soon
from tests.faults.small_disk import SmallDisk, small_disk
from tests.histories import entries
from tests.waiting import until

pytestmark = pytest.mark.integration

RED_WITHIN_SECONDS = 5.0
GREEN_WITHIN_SECONDS = 30.0
MANY = 2_000


def test_a_full_disk_of_the_store_refuses_facts_and_says_so_until_there_is_room(
    untouched_home: Path, kafka_bootstrap: str, topic_name: str, tmp_path: Path, fault_size: int
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
            for _ in range(fault_size):
                fill_for_a_while(disk, url, log, services, told)
                audit(url, acknowledged=told, facts=len(told))


def fill_for_a_while(disk: SmallDisk, url: str, log: EventLog, services: Carriers, told: list[Recorded]) -> None:
    """What is acknowledged is added to `told`."""
    begin_a_segment(url)
    disk.fill()
    with (
        capture_logs() as said,
        pytest.raises(LogFull, match=r"no room left on its disk .* nothing was"),
    ):
        told.extend(appended(log, len(told), len(told) + 5_000))
    assert ("error", LogEvent.LOG_FULL) in {(line["log_level"], line["event"]) for line in said}
    soon(lambda: still_full(disk) and services.are(ready=False), RED_WITHIN_SECONDS)
    lines = b"\n".join(encode(entry) for entry in entries(500, seed=3))
    refused = secchange("import", "facts", "-", env=services.env, stdin=lines)
    assert (refused.code, "no room left" in refused.err) == (4, True), refused.err
    assert log.head() == told[-1].position, "what was recorded can be read"

    disk.make_room()
    soon(lambda: services.are(ready=True), GREEN_WITHIN_SECONDS)
    told += appended(log, len(told), len(told) + 50)


def test_a_store_that_ends_for_want_of_room_for_its_journal_goes_on_where_it_was(
    untouched_home: Path, kafka_bootstrap: str, topic_name: str, tmp_path: Path, fault_size: int
) -> None:
    with small_disk(megabytes=160) as disk:
        home = Path(shutil.copytree(untouched_home, disk.folder / "home"))
        with (
            EmbeddedPostgres(home) as server,
            EventLog.open(server.url) as log,
            carriers(server.url, kafka_bootstrap, topic_name, tmp_path) as services,
        ):
            told = list(appended(log, 0, 50))
            for _ in range(fault_size):
                disk.fill()
                with pytest.raises(psycopg.OperationalError):
                    use_up_the_journal(server.url)
                soon(lambda: services.are(ready=False), RED_WITHIN_SECONDS)
                with pytest.raises(LogUnavailable):
                    told.extend(appended(log, len(told), len(told) + 5_000))

                disk.make_room()
                server.stop()
                server.start()
                soon(lambda: services.are(ready=True), GREEN_WITHIN_SECONDS)
                told += appended(log, len(told), len(told) + 50)
                audit(server.url, acknowledged=told, facts=len(told))


def test_a_full_disk_of_kafka_keeps_facts_in_the_log_until_there_is_room(
    database: str, topic_name: str, tmp_path: Path, fault_size: int
) -> None:
    with (
        small_disk(megabytes=64) as disk,
        KafkaBroker(disk.folder / "kafka") as broker,
        EventLog.open(database) as log,
        carriers(database, broker.bootstrap, topic_name, tmp_path) as services,
    ):
        told = list(appended(log, 0, 50))
        many = entries(MANY * fault_size, seed=3)
        for turn in range(fault_size):
            held_up = services.times("projector", LogEvent.PROJECTOR_HELD_UP)
            disk.fill()
            log.import_entries(many[MANY * turn : MANY * (turn + 1)])
            soon(lambda: still_full(disk) and services.are(ready=False), GREEN_WITHIN_SECONDS)
            until(
                lambda held_up=held_up: services.times("projector", LogEvent.PROJECTOR_HELD_UP) > held_up  # type: ignore[misc]
            )
            told += appended(log, len(told), len(told) + 50)

            disk.make_room()
            broker.stop()
            broker.start()
            soon(lambda: services.are(ready=True), GREEN_WITHIN_SECONDS)
            audit(database, acknowledged=told, facts=len(told) + MANY * (turn + 1))


def still_full(disk: SmallDisk) -> bool:
    """Whatever was given back since, somebody else has taken."""
    disk.fill()
    return True


def begin_a_segment(url: str) -> None:
    """Of the server's journal, which it lays out in advance: without room for the next one it would end at once."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")


def use_up_the_journal(url: str) -> None:
    """Until there is no room for its next segment, at which the server ends."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(20):
            connection.execute("SELECT pg_logical_emit_message(false, 'tests', 'something to write down')")
            connection.execute("SELECT pg_switch_wal()")


def appended(log: EventLog, first: int, last: int) -> Iterator[Recorded]:
    """One fact after another, each of a stream of its own."""
    for number in range(first, last):
        stream = f"{1_000 + number % 9_000}{ascii_uppercase[number // 9_000]}"
        yield log.append(stream, 0, [named(stream, "Meters " * 20)])[0]
