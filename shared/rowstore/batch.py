"""What one transaction writes: row versions, bookmarks moved, facts parked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import msgspec

from shared.rowstore.journal import Deed


class Version(msgspec.Struct, frozen=True, gc=False):
    """A row as the log says it from position `since` to before `until`; None where it still does.

    `row` is the row's JSON; two versions are the same when it is, byte for byte.
    """

    stream: str
    key: str
    since: int
    until: int | None
    opened_on: date
    settled_on: date | None
    row: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to one read model: `ended` gives, for rows open before, the position at which they ended."""

    ended: Mapping[str, int] = field(default_factory=dict)
    versions: Sequence[Version] = ()


@dataclass(frozen=True, slots=True)
class Parked:
    """A fact that could not be projected, or that waits behind one of its stream. `attempts` counts the tries.

    `parked_at` is given by the database: when it was parked, or last tried in vain.
    """

    partition: int
    stream: str
    position: int
    reason: str
    attempts: int = 1
    parked_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """All of it is written, or nothing. `moved`: each touched partition's bookmark, from and to.

    `behind` names the positions of parked facts behind which some of `parked` wait; `unparked` those of parked facts
    that are projected, passed over, or parked anew in this batch. They must be parked still. `deed` is who wanted it.
    """

    generation: int
    moved: Mapping[int, tuple[int, int]]
    changes: Mapping[str, Changes]
    parked: Sequence[Parked] = ()
    behind: Sequence[int] = ()
    unparked: Sequence[int] = ()
    deed: Deed | None = None
