"""The tree over facts, as RFC 9162 section 2.1 defines it, word for word and slowly. Shares nothing with ours."""

import struct
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the log, in all its columns; moments in microseconds since 1970."""

    position: int
    stream: str
    version: int
    topic: str
    known_at_us: int
    latest_known_at_us: int
    recorded_at_us: int
    identity: bytes | None
    state: bytes

    @property
    def id(self) -> str:
        return f"{self.stream}#{self.version}"


def data(row: Row) -> bytes:
    """What is hashed for it."""
    texts = (row.stream.encode(), row.topic.encode(), row.identity or b"", row.state)
    numbers = (row.position, row.version, row.known_at_us, row.latest_known_at_us, row.recorded_at_us)
    lengths = [len(text) for text in texts]
    return b"secchange/fact/1\n" + struct.pack(">QQqqqIIII", *numbers, *lengths) + b"".join(texts)


def root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = split(len(leaves))
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:])).digest()


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*inclusion(index, leaves[:k]), root(leaves[k:])]
    return [*inclusion(index - k, leaves[k:]), root(leaves[:k])]


def consistency(old: int, leaves: Sequence[bytes], is_whole: bool = True) -> list[bytes]:
    """From the tree of the first `old` leaves, of which there are some, to that of all."""
    if old == len(leaves):
        return [] if is_whole else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*consistency(old, leaves[:k], is_whole), root(leaves[k:])]
    return [*consistency(old - k, leaves[k:], False), root(leaves[:k])]


def split(size: int) -> int:
    """The largest power of two below it."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k
