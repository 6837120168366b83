"""PURE. How far behind the log each partition is, in facts and in seconds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.eventlog.backlog import Backlog
from shared.transport.carried import partition_of


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


def behind(reached: Mapping[int, int], last: Mapping[str, int]) -> dict[str, int]:
    """The streams whose last fact lies above what their partition has reached, each with the position reached."""
    places = {stream: reached[partition_of(stream, len(reached))] for stream in last}
    return {stream: place for stream, place in places.items() if last[stream] > place}


def lags(
    reached: Mapping[int, int], last: Mapping[str, int], waiting: Iterable[Backlog], now: datetime
) -> tuple[Lag, ...]:
    """Of each partition in `reached`, in order. `last` has every stream's last fact; `waiting` those left behind."""
    count = len(reached)
    ends: dict[int, int] = defaultdict(int)
    for stream, position in last.items():
        partition = partition_of(stream, count)
        ends[partition] = max(ends[partition], position)
    left: dict[int, list[Backlog]] = defaultdict(list)
    for each in waiting:
        left[partition_of(each.stream, count)].append(each)
    return tuple(
        _lag(partition, reached[partition], ends[partition], left[partition], now) for partition in range(count)
    )


def _lag(partition: int, position: int, last: int, left: list[Backlog], now: datetime) -> Lag:
    oldest = min((each.recorded_at for each in left), default=now)
    facts = sum(each.facts for each in left)
    return Lag(partition, position, last, facts, max(0.0, (now - oldest).total_seconds()))
