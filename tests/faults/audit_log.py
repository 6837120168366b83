"""The part of the audit that asks the log: every fact once, in order, and all that a writer was told is durable."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import psycopg
from psycopg.rows import class_row

from shared.domain.codec import encode
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog

PAGE = 997
"""Facts that the log's own reader is asked for at a time: no divisor of anything else here."""


class Line(NamedTuple):
    """A line of the log's table."""

    position: int
    stream: str
    version: int
    recorded_at: datetime
    value: bytes


def as_stored(url: str) -> list[Line]:
    """The table, past all our code, in the order of positions."""
    with psycopg.connect(url) as connection, connection.cursor(row_factory=class_row(Line)) as cursor:
        return cursor.execute(
            """
            SELECT notification_id AS position, originator_id AS stream, originator_version AS version, recorded_at,
                state AS value
            FROM eventlog.facts
            ORDER BY notification_id, originator_id, originator_version
            """
        ).fetchall()


def log_findings(
    log: EventLog, lines: Sequence[Line], acknowledged: Iterable[Recorded], facts: int | None
) -> list[str]:
    """One line for each thing that is not in order. `facts` is how many there should be, where that is known."""
    found = [*_order_findings(lines), *_version_findings(lines), *_twice(lines), *_acknowledged(lines, acknowledged)]
    if facts is not None and len(lines) != facts:
        found.append(f"the log holds {len(lines)} facts, and {facts} were expected")
    if _as_read(log) != [(line.position, line.stream, line.version, line.value) for line in lines]:
        found.append("reading the log page by page does not give what its table holds")
    return found


def _order_findings(lines: Sequence[Line]) -> list[str]:
    return [
        f"{after.stream}#{after.version} and {before.stream}#{before.version} are both at position {after.position}"
        for before, after in pairwise(lines)
        if after.position <= before.position
    ]


def _version_findings(lines: Sequence[Line]) -> list[str]:
    """In each stream 1, 2, 3 and so on, in the order of positions."""
    last: Counter[str] = Counter()
    found = []
    for line in lines:
        if line.version != last[line.stream] + 1:
            found.append(f"{line.stream}#{line.version} at {line.position} comes after version {last[line.stream]}")
        last[line.stream] = line.version
    return found


def _twice(lines: Sequence[Line]) -> list[str]:
    """No entry was recorded once more under another number: each says when it was known, so no two are alike."""
    told = Counter((line.stream, line.value) for line in lines)
    return [f"recorded {times} times in {stream}: {value!r}" for (stream, value), times in told.items() if times > 1]


def _acknowledged(lines: Sequence[Line], acknowledged: Iterable[Recorded]) -> list[str]:
    there = set(lines)
    return [
        f"acknowledged and not in the log as it was: {each.id} at position {each.position}"
        for each in acknowledged
        if Line(each.position, each.stream, each.version, each.recorded_at, encode(each.entry)) not in there
    ]


def _as_read(log: EventLog) -> list[tuple[int, str, int, bytes]]:
    read: list[tuple[int, str, int, bytes]] = []
    while page := log.read(read[-1][0] if read else 0, PAGE):
        read += [(fact.position, fact.stream, fact.version, fact.value) for fact in page]
    return read
