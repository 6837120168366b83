"""Which key may sign which tree. A key that was withdrawn goes on verifying what it signed, and nothing later."""

from dataclasses import dataclass

from shared.trail.checkpoint import Checkpoint, NotACheckpoint, read_checkpoint
from shared.trail.note import NotANote, VerifyingKey, read_note, read_vkey


class NotSigned(ValueError):
    """The checkpoint is not one to trust; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class KeyPeriod:
    """A key, and the size of the tree from which it signs."""

    key: VerifyingKey
    from_size: int


@dataclass(frozen=True, slots=True)
class KeyList:
    """All keys that a log ever signed with, the oldest first; the last one signs now.

    As text a line for each: `<size> <vkey>`.
    """

    periods: tuple[KeyPeriod, ...]

    @property
    def text(self) -> str:
        return "".join(f"{period.from_size} {period.key.vkey}\n" for period in self.periods)

    def until_size(self, key: VerifyingKey) -> int | None:
        """The largest tree that the key may have signed; None for the key that signs now. Raises KeyError."""
        for period, follower in zip(self.periods, (*self.periods[1:], None), strict=True):
            if period.key == key:
                return follower.from_size if follower else None
        raise KeyError(key.vkey)

    def accepted(self, note: str) -> Checkpoint:
        """The checkpoint, signed by a key that might sign it. Raises NotSigned."""
        try:
            opened = read_note(note)
            checkpoint = read_checkpoint(opened.text)
        except (NotANote, NotACheckpoint) as error:
            raise NotSigned(f"it is not a signed checkpoint: {error}") from None
        known = [p.key for p in self.periods if any(each.is_by(p.key) for each in opened.signatures)]
        if not known:
            raise NotSigned("none of the keys of this log has signed it")
        if wrong := [key for key in known if not opened.signed_by(key)]:
            raise NotSigned(f"the signature of key {wrong[0].id.hex()} does not fit its text: one of them was changed")
        if any(key.name != checkpoint.origin for key in known):
            raise NotSigned(f"it is of {checkpoint.origin}, and its signer signs for another log")
        if all(self._was_withdrawn(key, checkpoint.size) for key in known):
            told = ", ".join(f"{key.id.hex()} (from {self.until_size(key)} facts on)" for key in known)
            raise NotSigned(f"it covers {checkpoint.size} facts, and was signed with a withdrawn key: {told}")
        return checkpoint

    def _was_withdrawn(self, key: VerifyingKey, size: int) -> bool:
        until = self.until_size(key)
        return until is not None and size > until


def read_keys(text: str) -> KeyList:
    """The list of which this is the whole text. Raises NotANote where a line is none, or sizes do not rise."""
    periods = []
    for line in text.splitlines():
        size, _, vkey = line.partition(" ")
        if not size.isascii() or not size.isdecimal():
            raise NotANote(f"expected a line `<size> <key>`, found {line!r}")
        periods.append(KeyPeriod(read_vkey(vkey), int(size)))
    sizes = [period.from_size for period in periods]
    if not periods or sizes != sorted(sizes) or len({period.key for period in periods}) < len(periods):
        raise NotANote("expected one line for each key, each with a size that is not below the one before")
    return KeyList(tuple(periods))
