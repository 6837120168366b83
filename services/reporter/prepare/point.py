"""PURE. One thing that was planned or begun, and of which no outcome is recorded."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.domain.streams import Body

Whom = Literal["SECAS", "DCC", "Authority", "Panel", "Change Sub-Committee", "Change Board", "Working Group"]

BODIES: dict[Body, Whom] = {
    "panel": "Panel",
    "csc": "Change Sub-Committee",
    "change_board": "Change Board",
    "working_group": "Working Group",
}


@dataclass(frozen=True, slots=True)
class Point:
    """`question` names what was asked; `which` is a label or a name that people use, `stream` what it stands for.

    `since` is the day by which the outcome was due, or from which on it is awaited.
    """

    question: str
    what: str
    which: str
    stream: str
    since: date
    ask: Whom
    evidence: tuple[str, ...]


def as_json(point: Point) -> dict[str, Any]:
    """The keys are promised to other programs."""
    return {
        "question": point.question,
        "what": point.what,
        "which": point.which,
        "stream": point.stream,
        "since": point.since.isoformat(),
        "ask": point.ask,
        "evidence": list(point.evidence),
    }
