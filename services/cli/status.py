"""How far the rows are, as tables for people and as JSON for programs."""

from collections import Counter
from typing import Any

from services.cli.output import put_table
from shared.operation.status import Status

STREAMS_SHOWN = 20
"""Of those that are held up, to people."""


def status_json(found: Status) -> dict[str, Any]:
    """`position` is complete but for what is parked; lag in facts and in seconds, whole and for each partition."""
    return {
        "generation": found.generation,
        "topic": found.topic,
        "position": found.position,
        "head": found.head,
        "complete": found.is_complete,
        "missing": found.missing,
        "lag": {"facts": found.facts_behind, "seconds": round(found.seconds_behind, 3)},
        "partitions": [
            {
                "partition": lag.partition,
                "position": lag.position,
                "head": lag.last,
                "lag": {"facts": lag.facts, "seconds": round(lag.seconds, 3)},
            }
            for lag in found.partitions
        ],
        "parked_count": len(found.parked),
        "parked": [{"stream": p.stream, "position": p.position, "reason": p.reason} for p in found.parked],
    }


def status_tables(found: Status) -> None:
    """One line for the whole, one for each partition; then what is parked, if anything is."""
    which = f"generation {found.generation}" if found.generation else "nothing projected"
    title = f"{which} of {found.topic}: position {found.position} of {found.head}, {found.missing or 'complete'}"
    columns = ("Partition", "Position", "Head", "Facts behind", "Seconds behind")
    rows = [(lag.partition, lag.position, lag.last, lag.facts, f"{lag.seconds:.1f}") for lag in found.partitions]
    put_table(title, columns, rows, numeric=frozenset(range(5)))
    if found.parked:
        _parked_table(found)


def _parked_table(found: Status) -> None:
    """The fact at which each stream is held up, of the first streams; those that wait behind it are counted."""
    held_up = {each.stream: each for each in reversed(found.parked)}
    waiting = Counter(each.stream for each in found.parked)
    first = sorted(held_up.values(), key=lambda each: each.position)[:STREAMS_SHOWN]
    told = [(each.position, each.stream, each.reason, each.attempts, waiting[each.stream] - 1) for each in first]
    left = len(held_up) - len(first)
    put_table(
        f"Parked: {len(found.parked)} facts of {found.streams_parked} streams"
        f"{f', {left} of them not shown' if left else ''} (see `secchange quarantine list`)",
        ("Position", "Stream", "Reason", "Attempts", "Waiting"),
        told,
        numeric=frozenset({0, 3, 4}),
    )
