"""The trail of one log: it grows, proves, and is signed. Every method waits for the database; threads may share it."""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

import psycopg
import structlog
from psycopg import Connection

from shared.eventlog.datastore import connect, full, unavailable
from shared.logs import LogEvent
from shared.trail.checkpoint import Checkpoint, NotACheckpoint, read_checkpoint
from shared.trail.keys import KeyList
from shared.trail.leaf import Line
from shared.trail.note import NotANote, SigningKey, read_note, sign
from shared.trail.paths import Part, consistency_parts, inclusion_parts, part_hash
from shared.trailstore import growing, schema
from shared.trailstore.errors import KeysMissing, TrailContradicted, TrailError, TrailForbidden
from shared.trailstore.key_files import KeyFiles
from shared.trailstore.lines import AFTER_ALL, LineReader
from shared.trailstore.nodes import Nodes, places_on_the_way
from shared.trailstore.outside import Outside
from shared.trailstore.schema import TILE
from shared.trailstore.tiles import Leaves, read_tiles, tail, tiles_upto

log = structlog.get_logger()


class Trail:
    """Close it, or use `with`. Every method raises LogUnavailable where the database does not answer, and TrailError.

    A *size* is a number of facts from the beginning; the *index* of a fact is the number of those before it.
    """

    def __init__(self, url: str, keys: Path, checkpoints: Path) -> None:
        """Makes the tables where they are missing; the keys, when they are first needed. Raises TrailForbidden."""
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
        self.outside = Outside(checkpoints, self.origin)
        self._keys = KeyFiles(keys, self.origin)

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
            return self._upto(connection, AFTER_ALL)[1]

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
        return self._hashes((Part(0, size),), size, size)[0]

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """The proof that the tree of that size holds the fact of that index. Raises ValueError where it cannot."""
        return self._hashes(inclusion_parts(index, size), index, size)

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """The proof that the tree of size `new` begins with that of size `old`. Raises ValueError where it cannot."""
        return self._hashes(consistency_parts(old, new), old, new)

    def line(self, position: int) -> Line | None:
        """The fact at that position, as the tree covers it and as it stands now."""
        with self._connection() as connection:
            return next(iter(self._lines.page(connection, position - 1, position, 1)), None)

    def checkpoint_at(self, position: int | None = None) -> str:
        """The signed checkpoint of all facts up to the position, or of all; it is kept outside when this returns.

        Raises TrailContradicted where the tree is not the one of which the last checkpoint outside was signed.
        """
        return self._signed(position, [self.signing_key()])

    def keys(self) -> KeyList:
        """All keys, the oldest first."""
        return self._keys.listed()

    def signing_key(self) -> SigningKey:
        """The key that signs now; made, if this log never had one. Raises KeysMissing."""
        if not self.outside.held().notes:
            self._keys.make_missing()
        return self._keys.signing()

    def rotate(self) -> KeyList:
        """From now on another key signs; both sign the tree as it is, and the secret of the old one is gone."""
        try:
            old = [self.signing_key()]
        except KeysMissing:
            old = []
        self._refuse_contradicted(self.grow())
        listed = self._keys.rotate(self.size())
        self._signed(None, [*old, self.signing_key()])
        return listed

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

    def _signed(self, position: int | None, keys: list[SigningKey]) -> str:
        whole = self.grow()
        self._refuse_contradicted(whole)
        with self._connection() as connection:
            size, last = self._upto(connection, AFTER_ALL if position is None else position)
        note = sign(Checkpoint(self.origin, size, self.root(size), last).text, *keys)
        self.outside.keep(note)
        log.info(LogEvent.CHECKPOINT_SIGNED, origin=self.origin, size=size, position=last)
        return note

    def _refuse_contradicted(self, size: int) -> None:
        """Only against the largest; `secchange audit verify` looks at all."""
        told = [found for note in self.outside.held().notes if (found := _told(note))]
        last = max(told, key=lambda each: each.size, default=None)
        if last is None or (last.origin == self.origin and last.size <= size and self.root(last.size) == last.root):
            return
        log.error(LogEvent.TRAIL_CONTRADICTED, origin=self.origin, size=size, signed=last.size)
        raise TrailContradicted(
            f"a checkpoint of {last.size} facts was signed and is held in {self.outside.place}, and the log is not "
            "the one that it was made of: nothing more is signed; see `secchange audit verify`"
        )

    def _hashes(self, parts: tuple[Part, ...], index: int, size: int) -> tuple[bytes, ...]:
        with self._connection() as connection:
            self._nodes.fetch(connection, places_on_the_way(index, size))
            return tuple(
                part_hash(part, lambda level, place: self._nodes.node(connection, level, place)) for part in parts
            )

    def _upto(self, connection: Connection[Any], position: int) -> tuple[int, int]:
        """How many facts stand at or below the position, and the position of the last of them; 0 for none."""
        tiles, last = tiles_upto(connection, position)
        following = self._following(connection, tiles)
        count = bisect_right(following.positions, position)
        return following.first + count, following.positions[count - 1] if count else last

    @staticmethod
    def _following(connection: Connection[Any], tiles: int) -> Leaves:
        """The leaves after so many tiles, up to the end of a tile."""
        for tile in read_tiles(connection, [(0, tiles)]):
            return tile.leaves
        return tail(connection, tiles * TILE)

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


def _told(note: str) -> Checkpoint | None:
    """What the note says, whoever signed it."""
    try:
        return read_checkpoint(read_note(note).text)
    except (NotANote, NotACheckpoint):
        return None
