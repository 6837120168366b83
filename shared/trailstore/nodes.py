"""The nodes of the tree, read tile by tile, with the last used at hand: what was hashed never changes."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from shared.trail.tree import level_above, root_of
from shared.trailstore.errors import TrailDamaged
from shared.trailstore.schema import TILE
from shared.trailstore.tiles import read_tiles, roots, tail

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
        tier, height = divmod(level, TILE_BITS)
        start = index << height
        place, start = (tier, start // TILE), start % TILE
        levels = self._levels(connection, place, start + (1 << height))
        if len(levels) > 1:
            return levels[height][start >> height]
        return root_of(levels[0][start : start + (1 << height)])

    def fetch(self, connection: Connection[Any], places: Iterable[Place]) -> None:
        """Has those tiles at hand that are whole, by one question."""
        if missing := [place for place in places if place not in self._tiles]:
            for tile in read_tiles(connection, missing):
                self._keep((tile.level, tile.number), tile.hashes)

    def _levels(self, connection: Connection[Any], place: Place, count: int) -> list[list[bytes]]:
        """The hashes of a tile, and where it is whole, the levels above within it; at least `count` hashes."""
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
            return self._keep(place, tiles[0].hashes)
        if level:
            return self._keep(place, roots(connection, level - 1, index * TILE))
        return self._keep(place, tail(connection, index * TILE).hashes)

    def _keep(self, place: Place, hashes: list[bytes]) -> list[list[bytes]]:
        levels = [hashes]
        while len(hashes) == TILE and len(levels[-1]) > 1:
            levels.append(level_above(levels[-1]))
        self._tiles[place] = levels
        self._tiles.move_to_end(place)
        while len(self._tiles) > AT_HAND:
            self._tiles.popitem(last=False)
        return levels


def places_on_the_way(index: int, size: int) -> set[Place]:
    """The tiles that a proof of the leaf in a tree of that size is read from."""
    found: set[Place] = set()
    tier = 0
    while size >> TILE_BITS * tier:
        for leaf in (index, size):
            found.add((tier, leaf >> TILE_BITS * (tier + 1)))
        tier += 1
    return found
