"""The whole log beside its tree, leaf after leaf, in memory that does not grow with it."""

import struct
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import NamedTuple

from shared.trail.differences import Difference, Differs, Extra, Missing
from shared.trail.guesses import hash_of
from shared.trail.leaf import Line, leaf_hashes
from shared.trail.tree import root_of
from shared.trailstore.lines_ahead import LinesAhead
from shared.trailstore.roots import Roots
from shared.trailstore.schema import TILE
from shared.trailstore.tiles import Leaves

KEPT = 1_000
"""So many differences are kept to be explained; further ones are only counted."""


class Doubt(NamedTuple):
    """A tile that its facts contradict, and the root that it would have by them."""

    number: int
    kept_root: bytes
    root: bytes
    root_by_facts: bytes
    first: int
    last: int


class Walk:
    """What was found on the way. `tree` is as it is kept, `facts` as the facts would have it."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.tree = self.facts = Roots(sizes)
        self.differences: list[Difference] = []
        self.not_kept = 0
        """Differences beyond those that are kept."""
        self.cut_off: list[Missing] = []
        """What is missing with no fact behind it, so far."""
        self._cut_off_beyond = 0
        self.doubts: list[Doubt] = []
        self.misplaced: list[tuple[int, int]] = []
        """First and last position of leaves that are right, and of which the tree says other positions."""
        self.later: list[Line] = []
        """The first of the facts that the tree does not cover yet."""
        self.count = self.uncovered = self.position = self.covered = 0

    def beside(self, leaves: Leaves, root: bytes | None, kept_root: bytes, lines: LinesAhead) -> None:
        """Leaves of the tree, beside the facts that should be in them; `root` and `kept_root` of a whole tile."""
        expected = lines.take(len(leaves.hashes))
        hashes = hashed(expected)
        if hashes == leaves.hashes and not self.cut_off:
            self._agree(leaves, root, expected)
        else:
            lines.give_back(expected)
            leaves = self._in_order(leaves, expected)
            if root and len(hashes) == TILE and len(self.doubts) < KEPT:
                bounds = (expected[0].position, expected[-1].position)
                self.doubts.append(Doubt(leaves.first // TILE, kept_root, root, root_of(hashes), *bounds))
            self._part()
            self.tree.add_leaves(leaves.hashes, root)
            self.facts.add(hash_of(line) for line in self._differing(leaves, lines))
        self.covered = leaves.positions[-1]

    def without_tree(self, lines: LinesAhead, upto: int) -> None:
        """Facts up to that position, where the tree lacks the leaves: they are taken as they are."""
        for line in lines.upto(upto):
            self._seen(line)
            self._both([hash_of(line)])

    def after(self, lines: LinesAhead, progress: Callable[[int], None]) -> None:
        """What the tree does not cover yet."""
        while page := lines.take(TILE):
            self._both(hashed(page))
            self.uncovered += len(page)
            self.later += page[: KEPT - len(self.later)]
            self.count += len(page)
            self.position = page[-1].position
            progress(self.position)

    def _agree(self, leaves: Leaves, root: bytes | None, lines: Sequence[Line]) -> None:
        self.count += len(lines)
        self.position = lines[-1].position
        if [line.position for line in lines] != leaves.positions:
            self.misplaced.append((lines[0].position, self.position))
        self.tree.add_leaves(leaves.hashes, root)
        if self.facts is not self.tree:
            self.facts.add_leaves(leaves.hashes, root)

    def _in_order(self, leaves: Leaves, lines: Sequence[Line]) -> Leaves:
        """Leaves whose positions do not rise are taken for those of the facts that come next."""
        if all(one < other for one, other in pairwise([self.covered, *leaves.positions])):
            return leaves
        positions = [line.position for line in lines]
        last = positions[-1] if positions else self.covered
        self.misplaced.append((positions[0] if positions else last, last))
        return leaves._replace(positions=[*positions, *range(last + 1, last + 1 + len(leaves.hashes) - len(positions))])

    def _differing(self, leaves: Leaves, lines: LinesAhead) -> Iterator[Line]:
        """The facts, in order, up to the last position of the leaves."""
        left = list(zip(leaves.positions, leaves.hashes, strict=True))[::-1]
        for line in lines.upto(leaves.positions[-1]):
            while left and left[-1][0] < line.position:
                self._missing(Missing(*left.pop()))
            self._seen(line)
            if not left or left[-1][0] > line.position:
                self._keep(Extra(line.position, line))
            elif (leaf := left.pop()[1]) != hash_of(line):
                self._keep(Differs(line.position, leaf, line))
            yield line
        for gone in left[::-1]:
            self._missing(Missing(*gone))

    def _seen(self, line: Line) -> None:
        self.count += 1
        self.position = line.position
        for gone in self.cut_off:
            self._keep(gone)
        self.not_kept += self._cut_off_beyond
        self.cut_off, self._cut_off_beyond = [], 0

    def _missing(self, gone: Missing) -> None:
        if len(self.cut_off) < KEPT:
            self.cut_off.append(gone)
        else:
            self._cut_off_beyond += 1

    def _keep(self, found: Difference) -> None:
        if len(self.differences) < KEPT:
            self.differences.append(found)
        else:
            self.not_kept += 1

    def _part(self) -> None:
        """From here on the facts have a tree of their own."""
        if self.facts is self.tree:
            self.facts = deepcopy(self.tree)

    def _both(self, hashes: Sequence[bytes]) -> None:
        self.tree.add(hashes)
        if self.facts is not self.tree:
            self.facts.add(hashes)


def hashed(lines: Sequence[Line]) -> list[bytes]:
    """The leaves of all, also where some are such as no log writes."""
    try:
        return leaf_hashes(lines)
    except struct.error:
        return [hash_of(line) for line in lines]
