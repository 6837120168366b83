"""Looking through a whole log: its facts against its tree, and its tree against every checkpoint held outside."""

from collections.abc import Callable, Collection
from typing import Any

from psycopg import Connection

from shared.trail.checkpoint import Checkpoint
from shared.trail.finding import Finding
from shared.trail.keys import KeyList, NotSigned
from shared.trail.tree import root_of
from shared.trailstore.judging import agreement, of_checkpoints, of_facts
from shared.trailstore.levels import Levels
from shared.trailstore.lines import BEFORE_ALL, LineReader
from shared.trailstore.lines_ahead import LinesAhead
from shared.trailstore.schema import TILE
from shared.trailstore.stored import Block, blocks
from shared.trailstore.walk import Walk

FACTS_PER_PAGE = 16 * TILE

Progress = Callable[[int], None]
"""Is told the position that was looked at last."""


class Looked:
    """One look through a log, as it is at one moment: facts, tree, and what was found about both."""

    def __init__(self, connection: Connection[Any], sizes: Collection[int], progress: Progress) -> None:
        self.walk = Walk(tuple(sizes))
        self.faults: list[Finding] = []
        self._levels = Levels(connection)
        self._lines = LinesAhead(LineReader().all(connection, BEFORE_ALL, FACTS_PER_PAGE))
        for block in blocks(connection):
            self._look(block)
            progress(self.walk.position)
        self.covered = self.walk.tree.size
        self._levels.end(self.walk.position)
        self.walk.after(self._lines, progress)

    def findings(self, checkpoints: Collection[Checkpoint], topics: Collection[str], last: int | None) -> list[Finding]:
        """Everything, by position. `last`: the last position that was given out, where that is known."""
        agreed = agreement(tuple(checkpoints), self.walk)
        found = [
            *of_facts(self.walk, agreed, self._levels.witnessed, topics),
            *of_checkpoints(agreed, self.walk, last),
            *self.faults,
            *(self._of_level(*fault) for fault in self._levels.faults),
            *(self._of_positions(*bounds) for bounds in self.walk.misplaced),
        ]
        return sorted(found, key=lambda each: each.position)

    def _look(self, block: Block) -> None:
        leaves, tile, lacking = block
        if lacking < 0 or not leaves.hashes:
            self._fault(leaves.positions[0] if leaves.positions else 0, "a run of leaves was added to the tree")
            return
        if lacking:
            self._fault(self.walk.covered + 1, f"{lacking} leaves of the tree are gone", leaves.positions[0] - 1)
            self.walk.without_tree(self._lines, leaves.positions[0] - 1)
            for _ in range(lacking // TILE):
                self._levels.add(None, self.walk.covered + 1)
        root = root_of(leaves.hashes) if tile else None
        self.walk.beside(leaves, root, tile.root if tile else b"", self._lines)
        if tile:
            if root != tile.root:
                message = "of a tile of the tree, the leaves and the root do not fit each other: one was changed"
                self._fault(leaves.positions[0], message, leaves.positions[-1])
            self._levels.add(root, leaves.positions[0])

    def _fault(self, position: int, message: str, until: int | None = None) -> None:
        self.faults.append(Finding("tree changed", position, message, until))

    def _of_level(self, position: int, message: str) -> Finding:
        return Finding("tree changed", position, f"in the tree, over the facts from position {position} on, {message}")

    def _of_positions(self, first: int, last: int) -> Finding:
        return Finding("tree changed", first, "the positions that the tree gives for its leaves were changed", last)


def accepted(notes: Collection[str], keys: KeyList, origin: str) -> tuple[list[Checkpoint], list[Finding]]:
    """The checkpoints that a key of this log has signed, and what is wrong with the others."""
    good: list[Checkpoint] = []
    refused: list[Finding] = []
    for number, note in enumerate(notes, start=1):
        try:
            found = keys.accepted(note)
        except NotSigned as error:
            refused.append(Finding("checkpoint refused", 0, f"checkpoint {number} held outside is refused: {error}"))
            continue
        if found.origin == origin:
            good.append(found)
        else:
            refused.append(Finding("another log", 0, f"checkpoint {number} held outside is of {found.origin}"))
    return good, refused
