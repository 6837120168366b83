"""The feed of the DCC's tickets: deliveries through the webhook at a steady rate, and as a burst, until durable."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic, sleep
from uuid import uuid4

from standardwebhooks import Webhook

from infra.ports import free_port
from services.ingest.web.feed import EVENTS
from shared.eventlog.log import EventLog
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.stand import Stand
from tests.bench.visible import carried
from tests.feed.path import as_json, event
from tests.feed.tickets import SOURCE, revision
from tests.flow.processes import until_ready
from tests.given import entries

PER_SECOND, SENDERS, MODIFICATIONS = 500, 16, 800
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def feeding(stand: Stand) -> Iterator[Row]:
    count = stand.size(5_000, 200)
    port = free_port()
    with TemporaryDirectory() as folder:
        sources = Path(folder) / "sources.toml"
        sources.write_text(f'[sources."{SOURCE}"]\nsecrets = ["{SECRET}"]\n')
        env = {"SECCHANGE_FEED_SOURCES": str(sources), "SECCHANGE_FEED_KEYS": f"{folder}/keys"}
        with carried(stand, "feed", ingest=("--port", str(port)), env=env) as at_work:
            _make_known(at_work.database)
            until_ready(f"http://127.0.0.1:{port}/health/ready")
            senders = _Senders(port)
            senders.send(count // 5, PER_SECOND)
            paced = [senders.send(count, PER_SECOND) for _ in range(stand.rounds)]
            burst = [senders.send(count, None) for _ in range(stand.rounds)]
    for percent, goal in ((50, None), (99, Goal("at most", 50))):
        figures = Figures(tuple(percentile(latencies, percent) for latencies, _ in paced))
        what = "median" if percent == 50 else f"p{percent}"
        yield Row(f"a delivery over the webhook to durable, {PER_SECOND}/s, {what}", "ms", figures, goal)
    lost = Figures(tuple(float(count - taken) for _, taken in burst))
    yield Row(f"of a burst of {count:,} deliveries, not answered with a receipt", "", lost, Goal("at most", 0))


def _make_known(database: str) -> None:
    """The modifications that the tickets are of."""
    told = (f"2020-01-02  MP{100 + n}  ProposalConverted  route=refinement" for n in range(MODIFICATIONS))
    with EventLog.open(database) as log:
        log.import_entries(entries("\n".join(told)))


Made = tuple[int, bytes, dict[str, str]]
"""The number of a delivery, its body, and what goes with it."""


class _Senders:
    """Several senders, each with a line that it keeps open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._threads = ThreadPoolExecutor(SENDERS)
        self._lock = Lock()
        self._number = 0

    def send(self, count: int, per_second: int | None) -> tuple[list[float], int]:
        """Milliseconds from when each was to be sent until it was answered, and how many had a receipt."""
        shares = [[(number, *self._made()) for number in range(first, count, SENDERS)] for first in range(SENDERS)]
        begun = monotonic() + 0.2
        found = list(self._threads.map(lambda share: self._share(share, begun, per_second), shares))
        return [each for latencies, _ in found for each in latencies], sum(taken for _, taken in found)

    def _share(self, share: list[Made], begun: float, per_second: int | None) -> tuple[list[float], int]:
        line = HTTPConnection("127.0.0.1", self._port, timeout=60)
        latencies, taken = [], 0
        for number, body, headers in share:
            due = begun + number / per_second if per_second else begun
            sleep(max(0.0, due - monotonic()))
            status = _status(line, body, headers)
            while status == 429:  # told to come again: as a sender does
                sleep(1.0)
                status = _status(line, body, headers)
            taken += status == 202
            latencies.append(1000 * (monotonic() - due))
        line.close()
        return latencies, taken

    def _made(self) -> tuple[bytes, dict[str, str]]:
        with self._lock:
            self._number += 1
            number = self._number
        told = as_json(revision(1, "accepted", "2020-03-26", modification_ref=f"MP{100 + number % MODIFICATIONS}"))
        told["ticket_id"] = f"t{number}"
        body, id, now = json.dumps(event(told)).encode(), str(uuid4()), datetime.now(UTC)
        signature = Webhook(SECRET).sign(id, now, body.decode())
        headers = {"webhook-id": id, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}
        return body, headers | {"Content-Type": "application/cloudevents+json"}


def _status(line: HTTPConnection, body: bytes, headers: dict[str, str]) -> int:
    line.request("POST", EVENTS, body, headers)
    answer = line.getresponse()
    answer.read()
    return answer.status
