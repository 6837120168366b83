"""A hash does not tell what it was made of; but of a guess it tells whether it is right.

So each way of tampering with a line is a guess at the line as it was, tried on the hash of its leaf.
"""

import struct
from collections.abc import Collection

from shared.trail.leaf import Line, leaf_hash

LAST_VERSION = 1_000
"""Higher ones are not guessed at."""

WHOLE = "all"
"""Everything but the position."""

_NO_HASH = bytes(32)

# The parts of a fact that may be exchanged with another's, the most first.
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (WHOLE, tuple(column for column in Line._fields if column != "position")),
    (WHOLE, ("version", "known_at_us", "recorded_at_us", "stream", "topic", "identity", "state")),
    ("what is said", ("known_at_us", "topic", "identity", "state")),
    ("topics and bytes", ("topic", "identity", "state")),
    ("topics and bytes", ("topic", "state")),
    ("the bytes", ("identity", "state")),
    ("the bytes", ("state",)),
    ("the topics", ("topic",)),
    ("streams and versions", ("stream", "version")),
    ("the versions", ("version",)),
    ("the known_at", ("known_at_us",)),
    ("the recorded_at", ("recorded_at_us",)),
    ("the identities", ("identity",)),
)


def hash_of(line: Line) -> bytes:
    """The leaf's hash; of a line such as no log writes, one that no leaf has."""
    try:
        return leaf_hash(line)
    except struct.error:
        return _NO_HASH


def taken_from(line: Line, leaf: bytes, other: Line) -> str | None:
    """Which part of `other` stood in the line when it was hashed; None where no such guess is right."""
    for what, columns in _PARTS:
        if hash_of(line._replace(**{column: getattr(other, column) for column in columns})) == leaf:
            return what
    return None


def other_topic(line: Line, leaf: bytes, topics: Collection[str]) -> str | None:
    """The topic that the line had, if all else is as it was."""
    return next((topic for topic in topics if hash_of(line._replace(topic=topic)) == leaf), None)


def other_version(line: Line, leaf: bytes) -> int | None:
    """The version that the line had, if all else is as it was."""
    versions = range(1, LAST_VERSION + 1)
    return next((version for version in versions if hash_of(line._replace(version=version)) == leaf), None)


def column_of(line: Line, leaf: bytes) -> str | None:
    """The column that was changed, where that can be guessed: one moment is mostly the other, and identities go."""
    guesses = {
        "identity": line._replace(identity=b""),
        "known_at": line._replace(known_at_us=line.latest_known_at_us),
        "latest_known_at": line._replace(latest_known_at_us=line.known_at_us),
    }
    return next((column for column, was in guesses.items() if hash_of(was) == leaf), None)
