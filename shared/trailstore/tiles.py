"""Reading the rows of the tree, inside whatever transaction the caller has."""

import struct
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from psycopg import Connection

from shared.trail.tree import HASH_BYTES
from shared.trailstore.errors import TrailDamaged
from shared.trailstore.schema import TILE

POSITION_BYTES = 8


class Leaves(NamedTuple):
    """Leaves that follow each other, as they were when first seen."""

    first: int
    positions: list[int]
    hashes: list[bytes]

    @property
    def end(self) -> int:
        """The index of whatever comes next."""
        return self.first + len(self.hashes)


class Tile(NamedTuple):
    """A tile as it is kept. `positions` are there for leaves only."""

    level: int
    number: int
    hashes: list[bytes]
    root: bytes
    positions: list[int]

    @property
    def leaves(self) -> Leaves:
        return Leaves(self.number * TILE, self.positions, self.hashes)


def tile_count(connection: Connection[Any], level: int) -> int:
    """How many whole tiles there are of a level."""
    row = connection.execute(_COUNT, (level,), prepare=True).fetchone()
    assert row is not None
    return int(row[0])


def newest(connection: Connection[Any]) -> Leaves:
    """The leaves after the last whole tile, as they were at one moment: somebody may be making a tile of them. Raises
    TrailDamaged as `joined`."""
    with connection.cursor(binary=True) as cursor:
        rows = cursor.execute(_NEWEST, (TILE,), prepare=True).fetchall()
    start = rows[0][0]
    return joined(start, [_run(*row) for _, *row in rows if row[0] is not None])


def joined(start: int, runs: Sequence[Leaves]) -> Leaves:
    """The leaves of runs that follow each other from that index on. Raises TrailDamaged where one is missing."""
    found = Leaves(start, [], [])
    for run in runs:
        if run.first != found.end:
            raise TrailDamaged(f"the tree lacks its leaf {found.end}: see `secchange audit verify`")
        found.positions.extend(run.positions)
        found.hashes.extend(run.hashes)
    return found


def runs(connection: Connection[Any], start: int) -> list[Leaves]:
    """The runs from that index on, as they are kept."""
    with connection.cursor(binary=True) as cursor:
        rows = cursor.execute(_RUNS, (start,), prepare=True).fetchall()
    return [_run(*row) for row in rows]


def _run(first: int, positions: bytes, hashes: bytes) -> Leaves:
    return Leaves(first, read_positions(positions), read_hashes(hashes))


def last_position(connection: Connection[Any], tiles: int) -> int:
    """The position of the last leaf of so many tiles; 0 for none."""
    row = connection.execute(_LAST, (tiles - 1,), prepare=True).fetchone() if tiles else None
    return int(row[0]) if row else 0


def tile_reaching(connection: Connection[Any], position: int) -> Leaves | None:
    """The first tile whose last leaf is at that position or above, without its hashes; None where there is none."""
    row = connection.execute(_REACHING, (position,), prepare=True, binary=True).fetchone()
    return Leaves(int(row[0]) * TILE, read_positions(row[1]), []) if row else None


def read_tiles(connection: Connection[Any], wanted: Sequence[tuple[int, int]]) -> list[Tile]:
    """Those that are there, of these levels and indexes."""
    levels, indexes = [level for level, _ in wanted], [index for _, index in wanted]
    with connection.cursor(binary=True) as cursor:
        rows = cursor.execute(_TILES, (levels, indexes), prepare=True).fetchall()
    return [_tile(row) for row in rows]


def tiles_from(connection: Connection[Any], level: int, index: int, limit: int) -> list[Tile]:
    """Up to so many tiles of a level, from that index on, in order."""
    with connection.cursor(binary=True) as cursor:
        rows = cursor.execute(_FROM, (level, index, limit), prepare=True).fetchall()
    return [_tile(row) for row in rows]


def roots(connection: Connection[Any], level: int, index: int) -> list[bytes]:
    """The roots of the tiles of a level from that index on, one tile's worth of them."""
    rows = connection.execute(_ROOTS, (level, index, index + TILE), prepare=True, binary=True).fetchall()
    if [place for place, _ in rows] != list(range(index, index + len(rows))):
        raise TrailDamaged(f"the tree lacks a tile of level {level} from {index} on: see `secchange audit verify`")
    return [bytes(root) for _, root in rows]


def read_positions(packed: bytes) -> list[int]:
    """Eight bytes each."""
    return list(struct.unpack(f">{len(packed) // POSITION_BYTES}q", packed))


def read_hashes(packed: bytes) -> list[bytes]:
    """32 bytes each."""
    return list(_cut(bytes(packed)))


def _cut(packed: bytes) -> Iterator[bytes]:
    return (packed[start : start + HASH_BYTES] for start in range(0, len(packed), HASH_BYTES))


def _tile(row: tuple[Any, ...]) -> Tile:
    level, index, hashes, root, positions = row
    return Tile(level, index, read_hashes(hashes), bytes(root), read_positions(positions or b""))


_COUNT = "SELECT coalesce(max(index) + 1, 0) FROM trail.tiles WHERE level = %s"
_LAST = "SELECT last_position FROM trail.tiles WHERE level = 0 AND index = %s"
_RUNS = "SELECT first, positions, hashes FROM trail.runs WHERE first >= %b ORDER BY first"
_NEWEST = """
SELECT whole.leaves, first, positions, hashes
FROM (SELECT coalesce(max(index) + 1, 0)::bigint * %b AS leaves FROM trail.tiles WHERE level = 0) AS whole
LEFT JOIN trail.runs ON first >= whole.leaves
ORDER BY first
"""
_ROOTS = "SELECT index, root FROM trail.tiles WHERE level = %b AND index >= %b AND index < %b ORDER BY index"

_REACHING = """
SELECT index, positions
FROM trail.tiles
WHERE level = 0 AND last_position >= %b
ORDER BY last_position
LIMIT 1
"""

_TILES = """
SELECT level, index, hashes, root, positions
FROM unnest(%b::smallint[], %b::bigint[]) AS wanted (level, index)
JOIN trail.tiles USING (level, index)
"""

_FROM = """
SELECT level, index, hashes, root, positions
FROM trail.tiles
WHERE level = %b AND index >= %b
ORDER BY index
LIMIT %b
"""
