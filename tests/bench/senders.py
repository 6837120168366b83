"""Ticket systems that send signed deliveries, each over a line that it keeps open."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection
from time import monotonic, sleep
from typing import NamedTuple
from uuid import uuid4

from standardwebhooks import Webhook

from services.ingest.web.deliveries import EVENTS
from tests.feed.path import as_json, event
from tests.feed.tickets import SOURCE, revision

MODIFICATIONS = 800
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SENDERS = 64
"""As many may wait for their answers at once: else the next would not be sent in time."""
SOURCES = f'[sources."{SOURCE}"]\nsecrets = ["{SECRET}"]\n'


class Made(NamedTuple):
    """A delivery of one ticket, ready to be sent."""

    ticket_id: str
    body: bytes
    headers: dict[str, str]


class Sent(NamedTuple):
    """When it was to be sent, when it was answered, and whether with a receipt."""

    ticket_id: str
    due: float
    answered: float
    taken: bool

    @property
    def milliseconds(self) -> float:
        return 1000 * (self.answered - self.due)


class Senders:
    """To the service at that port of this machine; each ticket is another."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._threads = ThreadPoolExecutor(SENDERS)
        self._number = 0

    def send(self, count: int, per_second: float | None) -> Sequence[Sent]:
        """At that rate, or all at once. One that is late is late from the moment when it was due."""
        made = [self._made() for _ in range(count)]
        begun = monotonic() + 0.2
        due = [begun + number / per_second if per_second else begun for number in range(count)]
        shares = [list(zip(made, due, strict=True))[first::SENDERS] for first in range(min(SENDERS, count))]
        return [sent for share in self._threads.map(self._share, shares) for sent in share]

    def _share(self, share: Sequence[tuple[Made, float]]) -> Sequence[Sent]:
        line = HTTPConnection("127.0.0.1", self._port, timeout=60)
        sent = []
        for made, due in share:
            sleep(max(0.0, due - monotonic()))
            while (status := _status(line, made)) == 429:  # told to come again: as a sender does
                sleep(1.0)
            sent.append(Sent(made.ticket_id, due, monotonic(), status == 202))
        line.close()
        return sent

    def _made(self) -> Made:
        self._number += 1
        modification = f"MP{100 + self._number % MODIFICATIONS}"
        told = as_json(revision(1, "accepted", "2020-03-26", modification_ref=modification))
        told["ticket_id"] = f"t{self._number}"
        body, id, now = json.dumps(event(told)).encode(), str(uuid4()), datetime.now(UTC)
        headers = {
            "webhook-id": id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(SECRET).sign(id, now, body.decode()),
            "Content-Type": "application/cloudevents+json",
        }
        return Made(told["ticket_id"], body, headers)


def _status(line: HTTPConnection, made: Made) -> int:
    line.request("POST", EVENTS, made.body, made.headers)
    answer = line.getresponse()
    answer.read()
    return answer.status
