"""What became of a command, as it is answered over HTTP. Refusals and conflicts are RFC 9457 problem details."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from services.ingest.commanding import Accepted, Conflict, Outcome
from shared.domain.recorded import Recorded
from shared.eventlog.errors import WrongVersion
from shared.process.command import Decided
from shared.process.refusal import Refusal
from shared.process.separation import SEPARATION
from shared.web.problem import PROBLEM, told

BY_WHOM = frozenset({"role_may_not", *(guard.code for _, guard in SEPARATION)})
"""Codes of refusals that are about who gave the command, and not about the command."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_replayed`: it was given before. `again_in_seconds`: come again, with the same."""

    status: int
    body: bytes
    is_replayed: bool = False
    again_in_seconds: int | None = None

    @property
    def media_type(self) -> str:
        return "application/json" if self.status < 400 else PROBLEM


def of_outcome(stream: str, outcome: Outcome) -> Answer:
    """Of a command that is of `stream`."""
    match outcome:
        case Accepted():
            return Answer(201, orjson.dumps(_accepted(stream, outcome)))
        case Refusal():
            return _refused(outcome)
        case Conflict():
            return _conflicting(outcome)


def of_rehearsal(stream: str, outcome: Sequence[Decided] | Refusal | Conflict) -> Answer:
    """What would become of it: nothing was recorded, and no fact has an id."""
    match outcome:
        case Refusal():
            return _refused(outcome)
        case Conflict():
            return _conflicting(outcome)
        case decided:
            facts = [_would_be(each) for each in decided]
            return Answer(200, orjson.dumps({"stream": stream, "facts": facts, "dry_run": True}))


def of_crowd(error: WrongVersion) -> Answer:
    """Others were quicker time and again."""
    return _problem(409, "stream-busy", str(error), again_in_seconds=1, stream=error.stream, version=error.found)


def in_flight() -> Answer:
    return _problem(409, "in-flight", "the same key is being answered at this moment: come again", again_in_seconds=1)


def key_reused() -> Answer:
    return _problem(
        422,
        "idempotency-key-reused",
        "another command, or another body, came under this key before: expected the same, byte for byte, or a new key",
    )


def _accepted(stream: str, accepted: Accepted) -> dict[str, object]:
    return {
        "command_id": accepted.command_id,
        "stream": stream,
        "version": accepted.version,
        "state": accepted.state,
        "facts": [_recorded(fact) for fact in accepted.facts],
        "again": accepted.again,
    }


def _recorded(fact: Recorded) -> dict[str, object]:
    return {
        "id": fact.id,
        "type": type(fact.fact).__name__,
        "occurred_on": fact.day.isoformat(),
        "position": fact.position,
    }


def _would_be(decided: Decided) -> dict[str, object]:
    return {
        "stream": decided.stream,
        "type": type(decided.fact).__name__,
        "occurred_on": decided.on.isoformat(),
        "data": decided.fact.model_dump(mode="json", exclude_none=True),
    }


def _refused(refusal: Refusal) -> Answer:
    status = 403 if refusal.code in BY_WHOM else 422
    return _problem(status, refusal.code, refusal.message, clause=refusal.clause, allowed=list(refusal.allowed))


def _conflicting(conflict: Conflict) -> Answer:
    return _problem(
        409,
        "version-conflict",
        str(conflict),
        stream=conflict.stream,
        version=conflict.version,
        state=conflict.state,
    )


def _problem(status: int, code: str, detail: str, *, again_in_seconds: int | None = None, **more: object) -> Answer:
    return Answer(status, orjson.dumps(told(status, code, detail, **more)), again_in_seconds=again_in_seconds)
