"""The feed's processes, to be killed, and who sends to them; and whether the log holds what was answered, once."""

import json
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from standardwebhooks import Webhook

from services.ingest.web.deliveries import EVENTS
from shared.domain.facts import AssessmentAccepted, DccTicketRevisionObserved
from shared.eventlog.errors import LogUnavailable
from shared.eventlog.log import EventLog
from tests import given as notation
from tests.cli.command import PROJECT, environment
from tests.feed.path import as_json, event
from tests.feed.tickets import revision
from tests.stack import of_services
from tests.waiting import until

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MODIFICATIONS = 800
"""So many that each has few assessments, as in life, however long is sent."""


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
            told = as_json(revision(1, "accepted", "2020-03-26", modification_ref=f"MP{100 + number % MODIFICATIONS}"))
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
def killed(*words: str, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`secchange` with those words while the block runs; killed at its end."""
    with log.open("ab") as err:
        command = [sys.executable, "-m", "services.cli", *words]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment(of_services(env)), stdout=subprocess.DEVNULL, stderr=err
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def make_known(database: str) -> None:
    told = "\n".join(f"2020-01-02  MP{100 + n}  ProposalConverted  route=refinement" for n in range(MODIFICATIONS))
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
            observed = [recorded.fact for recorded in log.of_types([DccTicketRevisionObserved])]
            accepted = log.of_types([AssessmentAccepted])
    except LogUnavailable:
        return False
    ids = [fact.ticket.ticket_id for fact in observed if isinstance(fact, DccTicketRevisionObserved)]
    return len(ids) == len(set(ids)) and set(answered) <= set(ids) and len(accepted) == len(ids)


def head_of(database: str) -> int:
    with EventLog.open(database) as log:
        return sum(len(log.stored_history(stream)) for stream in log.streams())


def is_read_on(database: str) -> None:
    """Returns when the log was told something more: whoever reads is at work."""
    with EventLog.open(database) as log:
        head = log.head()
        until(lambda: log.head() > head, 120, every_seconds=0.1)
