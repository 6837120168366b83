"""Every delivery that was answered is there once, whatever is killed between the answer and its facts."""

import json
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from infra.ports import free_port
from services.ingest.web.feed import EVENTS
from shared.domain.facts import AssessmentAccepted, DccTicketRevisionObserved
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.errors import LogUnavailable
from shared.eventlog.log import EventLog
from tests import given as notation
from tests import stack
from tests.cli.command import PROJECT, environment
from tests.faults.servers import kill_database
from tests.feed.path import as_json, event
from tests.feed.tickets import SOURCE, revision
from tests.waiting import until

pytestmark = pytest.mark.integration

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
KILLS, BETWEEN = 3, 40
"""So many deaths of ingest, each after so many deliveries more."""
BROKER_AWAY_SECONDS = 5.0
"""Two minutes with `--fault-size 24`."""
LATER, MORE = 1_000_000, 40
"""Tickets of numbers that were not there before."""


@dataclass
class Sender:
    """Sends one ticket after another, each again under its id until it is answered with a receipt."""

    port: int
    first: int = 1
    answered: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        number = self.first - 1
        while not self.stop.is_set():
            number += 1
            told = as_json(revision(1, "accepted", "2020-03-26", modification_ref=f"MP{100 + number % 50}"))
            body = json.dumps(event(told | {"ticket_id": f"t{number}"})).encode()
            # To its end, also when told to stop: what may have been kept is known to be.
            while not self._sent(f"d{number}", body):
                time.sleep(0.05)
            self.answered.append(f"t{number}")

    def _sent(self, id: str, body: bytes) -> bool:
        now = datetime.now(UTC)
        headers = {
            "webhook-id": id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(SECRET).sign(id, now, body.decode()),
            "content-type": "application/cloudevents+json",
        }
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{EVENTS}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return bool(answer.status == 202)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


@contextmanager
def sending(port: int, first: int = 1) -> Iterator[Sender]:
    sender = Sender(port, first)
    thread = threading.Thread(target=sender.run, daemon=True)
    thread.start()
    try:
        yield sender
    finally:
        sender.stop.set()
        thread.join()


@contextmanager
def ingest(port: int, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The service, killed at the end of the block."""
    with log.open("ab") as err:
        command = [sys.executable, "-m", "services.cli", "ingest", "--port", str(port)]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment(env), stdout=subprocess.DEVNULL, stderr=err)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def test_what_was_answered_is_there_once(
    doomed_postgres: EmbeddedPostgres,
    doomed_database: str,
    doomed_kafka: stack.Broker,
    topic_name: str,
    tmp_path: Path,
    fault_size: int,
) -> None:
    (tmp_path / "sources.toml").write_text(f'[sources."{SOURCE}"]\nsecrets = ["{SECRET}"]\n')
    port, database, log = free_port(), doomed_database, tmp_path / "log"
    env = {
        "SECCHANGE_DATABASE_URL": database,
        "SECCHANGE_KAFKA_BOOTSTRAP": doomed_kafka.bootstrap,
        "SECCHANGE_TOPIC": topic_name,
        "SECCHANGE_FEED_SOURCES": str(tmp_path / "sources.toml"),
        "SECCHANGE_FEED_KEYS": str(tmp_path / "keys"),
    }
    make_known(database)
    with sending(port) as sender:
        for _ in range(KILLS * fault_size):
            with ingest(port, env, log):
                goes_on(sender, BETWEEN)
        with ingest(port, env, log):
            goes_on(sender, BETWEEN)
            kill_database(doomed_postgres)
            doomed_postgres.start()
            goes_on(sender, BETWEEN)
            doomed_kafka.kill()
            goes_on(sender, BETWEEN)
            time.sleep(BROKER_AWAY_SECONDS * fault_size)
            doomed_kafka.start()
            goes_on(sender, BETWEEN)
            sender.stop.set()
            until(lambda: is_whole(database, sender.answered), 120, every_seconds=0.5)
    until_ready_and_unchanged(port, env, log, database, sender.answered)


def make_known(database: str) -> None:
    told = "\n".join(f"2020-01-02  MP{100 + n}  ProposalConverted  route=refinement" for n in range(50))
    with EventLog.open(database) as log:
        log.import_entries(notation.entries(told))


def goes_on(sender: Sender, count: int) -> None:
    """Returns when so many more were answered."""
    wanted = len(sender.answered) + count
    until(lambda: len(sender.answered) >= wanted, 120)


def is_whole(database: str, answered: list[str]) -> bool:
    """Whether each is observed once, and each led to one acceptance."""
    try:
        with EventLog.open(database) as log:
            streams = [stream for stream in log.streams() if stream.startswith("ticket/")]
            observed = [recorded.fact for stream in streams for recorded in log.history(stream)]
            accepted = [told.fact for n in range(50) for told in log.history(f"{100 + n}")]
    except LogUnavailable:
        return False
    ids = [fact.ticket.ticket_id for fact in observed if isinstance(fact, DccTicketRevisionObserved)]
    count = sum(isinstance(fact, AssessmentAccepted) for fact in accepted)
    return len(ids) == len(set(ids)) and set(answered) <= set(ids) and count == len(ids)


def until_ready_and_unchanged(port: int, env: dict[str, str], log: Path, database: str, answered: list[str]) -> None:
    """Once more from the start: what comes then is told once, and nothing of before a second time."""
    head = head_of(database)
    with ingest(port, env, log), sending(port, first=LATER) as sender:
        # One after another, so that each partition of the topic has some: whatever it repeats comes before them.
        until(lambda: len(sender.answered) >= MORE, 120)
        sender.stop.set()
        until(lambda: is_whole(database, [*answered, *sender.answered]), 120, every_seconds=0.5)
        assert head_of(database) == head + 2 * len(sender.answered), "each is observed, and each is accepted"


def head_of(database: str) -> int:
    with EventLog.open(database) as log:
        return sum(len(log.stored_history(stream)) for stream in log.streams())
