"""The tree grows after the log: what is new is hashed, once, and nothing that was hashed is looked at again."""

from typing import Any

from psycopg import Connection

from shared.trail.leaf import leaf_hashes
from shared.trailstore.adding import add_leaves, add_tile
from shared.trailstore.lines import AFTER_ALL, LineReader
from shared.trailstore.schema import LOCK_OF_GROWING, TILE
from shared.trailstore.tiles import Leaves, last_position, newest, roots, tile_count

FACTS_PER_PAGE = 32 * TILE


def grow(connection: Connection[Any], lines: LineReader) -> int:
    """Adds all facts that the tree lacks; returns its size, which is durable. Several may do so at once.

    Each page is one transaction: whoever is killed in between leaves a tree that is whole, and shorter.
    """
    while (missing := _lag(connection, lines)) > 0:
        with connection.transaction():
            _grow_page(connection, lines)
        if missing < FACTS_PER_PAGE:
            break
    return size(connection)


def size(connection: Connection[Any]) -> int:
    """How many facts the tree covers."""
    return newest(connection).end


def covered(connection: Connection[Any]) -> int:
    """The position of the last of them; 0 for none."""
    return _last(connection, newest(connection))


def _lag(connection: Connection[Any], lines: LineReader) -> int:
    """At most so many facts are missing: positions may have gaps."""
    return lines.head(connection) - covered(connection)


def _grow_page(connection: Connection[Any], lines: LineReader) -> None:
    # The lock comes first, so that what is read after it was committed by whoever grew before.
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_OF_GROWING,), prepare=True)
    before = newest(connection)
    found = lines.page(connection, _last(connection, before), AFTER_ALL, FACTS_PER_PAGE)
    if found:
        more = Leaves(before.end, [line.position for line in found], leaf_hashes(found))
        add_leaves(connection, before, more)
        _raise_levels(connection)


def _last(connection: Connection[Any], tail: Leaves) -> int:
    return tail.positions[-1] if tail.positions else last_position(connection, tail.first // TILE)


def _raise_levels(connection: Connection[Any]) -> None:
    """A tile for each 256 tiles of the level below."""
    level = 1
    while below := tile_count(connection, level - 1) // TILE:
        for index in range(tile_count(connection, level), below):
            add_tile(connection, level, index, roots(connection, level - 1, index * TILE))
        level += 1
