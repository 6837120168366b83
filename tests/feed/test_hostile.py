"""Bodies that nobody means well with, to the service as a process: refused, with bounded memory, and nothing kept."""

import gzip
import json
import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from standardwebhooks import Webhook

from infra.ports import free_port
from services.ingest.web.deliveries import EVENTS
from tests.feed.path import as_json, event
from tests.feed.tickets import SOURCE, revision
from tests.flow.processes import service, until_ready

pytestmark = pytest.mark.integration

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
JSON = "application/cloudevents+json"
MEGABYTE = 1024 * 1024
LARGE = 100 * MEGABYTE
MORE_MEMORY_MB = 20.0
AT_ONCE, SLOW_ONES, USUAL = 8, 40, 100
TICKET = json.dumps(event(as_json(revision(1, "accepted", "2020-03-26"))))

# Signed, as if by a sender that has been taken over: the body, and the answer.
SIGNED = {
    "10,000 levels": ("[" * 10_000 + "]" * 10_000, 400),
    "a name twice": (TICKET.replace("{", '{"id": "a", ', 1), 400),
    "beyond 64 bits": (TICKET.replace('"revision": 1', f'"revision": {2**63}'), 400),
    "half a character": (TICKET.replace("accepted", "\\ud800"), 400),
    "NUL in a text": (TICKET.replace("accepted", "\\u0000"), 400),
    "NUL as it is": (TICKET.replace("accepted", "\0"), 400),
    "not a number": (TICKET.replace('"revision": 1', '"revision": NaN'), 400),
    "80,000 objects": ("[" + ",".join(["{}"] * 80_000) + "]", 413),
}


@dataclass
class Taker:
    """The service that takes deliveries."""

    port: int
    pid: int

    def answers(self, body: bytes | Iterable[bytes], headers: dict[str, str]) -> int:
        """The status. A body that comes in parts has no length that is told."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.putrequest("POST", EVENTS)
        for name, value in headers.items():
            line.putheader(name, value)
        with suppress(BrokenPipeError, ConnectionResetError):  # it need not listen to the end
            line.endheaders(body, encode_chunked=not isinstance(body, bytes))
        with closing(line):
            return line.getresponse().status

    def memory_mb(self, what: str) -> float:
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(what))

    def forget_the_most(self) -> None:
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")


def signed(body: str, **more: str) -> dict[str, str]:
    id, now = str(uuid4()), datetime.now(UTC)
    headers = {"webhook-id": id, "webhook-timestamp": str(int(now.timestamp()))}
    return headers | {"webhook-signature": Webhook(SECRET).sign(id, now, body), "content-type": JSON, **more}


@pytest.fixture
def taker(database: str, kafka_bootstrap: str, topic_name: str, tmp_path: Path) -> Iterator[Taker]:
    (tmp_path / "sources.toml").write_text(f'[sources."{SOURCE}"]\nsecrets = ["{SECRET}"]\n')
    env = {
        "SECCHANGE_DATABASE_URL": database,
        "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "SECCHANGE_TOPIC": topic_name,
        "SECCHANGE_FEED_SOURCES": str(tmp_path / "sources.toml"),
        "SECCHANGE_FEED_KEYS": str(tmp_path / "keys"),
    }
    port = free_port()
    with service("ingest", "--port", str(port), env=env, log=tmp_path / "log") as process:
        until_ready(f"http://127.0.0.1:{port}/health/ready")
        yield Taker(port, process.pid)


def test_each_is_refused_within_bounded_memory_and_only_counted(taker: Taker, database: str) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        usual = list(threads.map(lambda _: taker.answers(TICKET.encode(), _with_length(TICKET)), range(USUAL)))
    assert usual == [202] * USUAL
    before = taker.memory_mb("VmRSS")
    taker.forget_the_most()
    with ThreadPoolExecutor(SLOW_ONES) as beside:
        slow = [beside.submit(_answer_to_a_slow_one, taker.port) for _ in range(SLOW_ONES)]
        found = dict(_refused(taker))
        assert taker.answers(TICKET.encode(), _with_length(TICKET)) == 202, "others are answered meanwhile"
        assert {each.result() for each in slow} == {408}
    assert found == _expected()
    assert taker.memory_mb("VmHWM") - before < MORE_MEMORY_MB
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM feed.deliveries").fetchone() == (USUAL + 1,)
        counted = connection.execute("SELECT code, count, octet_length(last_digest) FROM feed.turned_away").fetchall()
    codes = Counter({"too-large": 2 * AT_ONCE + 1, "not-signed": 2, "not-json": 7})
    assert sorted(counted) == sorted((code, count, 32) for code, count in codes.items())


def _refused(taker: Taker) -> Iterator[tuple[str, int]]:
    """What was sent, and its answer; the large ones several at once."""
    told = {"content-type": JSON, "content-length": str(LARGE)}
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for name, headers in (("100 MB, told", told), ("100 MB, not told", {"content-type": JSON} | CHUNKED)):
            answers = list(threads.map(lambda _, h=headers: taker.answers(_large(), h), range(AT_ONCE)))
            assert len(set(answers)) == 1
            yield name, answers[0]
    bomb = gzip.compress(bytes(LARGE))
    yield "a gzip bomb", taker.answers(bomb, _with_length(bomb) | {"content-encoding": "gzip"})
    yield "a gzip bomb, not told", taker.answers(bomb, _with_length(bomb))
    yield "UTF-16", taker.answers(utf_16 := TICKET.encode("utf-16"), _with_length(utf_16))
    yield "UTF-16, told", taker.answers(utf_16, _with_length(utf_16) | {"content-type": f"{JSON}; charset=utf-16"})
    for name, (body, _) in SIGNED.items():
        yield name, taker.answers(body.encode(), _with_length(body))


def _expected() -> dict[str, int]:
    others = {"100 MB, told": 413, "100 MB, not told": 413, "a gzip bomb": 415, "a gzip bomb, not told": 401}
    return others | {"UTF-16": 401, "UTF-16, told": 415} | {name: status for name, (_, status) in SIGNED.items()}


CHUNKED = {"transfer-encoding": "chunked"}


def _large() -> Iterator[bytes]:
    part = b" " * MEGABYTE
    return (part for _ in range(LARGE // MEGABYTE))


def _with_length(body: str | bytes) -> dict[str, str]:
    if isinstance(body, str):
        return signed(body) | {"content-length": str(len(body.encode()))}
    return signed("") | {"content-length": str(len(body))}


def _answer_to_a_slow_one(port: int) -> int:
    """It says that much is to come, begins, and leaves it at that."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        head = f"POST {EVENTS} HTTP/1.1\r\nHost: x\r\nContent-Type: {JSON}\r\nContent-Length: 40000\r\n\r\n"
        line.sendall(head.encode() + b" " * 20_000)
        return int(line.recv(1000).split()[1])
