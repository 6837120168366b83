"""Facts as the tree covers them: every column of the log, as it is stored."""

import struct
from collections.abc import Iterator
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from shared.eventlog.recorder import TABLE
from shared.eventlog.schema import SCHEMA
from shared.trail.leaf import Line

BEFORE_ALL = -(2**63)
"""Below every position that a database can hold, also such as no log gives out."""
AFTER_ALL = 2**63 - 1

_EPOCH_OF_POSTGRES_US = 946_684_800_000_000
"""2000-01-01, from which PostgreSQL counts, in microseconds since 1970."""
_NEVER = (-(2**63), 2**63 - 1)
"""How it writes what has no end; there is nothing to be added to."""

_moments = struct.Struct(">qqq").unpack


class LineReader:
    """Reads lines in order of position."""

    def __init__(self, schema: str = SCHEMA, table: str = TABLE) -> None:
        names = {"facts": Identifier(schema, table)}
        self._page = SQL(_PAGE).format(**names)
        self._with_tile = SQL(_WITH_TILE).format(**names)
        self._head = SQL("SELECT coalesce(max(notification_id), 0) FROM {facts}").format(**names)

    def head(self, connection: Connection[Any]) -> int:
        """The last position; 0 in an empty log."""
        row = connection.execute(self._head, prepare=True).fetchone()
        assert row is not None
        return int(row[0])

    def page(self, connection: Connection[Any], after: int, upto: int, limit: int) -> list[Line]:
        """Up to `limit` lines with positions above `after`, and not above `upto`."""
        with connection.cursor(binary=True) as cursor:
            rows = cursor.execute(self._page, (after, upto, limit), prepare=True).fetchall()
        return [_line(*row) for row in rows]

    def with_tile(self, connection: Connection[Any], position: int) -> tuple[Line, int, bytes, bytes] | None:
        """The line at that position, with index, positions and hashes of the tile that reaches it; None where there
        is no such line, or no tile yet."""
        with connection.cursor(binary=True) as cursor:
            row = cursor.execute(self._with_tile, (position,), prepare=True).fetchone()
        return (_line(*row[:7]), *row[7:]) if row else None

    def all(self, connection: Connection[Any], after: int, limit: int) -> Iterator[Line]:
        """Every line above `after`, so many at a time."""
        while lines := self.page(connection, after, AFTER_ALL, limit):
            yield from lines
            after = lines[-1].position


def _line(position: int, version: int, moments: bytes, stream: str, topic: str, identity: bytes, state: bytes) -> Line:
    known, latest, recorded = map(_since_1970, _moments(moments))
    return Line(position, version, known, latest, recorded, stream, topic, identity, state)


def _since_1970(microseconds: int) -> int:
    return microseconds if microseconds in _NEVER else microseconds + _EPOCH_OF_POSTGRES_US


# The moments go over as the eight bytes each in which they are stored.
_COLUMNS = """
    notification_id,
    originator_version,
    timestamptz_send(known_at) || timestamptz_send(latest_known_at) || timestamptz_send(recorded_at),
    originator_id,
    topic,
    coalesce(identity, ''),
    state
"""

_WITH_TILE = f"""
SELECT {_COLUMNS}, tile.index, tile.positions, tile.hashes
FROM {{facts}}
CROSS JOIN LATERAL (
    SELECT index, positions, hashes
    FROM trail.tiles
    WHERE level = 0 AND last_position >= notification_id
    ORDER BY last_position
    LIMIT 1
) AS tile
WHERE notification_id = %b
"""

_PAGE = f"""
SELECT {_COLUMNS}
FROM {{facts}}
WHERE notification_id > %b AND notification_id <= %b
ORDER BY notification_id
LIMIT %b
"""
