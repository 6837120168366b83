"""What was found amiss in a log, in words: where, what happened, and how that is known."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "changed",
    "retopicked",
    "swapped",
    "renumbered",
    "deleted",
    "inserted",
    "tail cut",
    "older backup restored",
    "forked",
    "tree changed",
    "checkpoint refused",
    "keys missing",
    "another log",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """`position` is the first that is concerned; `until` the last, where they are several."""

    kind: Kind
    position: int
    message: str
    until: int | None = None
