"""A stored fact on its way: with its partition, and the position of the one before it there."""

from dataclasses import dataclass
from zlib import crc32

from shared.domain.recorded import StoredFact


@dataclass(frozen=True, slots=True)
class Carried:
    """`previous` is the position of the last fact before this one in the same partition; 0 where there is none."""

    fact: StoredFact
    partition: int
    previous: int


def partition_of(stream: str, count: int) -> int:
    """The partition, 0 to `count` - 1, of everything in `stream`. The same for ever: it is ours, not the client's."""
    return crc32(stream.encode()) % count
