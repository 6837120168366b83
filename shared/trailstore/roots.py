"""The roots of a tree that grows, at the sizes that are asked for."""

from collections.abc import Iterable, Sequence

from shared.trail.tree import Frontier
from shared.trailstore.schema import TILE

TILE_LEVEL = 8


class Roots:
    """`at`: the roots so far, by size."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.at: dict[int, bytes] = {}
        self._frontier = Frontier()
        self._wanted = sorted(set(sizes))
        self._take([])

    @property
    def size(self) -> int:
        return self._frontier.size

    def add(self, hashes: Iterable[bytes]) -> None:
        """Further leaves."""
        for leaf in hashes:
            self._frontier.add([leaf])
            self._take([])

    def add_leaves(self, hashes: Sequence[bytes], root: bytes | None) -> None:
        """Further leaves, of which the root may be known."""
        if root is None or self.size % TILE:
            return self.add(hashes)
        self._take(hashes)
        self._frontier.add([root], TILE_LEVEL)
        return None

    def _take(self, hashes: Sequence[bytes]) -> None:
        """The roots that are asked for at the size as it is, or as it is with some of these leaves more."""
        while self._wanted and self._wanted[0] <= self.size + len(hashes):
            wanted = self._wanted.pop(0)
            self.at[wanted] = self._frontier.root(hashes[: wanted - self.size])
