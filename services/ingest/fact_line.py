"""PURE. A line of a file as an entry, whether someone wrote it or an export did."""

from dataclasses import dataclass
from typing import Any

import orjson

from services.ingest.lines import Line
from shared.domain.codec import NotAFact, decode
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact

PLACE_IN_A_LOG = frozenset({"id", "position", "recorded_at"})
"""What an export adds to a fact. On the way in they are passed over: the log gives its own."""

_MARKS = tuple(f'"{name}"'.encode() for name in sorted(PLACE_IN_A_LOG))


@dataclass(frozen=True, slots=True)
class FactLine:
    """`id` is the fact's in the log from which the line was exported; None where someone wrote it."""

    number: int
    entry: Entry[AnyFact]
    id: str | None


def fact_of(line: Line) -> FactLine:
    """The fact on the line. Raises NotAFact with the reason, in one line."""
    if line.is_too_long:
        raise NotAFact(f"{line.size:,} bytes are too many for one fact; the line was passed over unread")
    if b"\0" in line.text:
        raise NotAFact("it holds the character NUL, which no text of a fact may hold")
    try:
        return _decoded(line)
    except NotAFact as error:
        cut = "" if line.has_end else "; the file ends in the middle of this line"
        raise NotAFact(f"{error}{cut}") from None


def _decoded(line: Line) -> FactLine:
    if not any(mark in line.text for mark in _MARKS):
        return FactLine(line.number, decode(line.text), None)
    try:
        found = orjson.loads(line.text)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        return FactLine(line.number, decode(line.text), None)
    return _without_place(line.number, found)


def _without_place(number: int, found: dict[str, Any]) -> FactLine:
    fact = orjson.dumps({name: value for name, value in found.items() if name not in PLACE_IN_A_LOG})
    id = found.get("id")
    return FactLine(number, decode(fact), id if isinstance(id, str) else None)
