"""The last position of each stream, remembered from one look to the next: only what came since is gone through."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.eventlog.log import EventLog
from shared.operation.lag import Streams
from shared.transport.carried import partition_of


@dataclass(slots=True)
class _Remembered:
    partitions: Sequence[Streams]
    head: int = 0


@dataclass(slots=True)
class Ends:
    """Of one log. Not for two threads. A look costs what came since, however many streams there are."""

    log: EventLog
    _of: dict[int, _Remembered] = field(default_factory=dict)
    """By how many partitions there are: rows may be made of fewer than the topic now has."""

    def upto(self, head: int, count: int) -> Sequence[Streams]:
        """Of each of `count` partitions, what it has up to there. Not to be changed, and good until asked again."""
        known = self._of.get(count)
        if known is None or head < known.head:  # the log was restored from an older copy
            known = self._of[count] = _Remembered([{} for _ in range(count)])
        since = self.log.streams(head, after=known.head)
        for stream, position in sorted(since.items(), key=lambda each: each[1]):
            streams = known.partitions[partition_of(stream, count)]
            streams.pop(stream, None)  # or it would keep its old place among the others
            streams[stream] = position
        known.head = head
        return known.partitions
