"""PURE. A decision trail as a value: what is on the page, before anyone decides how it looks."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.trail.leaf import Line

Progress = Literal["done", "here", "left", "ahead", "passed over"]
"""`left`: reached, and sent back from there. `ahead`: not reached yet. `passed over`: a later one was reached, and no
source tells of this."""


@dataclass(frozen=True, slots=True)
class Particular:
    """One line of the header. `key` is its name for programs; None where no source gives it."""

    key: str
    what: str
    value: str | date | None


@dataclass(frozen=True, slots=True)
class StageReached:
    """`since` is its first day, or where it is not `exact`, by when it had been reached."""

    stage: str
    progress: Progress
    since: date | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Votes:
    """How one category voted, and the one result that it gives."""

    category: str
    approve: int
    reject: int
    abstain: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """One result of the Change Board, as it now stands. `facts`: the one that told it, then those that corrected it."""

    on: date
    exact: bool
    what: str
    votes: tuple[Votes, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """The vote of one Member, as it now stands."""

    on: date
    member: str
    category: str
    choice: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The fact as it is stored, its index in the tree, its leaf, and the hashes that lead from there to the root."""

    line: Line
    index: int
    leaf: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One fact. `told`: what `register show --trail` says of it. `stands`: what it says now, where it was mended."""

    told: dict[str, Any]
    stands: str | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class TrailDocument:
    """Of one modification, at the end of `day`, with what the log held at `position`.

    `checkpoint` is the signed text of the tree into which all proofs lead.
    """

    ref: str
    title: str | None
    day: date
    position: int
    header: tuple[Particular, ...]
    about: tuple[Particular, ...]
    stages: tuple[StageReached, ...]
    ballots: tuple[Ballot, ...]
    casts: tuple[Cast, ...]
    steps: tuple[Step, ...]
    checkpoint: str
