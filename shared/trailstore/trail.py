"""The trail of one log: its tree, its keys, and the checkpoints that were signed with them."""

from contextlib import suppress
from pathlib import Path

import structlog

from shared.logs import LogEvent
from shared.trail.checkpoint import Checkpoint, NotACheckpoint, read_checkpoint
from shared.trail.keys import KeyList, NotSigned
from shared.trail.note import NotANote, SigningKey, read_note, sign
from shared.trailstore.errors import KeysMissing, TrailContradicted
from shared.trailstore.kept_tree import KeptTree
from shared.trailstore.key_files import KeyFiles
from shared.trailstore.lines import AFTER_ALL
from shared.trailstore.outside import Outside

log = structlog.get_logger()


class Trail(KeptTree):
    """The tree, and who signs it. `keys` and `checkpoints` are folders outside the database."""

    def __init__(self, url: str, keys: Path, checkpoints: Path) -> None:
        """Makes the tables where they are missing; the keys, when they are first needed. Raises TrailForbidden."""
        super().__init__(url)
        self.outside = Outside(checkpoints, self.origin)
        self._keys = KeyFiles(keys, self.origin)

    def checkpoint_at(self, position: int | None = None) -> str:
        """The signed checkpoint of all facts up to the position, or of all; it is kept outside when this returns.

        Raises TrailContradicted where the tree is not the one of which the last checkpoint outside was signed.
        """
        return self._signed(position, [self.signing_key()])

    def last_signed(self) -> str | None:
        """The checkpoint of the most facts that is held outside and was signed by a key of this log; nothing is signed.

        None where there is none.
        """
        keys, sizes = self.keys(), dict[str, int]()
        for note in self.outside.held().notes:
            with suppress(NotSigned):
                sizes[note] = keys.accepted(note).size
        return max(sizes, key=sizes.__getitem__, default=None)

    def keys(self) -> KeyList:
        """All keys, the oldest first."""
        return self._keys.listed()

    def signing_key(self) -> SigningKey:
        """The key that signs now; made, if this log never had one. Raises KeysMissing."""
        if not self.outside.held().notes:
            self._keys.make_missing()
        return self._keys.signing()

    def rotate(self) -> KeyList:
        """From now on another key signs; both sign the tree as it is, and the secret of the old one is gone.

        Raises KeysMissing where there is no list of keys though something was signed: what was would not be accepted.
        """
        try:
            old = [self.signing_key()]
        except KeysMissing:
            if not self.keys().periods:
                raise
            old = []
        self._refuse_contradicted(self.grow())
        listed = self._keys.rotate(self.size())
        self._signed(None, [*old, self.signing_key()])
        return listed

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


def _told(note: str) -> Checkpoint | None:
    """What the note says, whoever signed it."""
    try:
        return read_checkpoint(read_note(note).text)
    except (NotANote, NotACheckpoint):
        return None
