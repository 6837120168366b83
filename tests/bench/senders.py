"""A ticket system that sends signed deliveries over lines that it keeps open, and takes little of the processors.

What sends shares them with what is measured, and would not where it is used.
"""

import json
import re
import socket
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heappop, heappush
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import NamedTuple
from uuid import uuid4

from standardwebhooks import Webhook

from services.ingest.web.deliveries import EVENTS
from tests.feed.path import as_json, event
from tests.feed.tickets import SOURCE, revision

MODIFICATIONS = 9_000
"""So many that each is assessed a few times in a whole measurement, as in life; with fewer it would be sixty times."""
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
LINES = 64
"""As many deliveries may wait for their answers at once: else the next would not be sent in time."""
AGAIN_AFTER_SECONDS = 1.0
"""Where it is told to come again."""
ANSWERED_WITHIN_SECONDS = 60
SOURCES = f'[sources."{SOURCE}"]\nsecrets = ["{SECRET}"]\n'


class Made(NamedTuple):
    """A delivery of one ticket, as it is sent."""

    ticket_id: str
    request: bytes


class Sent(NamedTuple):
    """When it was to be sent, and when and with which status it was answered."""

    ticket_id: str
    due: float
    answered: float
    status: int

    @property
    def taken(self) -> bool:
        """Whether it was answered with a receipt."""
        return self.status == 202

    @property
    def milliseconds(self) -> float:
        return 1000 * (self.answered - self.due)


class Senders:
    """To the service at that port of this machine; each ticket is another."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._number = 0

    def send(self, count: int, per_second: float | None) -> Sequence[Sent]:
        """At that rate, or all at once. One that is late is late from the moment when it was due."""
        made = [self._made() for _ in range(count)]
        begun = monotonic() + 0.2
        due = [begun + number / per_second if per_second else begun for number in range(count)]
        lines = [_Line(socket.create_connection(("127.0.0.1", self._port))) for _ in range(min(LINES, count))]
        try:
            return _answered(list(zip(due, due, made, strict=True)), lines)
        finally:
            for line in lines:
                line.socket.close()

    def _made(self) -> Made:
        self._number += 1
        modification = f"MP{100 + self._number % MODIFICATIONS}"
        told = as_json(revision(1, "accepted", "2020-03-26", modification_ref=modification))
        told["ticket_id"] = f"t{self._number}"
        body, id, now = json.dumps(event(told)).encode(), str(uuid4()), datetime.now(UTC)
        headers = {
            "Host": f"127.0.0.1:{self._port}",
            "webhook-id": id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(SECRET).sign(id, now, body.decode()),
            "Content-Type": "application/cloudevents+json",
            "Content-Length": str(len(body)),
        }
        head = f"POST {EVENTS} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return Made(told["ticket_id"], head.encode() + b"\r\n" + body)


@dataclass(slots=True)
class _Line:
    """One delivery is under way on it, or none."""

    socket: socket.socket
    under_way: Made | None = None
    due: float = 0.0
    came: bytearray = field(default_factory=bytearray)

    def send(self, made: Made, due: float) -> None:
        self.under_way, self.due = made, due
        self.came.clear()
        self.socket.sendall(made.request)

    def receive(self) -> int | None:
        """The status of the answer, once it is there as a whole."""
        part = self.socket.recv(1 << 16)
        assert part, f"the line was closed before an answer: {bytes(self.came)!r}"
        self.came += part
        head, end, body = bytes(self.came).partition(b"\r\n\r\n")
        if not end:
            return None
        length = _LENGTH.search(head)
        assert length, f"an answer without its length: {head!r}"
        return int(head.split(None, 2)[1]) if len(body) >= int(length[1]) else None


_LENGTH = re.compile(rb"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)


def _answered(to_send: list[tuple[float, float, Made]], lines: Sequence[_Line]) -> Sequence[Sent]:
    """`to_send`: each with when to send it at the earliest, and when it was due, in this order."""
    sent = []
    idle = deque(lines)  # one after another, so that none is closed for its silence
    with DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, EVENT_READ, line)
        while to_send or len(idle) < len(lines):
            while to_send and idle and to_send[0][0] <= monotonic():
                _, due, made = heappop(to_send)
                idle.popleft().send(made, due)
            wait = max(0.0, to_send[0][0] - monotonic()) if to_send and idle else ANSWERED_WITHIN_SECONDS
            ready = selector.select(wait)
            assert ready or (to_send and idle), "no answer came within a minute"
            for key, _ in ready:
                line = key.data
                if (status := line.receive()) is None:
                    continue
                idle.append(line)
                if status == 429:
                    heappush(to_send, (monotonic() + AGAIN_AFTER_SECONDS, line.due, line.under_way))
                else:
                    sent.append(Sent(line.under_way.ticket_id, line.due, monotonic(), status))
    return sent
