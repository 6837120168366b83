"""The nodes of the tree, read tile by tile, with the last used at hand: what was hashed never changes."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from shared.trail.tree import whole_pairs
from shared.trailstore.errors import TrailDamaged
from shared.trailstore.schema import TILE
from shared.trailstore.tiles import joined, read_tiles, roots, runs

TILE_BITS = 8
AT_HAND = 64
"""Tiles: half a megabyte of hashes, and as much of what was hashed of them."""

Place = tuple[int, int]
"""Level and index of a tile."""


class Nodes:
    """Gives nodes of whole subtrees. One connection's; not for two threads."""

    def __init__(self) -> None:
        self._tiles: OrderedDict[Place, list[list[bytes]]] = OrderedDict()

    def node(self, connection: Connection[Any], level: int, index: int) -> bytes:
        """The hash of a whole subtree of 2**level leaves. Raises TrailDamaged where the tree is not as large."""
        height = level % TILE_BITS
        start = (index << height) % TILE
        return self._levels(connection, place_of(level, index), start + (1 << height))[height][start >> height]

    def fetch(self, connection: Connection[Any], places: Iterable[Place]) -> None:
        """Has those tiles at hand that are whole, by one question."""
        if missing := [place for place in places if place not in self._tiles]:
            for tile in read_tiles(connection, missing):
                self.keep((tile.level, tile.number), tile.hashes)

    def _levels(self, connection: Connection[Any], place: Place, count: int) -> list[list[bytes]]:
        """The hashes of a tile, at least `count`, and the levels above within it."""
        found = self._tiles.get(place)
        if found is None or len(found[0]) < count:
            found = self._read(connection, place)
        else:
            self._tiles.move_to_end(place)
        if len(found[0]) < count:
            raise TrailDamaged(f"the tree lacks hashes of tile {place}: see `secchange audit verify`")
        return found

    def _read(self, connection: Connection[Any], place: Place) -> list[list[bytes]]:
        level, index = place
        if tiles := read_tiles(connection, [place]):
            return self.keep(place, tiles[0].hashes)
        if level:
            return self.keep(place, roots(connection, level - 1, index * TILE))
        kept = runs(connection, index * TILE)
        # Somebody may have made the tile of them before they were read.
        if tiles := read_tiles(connection, [place]):
            return self.keep(place, tiles[0].hashes)
        return self.keep(place, joined(index * TILE, kept).hashes)

    def keep(self, place: Place, hashes: list[bytes]) -> list[list[bytes]]:
        """Has the hashes of a tile at hand, which need not be whole; with the nodes within it."""
        levels = [hashes]
        while len(levels[-1]) > 1:
            levels.append(whole_pairs(levels[-1]))
        self._tiles[place] = levels
        self._tiles.move_to_end(place)
        while len(self._tiles) > AT_HAND:
            self._tiles.popitem(last=False)
        return levels


def place_of(level: int, index: int) -> Place:
    """The tile in which that node is, or what it is made of."""
    tier, height = divmod(level, TILE_BITS)
    return tier, (index << height) // TILE
