"""A stored fact on its way: with its partition, and the position of the one before it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import msgspec

from shared.domain.recorded import StoredFact


class Carried(msgspec.Struct, frozen=True, gc=False):
    """`previous` is the position of the last fact before this one in the same partition; 0 where there is none."""

    fact: StoredFact
    partition: int
    previous: int


@dataclass(frozen=True, slots=True)
class NotCarried:
    """A record that lies on the topic and is none of ours: where it lies, if that is known, and why, in one line.

    It may stand where a fact stood. Whoever receives it need not stop: the next fact of the partition names its
    predecessor, and what is missing is in the log.
    """

    topic: str
    partition: int
    offset: int | None
    reason: str

    def __str__(self) -> str:
        return f"{self.topic}, partition {self.partition}, offset {self.offset}: {self.reason}"


Received = Carried | NotCarried


def partition_of(stream: str, count: int) -> int:
    """The partition, 0 to `count` - 1, of everything in `stream`. The same for ever: it is ours, not the client's."""
    return crc32(stream.encode()) % count


def check_partitions(batch: Sequence[Carried], count: int) -> None:
    """Raises ValueError when a record is meant for a partition that a topic of `count` does not have."""
    for carried in batch:
        if not 0 <= carried.partition < count:
            raise ValueError(f"{carried.fact.id} is for partition {carried.partition}: expected 0 to {count - 1}")
