"""Commands given to a process: what is accepted is seen at once; what is hostile costs little and stalls nobody."""

import gzip
import json
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from infra.ports import free_port
from services.ingest.tokens import new_token
from shared.process.command import Giver
from tests import stack
from tests.flow.processes import service, until_ready

pytestmark = pytest.mark.integration

LARGE = 100 * 10**6
MORE_MEMORY_AT_MOST = 20 * 1024
"""kB."""
ANSWERS_WITHIN_SECONDS = 3.0
"""On a machine that is busy with other tests; a stall would last until the slow client is given up, after ten."""


class Up:
    """`secchange up` in a home, with a token that is known."""

    def __init__(self, port: int, pid: int, token: str) -> None:
        self.port, self.pid, self.token = port, pid, token

    def raised(self, number: int) -> dict[str, Any]:
        return {
            "ref": f"DP{number}",
            "on": "2020-05-07",
            "evidence": "form",
            "label": f"DP{number}",
            "title": "Meters",
            "proposer": {"name": "N", "party_category": "large_supplier"},
        }

    def post(self, body: bytes | Iterable[bytes], key: str | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer; status 0 where the line was closed before there was one."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = self.headers() | ({"Idempotency-Key": key} if key else {})
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            # What is too large is answered before it is sent: so the answer is there, whatever became of the rest.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request("POST", "/commands/RaiseProposal", body, sent)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (HTTPException, ConnectionError):
            return 0, {}
        finally:
            connection.close()

    def get(self, path: str) -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}

    def most_memory(self) -> int:
        """The most that it has ever had, in kB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@contextmanager
def up_in(home: Path, token: str, program: str = "services.cli") -> Iterator[Up]:
    port = free_port()
    with service(
        "up", "--port", str(port), "--home", str(home), env={}, log=home.parent / "up.log", program=program
    ) as process:
        until_ready(f"http://127.0.0.1:{port}/health/ready")
        yield Up(port, process.pid, token)


def known_in(home: Path) -> str:
    token, known = new_token(Giver("Analyst One", "secretariat"))
    home.mkdir(exist_ok=True)
    (home / "tokens").write_text(f"{known.line()}\n")
    return token


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    with stack.own_folder() as folder:
        token = known_in(folder / "home")
        with up_in(folder / "home", token) as running:
            yield running


def test_what_is_accepted_is_on_the_pages_at_once(up: Up) -> None:
    for number in range(301, 306):
        status, told = up.post(json.dumps(up.raised(number)).encode())
        accepted = monotonic()
        assert (status, told["version"]) == (201, 1)
        status, shown = up.get(f"/m/DP{number}.json")
        assert (status, shown["state"]) == (200, "draft_proposal")
        assert monotonic() - accepted < ANSWERS_WITHIN_SECONDS


def chunks_of(size: int) -> Iterator[bytes]:
    for _ in range(size // 100_000):
        yield b" " * 100_000


@pytest.mark.parametrize(
    ("body", "headers", "statuses"),
    [
        (lambda: b" " * LARGE, {}, {413}),
        (lambda: chunks_of(LARGE), {}, {413}),
        (lambda: gzip.compress(b" " * LARGE), {"Content_Encoding": "gzip"}, {415}),
        (lambda: chunks_of(LARGE), {"Content_Length": "10"}, {400}),
        (lambda: b"[" * 10_000, {}, {400}),
        (lambda: b'{"a":' * 10_000, {}, {400}),
        (lambda: b'{"ref": "DP1", "ref": "DP2"}', {}, {400}),
        (lambda: b'{"ref": 9223372036854775808}', {}, {422}),
        (lambda: "{'ref': '\u20ac'}".encode("utf-16"), {}, {400}),
        (lambda: b'{"ref": "\xff\xfe"}', {}, {400}),
    ],
    ids=["100 MB", "100 MB in chunks", "gzip bomb", "more than told", "arrays", "objects", "twice", "2^63", "16", "ff"],
)
def test_a_hostile_body_is_refused_and_costs_little(
    up: Up, body: Any, headers: dict[str, str], statuses: set[int]
) -> None:
    before = up.most_memory()
    status, told = up.post(body(), **headers)
    assert status in statuses, told
    assert up.most_memory() - before < MORE_MEMORY_AT_MOST
    assert up.get("/health/live") == (200, {"status": "live"})


def test_slow_clients_are_given_up_and_hold_nobody_up(up: Up) -> None:
    slow = [socket.create_connection(("127.0.0.1", up.port)) for _ in range(50)]
    head = "".join(f"{name}: {value}\r\n" for name, value in up.headers().items())
    begun = f"POST /commands/RaiseProposal HTTP/1.1\r\nHost: x\r\n{head}Content-Length: 100\r\n\r\n{{"
    for each in slow:
        each.sendall(begun.encode())
    for number in range(401, 411):
        at = monotonic()
        assert up.post(json.dumps(up.raised(number)).encode())[0] == 201
        assert monotonic() - at < ANSWERS_WITHIN_SECONDS
        with suppress(OSError):
            slow[0].sendall(b" ")
        sleep(0.1)
    for each in slow:
        each.settimeout(30)
        answer = each.recv(10_000)
        assert answer.startswith(b"HTTP/1.1 408 "), answer
        each.close()


def test_a_process_that_is_killed_between_the_facts_and_the_answer_has_done_it_once(own_home: Path) -> None:
    token = known_in(own_home)
    with pytest.raises(AssertionError), up_in(own_home, token, "tests.flow.dying_up") as dying:
        body = json.dumps(dying.raised(500)).encode()
        assert dying.post(body, key="k") == (0, {})
    with up_in(own_home, token) as again:
        first, second = (again.post(body, key="k") for _ in range(2))
        assert (first[0], first[1]["again"], first[1]["facts"][0]["id"]) == (201, True, "500#1")
        assert second == first
        assert again.get("/m/DP500.json")[1]["trail"][-1]["id"] == "500#1"
        assert len(again.get("/m/DP500.json")[1]["trail"]) == 1
