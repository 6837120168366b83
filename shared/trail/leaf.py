"""The bytes of a fact that the tree covers, version 1: all that the log stores of it, as it is stored."""

import struct
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

VERSION_LINE = b"secchange/fact/1\n"
LEAF_PREFIX = b"\x00"
"""What is hashed as a leaf is never what is hashed as a node."""

_HEAD = struct.Struct(">QQqqqIIII")


class Line(NamedTuple):
    """One line of the log, column by column. `*_us`: microseconds since 1970 in UTC; `identity`: empty where NULL."""

    position: int
    version: int
    known_at_us: int
    latest_known_at_us: int
    recorded_at_us: int
    stream: str
    topic: str
    identity: bytes
    state: bytes

    @property
    def id(self) -> str:
        return f"{self.stream}#{self.version}"


def leaf_data(line: Line) -> bytes:
    """Every column, each with its length: two lines that differ anywhere have different bytes."""
    stream, topic = line.stream.encode(), line.topic.encode()
    sizes = (len(stream), len(topic), len(line.identity), len(line.state))
    return b"".join((VERSION_LINE, _HEAD.pack(*line[:5], *sizes), stream, topic, line.identity, line.state))


def leaf_hash(line: Line) -> bytes:
    """The 32 bytes that stand for the line in the tree."""
    return sha256(LEAF_PREFIX + leaf_data(line)).digest()


def leaf_hashes(lines: Iterable[Line]) -> list[bytes]:
    """The same of many lines, each in a third less time."""
    pack, join, prefix = _HEAD.pack, b"".join, LEAF_PREFIX + VERSION_LINE
    return [
        sha256(
            join(
                (
                    prefix,
                    pack(
                        position,
                        version,
                        known,
                        latest,
                        recorded,
                        len(told := stream.encode()),
                        len(name := topic.encode()),
                        len(identity),
                        len(state),
                    ),
                    told,
                    name,
                    identity,
                    state,
                )
            )
        ).digest()
        for position, version, known, latest, recorded, stream, topic, identity, state in lines
    ]
