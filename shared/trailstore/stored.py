"""The tree as it is kept, leaf after leaf, for whoever looks through the whole of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from psycopg import Connection

from shared.trailstore.schema import TILE
from shared.trailstore.tiles import Leaves, Tile, runs, tile_count, tiles_from

TILES_PER_PAGE = 16


class Block(NamedTuple):
    """Leaves that follow each other; with the tile that holds them, if one does.

    `lacking`: so many leaves before these are not there, though they should be.
    """

    leaves: Leaves
    tile: Tile | None
    lacking: int


def blocks(connection: Connection[Any]) -> Iterator[Block]:
    """All leaves in order, a tile or a run at a time; all as of one moment if the transaction is so."""
    end = 0
    for tile in _tiles(connection):
        yield Block(tile.leaves, tile, tile.leaves.first - end)
        end = tile.leaves.end
    for run in runs(connection, tile_count(connection, 0) * TILE):
        yield Block(run, None, run.first - end)
        end = run.end


def _tiles(connection: Connection[Any]) -> Iterator[Tile]:
    index = 0
    while page := tiles_from(connection, 0, index, TILES_PER_PAGE):
        yield from page
        index = page[-1].number + 1
