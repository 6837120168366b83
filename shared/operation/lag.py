"""PURE. How far behind the log each partition is, in facts and in seconds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.eventlog.backlog import Backlog
from shared.transport.carried import partition_of

Streams = dict[str, int]
"""Of one partition: each stream with the position of its last fact, the lowest first."""


@dataclass(frozen=True, slots=True)
class Lag:
    """`position` is reached in the partition; `last` is its last fact in the log, 0 where it has none.

    `facts` counts those between; `seconds` is how long ago the oldest of them was recorded, 0 where there is none.
    """

    partition: int
    position: int
    last: int
    facts: int
    seconds: float


def behind(reached: Mapping[int, int], ends: Sequence[Streams]) -> dict[str, int]:
    """The streams whose last fact lies above what their partition has reached, each with the position reached."""
    return {
        stream: reached[partition]
        for partition, streams in enumerate(ends)
        for stream in _above(reached[partition], streams)
    }


def _above(position: int, streams: Streams) -> Iterator[str]:
    """Looks no further than that, however many streams there are."""
    for stream, last in reversed(streams.items()):
        if last <= position:
            return
        yield stream


def lags(
    reached: Mapping[int, int], ends: Sequence[Streams], waiting: Iterable[Backlog], now: datetime
) -> tuple[Lag, ...]:
    """Of each partition in `reached`, in order. `waiting` has what of each stream is left behind."""
    left: dict[int, list[Backlog]] = defaultdict(list)
    for each in waiting:
        left[partition_of(each.stream, len(ends))].append(each)
    return tuple(
        _lag(partition, reached[partition], _last(streams), left[partition], now)
        for partition, streams in enumerate(ends)
    )


def _last(streams: Streams) -> int:
    return next(reversed(streams.values()), 0)


def _lag(partition: int, position: int, last: int, left: list[Backlog], now: datetime) -> Lag:
    oldest = min((each.recorded_at for each in left), default=now)
    facts = sum(each.facts for each in left)
    return Lag(partition, position, last, facts, max(0.0, (now - oldest).total_seconds()))
