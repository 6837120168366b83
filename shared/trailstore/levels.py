"""The upper levels of the tree, held against what the tiles below make of them."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from shared.trail.tree import root_of
from shared.trailstore.schema import TILE
from shared.trailstore.tiles import read_tiles, tile_count


class Levels:
    """Is told of the tiles of leaves in order, and looks at each tile above as soon as all below it are there."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        self._below: list[list[bytes | None]] = []
        self._counts: list[int] = []
        self._starts: list[int] = []
        self.faults: list[tuple[int, str]] = []
        """Where tiles are wrong: the first position below them, and what is."""
        self.witnessed: dict[int, bytes] = {}
        """Roots that tiles of leaves should have, by the tile above; of those that have another."""

    def add(self, root: bytes | None, start: int, level: int = 1) -> None:
        """The root of the next tile of the level below, None where that tile is not there; and its first position."""
        while len(self._below) < level:
            self._below.append([])
            self._counts.append(0)
            self._starts.append(0)
        below = self._below[level - 1]
        self._starts[level - 1] = self._starts[level - 1] if below else start
        below.append(root)
        if len(below) == TILE:
            index, self._counts[level - 1] = self._counts[level - 1], self._counts[level - 1] + 1
            self.add(self._look(level, index, list(below)), self._starts[level - 1], level + 1)
            below.clear()

    def end(self, position: int) -> None:
        """All tiles of leaves were told, up to that position."""
        for level in range(1, len(self._counts) + 2):
            expected = self._counts[level - 1] if level <= len(self._counts) else 0
            if (there := tile_count(self._connection, level)) > expected:
                self.faults.append((position + 1, f"tile {there - 1} of level {level} was added"))

    def _look(self, level: int, index: int, below: Sequence[bytes | None]) -> bytes | None:
        """The root as it should be; None where that cannot be said."""
        known = [root for root in below if root is not None]
        root = root_of(known) if len(known) == TILE else None
        tiles = read_tiles(self._connection, [(level, index)])
        start, name = self._starts[level - 1], f"tile {index} of level {level}"
        if not tiles:
            self.faults.append((start, f"{name} is gone"))
        elif wrong := [place for place, found in enumerate(below) if found and found != tiles[0].hashes[place]]:
            self.faults.append((start, f"{name} and tile {wrong[0] + index * TILE} below it do not fit each other"))
            if level == 1:
                self.witnessed |= {index * TILE + place: tiles[0].hashes[place] for place in wrong}
        elif root and tiles[0].root != root:
            self.faults.append((start, f"{name} has a root that is not its own"))
        return root
