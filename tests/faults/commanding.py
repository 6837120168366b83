"""Somebody who gives one command after another over HTTP, each again under its key until it is answered."""

import json
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Any, Self

from services.ingest.tokens import new_token
from shared.eventlog.log import EventLog
from shared.process.command import Giver

FIRST = 7_000
"""Above the numbers of made-up histories."""
REST_SECONDS = 0.05
ANSWERED_WITHIN_SECONDS, WAITED_FOR_SECONDS = 10.0, 60.0
TO_COME_AGAIN = {409, 429, 503}
"""The key is being answered at this moment, too many wait, or the database is away."""

TOKEN, _KNOWN = new_token(Giver("Ann", "secretariat"))
TOKEN_LINE = _KNOWN.line()


class Commanding:
    """At work in a thread while the block runs; the last command is answered when it ends."""

    def __init__(self, port: int) -> None:
        self.answered: dict[int, str] = {}
        """By the number of the proposal that was raised, the id of its fact."""
        self.asked_again = 0
        self._port = port
        self._stop = Event()
        self._failures: list[BaseException] = []
        self._thread = Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        if self._failures:
            raise self._failures[0]

    def assert_done_once(self, url: str) -> None:
        """Each proposal is raised by the one fact that the answer named."""
        assert self.answered
        with EventLog.open(url) as log:
            raised = {number: [fact.id for fact in log.stored_history(f"{number}")] for number in self.answered}
            beyond = log.stored_history(f"{FIRST + len(self.answered)}")
        assert raised == {number: [id] for number, id in self.answered.items()}
        assert not beyond, "nothing was done that was not asked for"

    def _run(self) -> None:
        number = FIRST
        try:
            while not self._stop.wait(REST_SECONDS):
                begun = monotonic()
                while (told := self._given(number)) is None:
                    assert monotonic() < begun + WAITED_FOR_SECONDS, f"command {number} is never answered"
                    self.asked_again += 1
                    Event().wait(REST_SECONDS)
                [fact] = told["facts"]
                self.answered[number] = fact["id"]
                number += 1
        except BaseException as failure:
            self._failures.append(failure)

    def _given(self, number: int) -> dict[str, Any] | None:
        """What was answered; None where there was no answer, or one that says to come again."""
        line = HTTPConnection("127.0.0.1", self._port, timeout=ANSWERED_WITHIN_SECONDS)
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        try:
            line.request("POST", "/commands/RaiseProposal", _body(number), headers | {"Idempotency-Key": f"{number}"})
            answer = line.getresponse()
            told: dict[str, Any] = json.loads(answer.read())
        except (HTTPException, OSError):
            return None
        finally:
            line.close()
        if answer.status in TO_COME_AGAIN:
            return None
        assert answer.status == 201, told
        return told


def _body(number: int) -> str:
    label = f"DP{number}"
    proposer = {"name": "N", "party_category": "large_supplier"}
    return json.dumps(
        {"ref": label, "on": "2020-05-07", "evidence": "form", "label": label, "title": "Meters", "proposer": proposer}
    )
