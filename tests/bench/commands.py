"""Commands over HTTP to durable, at a steady rate: through an ingest process that relays to Kafka meanwhile."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import islice
from time import monotonic, sleep
from typing import Any, NamedTuple
from uuid import uuid4

from infra.ports import free_port
from services.ingest.tokens import new_token
from shared.process.command import Giver
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.stand import Stand
from tests.bench.visible import carried
from tests.flow.processes import until_ready

PER_SECOND = 50

# What becomes of each proposal, from its beginning until it is withdrawn.
LIFE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("RaiseProposal", "2020-05-04", {"title": "Meters", "proposer": {"name": "N", "organisation": "DCC"}}),
    ("AssignLeadAnalyst", "2020-05-05", {"analyst": "17"}),
    ("DetermineReadiness", "2020-05-26", {"outcome": "ready", "mode": "meeting"}),
    ("ConvertProposal", "2020-06-19", {"route": "refinement"}),
    ("DeterminePath", "2020-06-19", {"path": "self_governance", "by": "panel"}),
    ("RequestAssessment", "2020-06-22", {"kind": "PA"}),
    ("AcceptAssessment", "2020-06-23", {"kind": "PA", "target_wd": 15}),
    ("ReturnAssessment", "2020-07-13", {"kind": "PA"}),
    ("ChangeTitle", "2020-07-14", {"title": "Meters in lofts"}),
    ("RequestWithdrawal", "2020-07-20", {}),
)


class Given(NamedTuple):
    """A command, ready to be sent."""

    name: str
    body: bytes


def commands(stand: Stand) -> Iterator[Row]:
    count = stand.size(500, 50)
    told = lives()
    token, known = new_token(Giver("Analyst One", "secretariat"))
    port, env = str(free_port()), {"SECCHANGE_TOKEN_LINES": known.line()}
    with carried(stand, ingest=("--port", port), env=env):
        until_ready(f"http://127.0.0.1:{port}/health/ready")
        client = Client(int(port), token)
        client.paced(islice(told, count), with_key=True)
        found = {
            "with a key": [client.paced(islice(told, count), with_key=True) for _ in range(stand.rounds)],
            "without one": [client.paced(islice(told, count), with_key=False) for _ in range(stand.rounds)],
        }
    for how, rounds in found.items():
        for percent, goal in ((50, Goal("at most", 10)), (95, None), (99, None)):
            figures = Figures(tuple(percentile(latencies, percent) for latencies in rounds))
            what = "median" if percent == 50 else f"p{percent}"
            yield Row(f"a command over HTTP to durable, {how}, {PER_SECOND}/s, {what}", "ms", figures, goal)


class Client:
    """One caller, who keeps the line open."""

    def __init__(self, port: int, token: str) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def paced(self, told: Iterator[Given], *, with_key: bool) -> list[float]:
        """Milliseconds from when each was to be given until it was answered; one that is late is late from then on."""
        start, found = monotonic(), list[float]()
        for number, given in enumerate(told):
            due = start + number / PER_SECOND
            sleep(max(0.0, due - monotonic()))
            self._give(given, {"Idempotency-Key": str(uuid4())} if with_key else {})
            found.append(1000 * (monotonic() - due))
        return found

    def _give(self, given: Given, more: dict[str, str]) -> None:
        self._line.request("POST", f"/commands/{given.name}", given.body, self._headers | more)
        answer = self._line.getresponse()
        told = answer.read()
        assert answer.status == 201, f"{given.name}: {told.decode()}"


def lives() -> Iterator[Given]:
    """Command by command, one proposal after another."""
    for number in range(1, 10_000):
        for name, on, fields in LIFE:
            label = {"label": f"DP{number:03}"} if name == "RaiseProposal" else {}
            asked = {"ref": f"DP{number}", "on": on, "evidence": "minutes of the meeting", **label, **fields}
            yield Given(name, json.dumps(asked).encode())
