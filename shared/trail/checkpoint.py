"""The text that names a tree, in the form of C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint)."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from shared.trail.tree import HASH_BYTES

ORIGIN = re.compile(r"secchange/[0-9a-f]{8}")
_NUMBER = r"0|[1-9][0-9]{0,18}"
_TEXT = re.compile(rf"({ORIGIN.pattern})\n({_NUMBER})\n([A-Za-z0-9+/]{{43}}=)\nposition ({_NUMBER})\n")


class NotACheckpoint(ValueError):
    """The text is not that of a checkpoint; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree of the log `origin`: how many facts, their root, and the position of the last of them (0 for none)."""

    origin: str
    size: int
    root: bytes
    position: int

    @property
    def text(self) -> str:
        """What is signed: always the same text for the same tree."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\nposition {self.position}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint of which this is the whole text. Raises NotACheckpoint for whatever else."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise NotACheckpoint(
            "expected four lines: secchange/<8 hex digits>, the number of facts, their root hash in base64, "
            f"and `position N`; found {text[:120]!r}"
        )
    root = b64decode(found[3])
    if len(root) != HASH_BYTES or b64encode(root).decode() != found[3]:
        raise NotACheckpoint(f"{found[3]} is not how the base64 of 32 bytes is written")
    return Checkpoint(found[1], int(found[2]), root, int(found[4]))
