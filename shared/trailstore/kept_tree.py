"""The tree of one log, as it is kept in the database: it grows, and proves."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import TracebackType
from typing import Any, NamedTuple, Self

import psycopg
from psycopg import Connection

from shared.eventlog.datastore import connect, full, unavailable
from shared.trail.leaf import Line
from shared.trail.paths import Part, consistency_parts, inclusion_parts, part_hash, subtrees
from shared.trailstore import growing, schema
from shared.trailstore.errors import TrailError, TrailForbidden
from shared.trailstore.lines import LineReader
from shared.trailstore.nodes import Nodes, place_of
from shared.trailstore.schema import TILE
from shared.trailstore.tiles import last_position, newest, read_hashes, read_positions, tile_reaching


class Proved(NamedTuple):
    """A fact as it stands now, its index in the tree, and the proof; by the root one sees whether it is as it was."""

    line: Line
    number: int
    path: tuple[bytes, ...]


class KeptTree:
    """Close it, or use `with`. Every method raises LogUnavailable where the database does not answer, and TrailError.

    A *size* is a number of facts from the beginning; the *index* of a fact is the number of those before it.
    Threads may share it.
    """

    def __init__(self, url: str) -> None:
        """Makes the tables where they are missing. Raises TrailForbidden."""
        self._url = url
        self._lock = RLock()
        self._open: Connection[Any] | None = None
        self._lines = LineReader()
        self._nodes = Nodes()
        with self._connection() as connection:
            schema.create(connection)
            row = connection.execute("SELECT id FROM trail.log", binary=True).fetchone()
        if row is None:
            self.close()
            raise TrailError("the trail does not know which log it is of (trail.log is empty): restore the database")
        self.origin = f"secchange/{bytes(row[0]).hex()}"

    def grow(self) -> int:
        """The tree covers all that the log holds; returns its size. Several processes may do so at once."""
        with self._connection() as connection:
            return growing.grow(connection, self._lines)

    def size(self) -> int:
        """How many facts the tree covers."""
        with self._connection() as connection:
            return growing.size(connection)

    def covered(self) -> int:
        """The position of the last fact that the tree covers; 0 for none."""
        with self._connection() as connection:
            return growing.covered(connection)

    def size_at(self, position: int) -> int:
        """How many facts of the tree stand at or below the position."""
        with self._connection() as connection:
            return self._upto(connection, position)[0]

    def index_of(self, position: int) -> int:
        """The index of the fact at that position. Raises TrailError where the tree has none there."""
        with self._connection() as connection:
            size, last = self._upto(connection, position)
        if last != position or not size:
            raise TrailError(f"the trail has no fact at position {position}")
        return size - 1

    def root(self, size: int) -> bytes:
        """The root of the tree as it was with so many facts."""
        return self._hashes((Part(0, size),))[0]

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """The proof that the tree of that size holds the fact of that index. Raises ValueError where it cannot."""
        return self._hashes(inclusion_parts(index, size))

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """The proof that the tree of size `new` begins with that of size `old`. Raises ValueError where it cannot."""
        return self._hashes(consistency_parts(old, new))

    def proved(self, position: int, size: int) -> Proved:
        """The fact at that position, and that the tree of that size holds it. Raises TrailError where it has none."""
        with self._connection() as connection:
            found = self._lines.with_tile(connection, position)
            if found is None:
                line, index = self.line(position), self.index_of(position)
            else:
                line, tile, positions, hashes = found
                index = tile * TILE + bisect_left(read_positions(positions), position)
                self._nodes.keep((0, tile), read_hashes(hashes))
            if line is None or index >= size:
                raise TrailError(f"the trail of {size} facts has none at position {position}")
            return Proved(line, index, self.inclusion(index, size))

    def line(self, position: int) -> Line | None:
        """The fact at that position, as the tree covers it and as it stands now."""
        with self._connection() as connection:
            return next(iter(self._lines.page(connection, position - 1, position, 1)), None)

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hashes(self, parts: tuple[Part, ...]) -> tuple[bytes, ...]:
        nodes = self._nodes
        with self._connection() as connection:
            nodes.fetch(connection, {place_of(*subtree) for part in parts for subtree in subtrees(part)})
            return tuple(part_hash(part, lambda level, index: nodes.node(connection, level, index)) for part in parts)

    @staticmethod
    def _upto(connection: Connection[Any], position: int) -> tuple[int, int]:
        """How many facts stand at or below the position, and the position of the last of them; 0 for none."""
        leaves = tile_reaching(connection, position)
        if leaves is None:
            behind = newest(connection)
            # Between the two questions somebody may have made a tile that reaches it.
            leaves = tile_reaching(connection, position) or behind
        count = bisect_right(leaves.positions, position)
        if count:
            return leaves.first + count, leaves.positions[count - 1]
        return leaves.first, last_position(connection, leaves.first // TILE)

    @contextmanager
    def _connection(self) -> Iterator[Connection[Any]]:
        """The one connection, made when first needed, and anew after it broke."""
        with self._lock:
            try:
                if self._open is None or self._open.closed:
                    self._open = connect(self._url)
                yield self._open
            except psycopg.errors.DiskFull as error:
                raise full(error) from error
            except psycopg.OperationalError as error:
                self.close()
                raise unavailable(self._url, error) from error
            except psycopg.errors.InsufficientPrivilege as error:
                assert self._open
                raise TrailForbidden(_may_not(self._open, error)) from error


def _may_not(connection: Connection[Any], error: psycopg.Error) -> str:
    return (
        f"the role {connection.info.user} may not read and write the trail ({error.diag.message_primary}): grant it "
        "USAGE on the schemas trail and eventlog, SELECT on the tables of both, INSERT on those of trail"
    )
