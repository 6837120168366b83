"""The door for commands, over a log of its own, as callers of each role come to it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from fastapi import FastAPI
from fastapi.testclient import TestClient

from services.ingest.commanding import CommandDesk
from services.ingest.tokens import Tokens, new_token
from services.ingest.web.app import add_commands
from services.ingest.web.door import CommandDoor
from services.ingest.web.workers import Workers
from shared.answers.store import Answers, AnswerStore
from shared.eventlog.log import EventLog
from shared.process.command import Giver, Role
from shared.web.problem import add_faults

NOW = datetime(2020, 12, 1, 12, tzinfo=UTC)
RAISE = {
    "ref": "DP125",
    "on": "2020-05-07",
    "evidence": "form",
    "label": "DP125",
    "title": "Meters",
    "proposer": {"name": "N", "party_category": "large_supplier"},
}
"""A command that is carried out where nothing is recorded yet."""


@dataclass
class Givers:
    """Those who give commands, each with a token; made when first asked for."""

    tokens: Tokens = field(default_factory=lambda: Tokens(None))
    _shown: dict[Giver, str] = field(default_factory=dict)

    def token(self, role: str, person: str) -> str:
        giver = Giver(person, cast(Role, role))
        if giver not in self._shown:
            self._shown[giver], known = new_token(giver)
            self.tokens._given += (known,)
        return self._shown[giver]


@dataclass
class Door:
    """As a caller has it. `log` is what it writes to."""

    client: TestClient
    log: EventLog
    givers: Givers
    app: FastAPI
    url: str

    def post(
        self,
        name: str,
        body: Mapping[str, Any] | bytes = RAISE,
        *,
        role: str = "secretariat",
        person: str = "Analyst One",
        key: str | None = None,
        query: str = "",
        **headers: str,
    ) -> Any:
        """The answer to a command, given in JSON or as these very bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {
            "Authorization": f"Bearer {self.givers.token(role, person)}",
            "Content-Type": "application/json",
            **({"Idempotency-Key": key} if key else {}),
            **{header.replace("_", "-"): value for header, value in headers.items()},
        }
        return self.client.post(f"/commands/{name}{query}", content=content, headers=sent)

    def post_many(self, *lines: Mapping[str, Any] | bytes, mode: str = "", role: str = "secretariat") -> Any:
        """The answer to many commands, one a line."""
        told = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        sent = {
            "Authorization": f"Bearer {self.givers.token(role, 'Analyst One')}",
            "Content-Type": "application/x-ndjson",
        }
        query = f"?mode={mode}" if mode else ""
        return self.client.post(f"/commands{query}", content=b"\n".join(told), headers=sent)


@contextmanager
def door_over(database: str, answers: Answers | None = None) -> Iterator[Door]:
    """The commands alone, in the middle of the day that the tests take for today."""
    with EventLog.open(database) as log, AnswerStore(database) as store:
        givers, workers, app = Givers(), Workers(), FastAPI()
        add_faults(app)
        door = CommandDoor(CommandDesk(log), answers or store, now=lambda: NOW)
        add_commands(app, door, givers.tokens, workers)
        with TestClient(app, raise_server_exceptions=False) as client:
            yield Door(client, log, givers, app, database)
        workers.close()
