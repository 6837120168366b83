"""Adding rows to the tree, inside whatever transaction the caller has. Nothing else is ever done to them."""

import struct
from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from shared.trail.tree import root_of
from shared.trailstore.schema import TILE
from shared.trailstore.tiles import Leaves


def add_leaves(connection: Connection[Any], before: Leaves, more: Leaves) -> None:
    """Adds `more` after `before`, which begins where a tile does: as whole tiles, and the rest as a run."""
    positions, hashes = before.positions + more.positions, before.hashes + more.hashes
    whole = len(hashes) // TILE
    for number in range(whole):
        part = slice(number * TILE, (number + 1) * TILE)
        add_tile(connection, 0, before.first // TILE + number, hashes[part], positions[part])
    start = max(whole * TILE, len(before.hashes))
    if start < len(hashes):
        values = (before.first + start, _written(positions[start:]), b"".join(hashes[start:]))
        connection.execute(_ADD_RUN, values, prepare=True)


def add_tile(
    connection: Connection[Any], level: int, index: int, hashes: Sequence[bytes], positions: Sequence[int] = ()
) -> None:
    """Adds one whole tile. `positions`: of leaves only."""
    told = (_written(positions), positions[-1]) if positions else (None, None)
    connection.execute(_ADD_TILE, (level, index, b"".join(hashes), root_of(hashes), *told), prepare=True)


def _written(positions: Sequence[int]) -> bytes:
    """Eight bytes each."""
    return struct.pack(f">{len(positions)}q", *positions)


_ADD_RUN = "INSERT INTO trail.runs (first, positions, hashes) VALUES (%b, %b, %b)"

_ADD_TILE = """
INSERT INTO trail.tiles (level, index, hashes, root, positions, last_position)
VALUES (%b, %b, %b, %b, %b, %b)
"""
