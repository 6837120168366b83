"""One row a part of a modification in a release: assigned to it, until it is implemented or leaves it.

Key `62/2020-11/2`; what comes back to a release that it had left is `62/2020-11/2/2`.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from shared.domain.facts import (
    AnyFact,
    ImplementationCancelled,
    ImplementationDateChanged,
    ProposalImplemented,
    ReleaseAssigned,
)
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated, evidence_of, step

Bearing = ReleaseAssigned | ImplementationDateChanged | ImplementationCancelled | ProposalImplemented


class Moved(Step, frozen=True, kw_only=True):
    """It is to be implemented on another day of the same release."""

    planned_on: date
    reason: str | None = None


class Left(Step, frozen=True, kw_only=True):
    """It is no longer to be implemented in the release: it goes into the one named, or was cancelled (None)."""

    into: str | None = None
    reason: str | None = None


class Implementation(Row, frozen=True, kw_only=True):
    """`part` is None where the modification is implemented whole. `release` as in `2020-11`.

    `planned_on`: as it was assigned; `moves` have changed it since. `wd_after_approval`: the rule by which that day was
    set. `again` is 2 where it was in the release before and had left it, then 3 and so on.
    """

    release: str
    part: int | None = None
    assigned: Step | None = None
    planned_on: date | None = None
    implemented: Step | None = None
    again: int | None = None
    wd_after_approval: int | None = None
    moves: tuple[Moved, ...] = ()
    left: Left | None = None
    sec_version: str | None = None

    @property
    def key(self) -> str:
        again = f"/{self.again}" if self.again else ""
        return f"{self.stream}/{self.release}/{self.part or 'whole'}{again}"

    @property
    def evidence(self) -> tuple[str, ...]:
        return evidence_of(self.assigned, *self.moves, self.implemented, self.left)

    def is_waiting_at(self, day: date) -> bool:
        """Approved for the release by the end of `day`, and neither implemented nor out of the release by then."""
        assigned = self.assigned is not None and self.assigned.on <= day
        return assigned and not self.is_implemented_at(day) and not self.has_left_at(day)

    def is_implemented_at(self, day: date) -> bool:
        return self.implemented is not None and self.implemented.on <= day

    def has_left_at(self, day: date) -> bool:
        return self.left is not None and self.left.on <= day

    def move_at(self, day: date) -> Moved | None:
        """The change of its own day that stands at the end of `day`."""
        return next((move for move in reversed(self.moves) if move.on <= day), None)

    def planned_on_at(self, day: date) -> date | None:
        """The day for which it is planned, as far as that is told of it and not of its release."""
        move = self.move_at(day)
        return move.planned_on if move else self.planned_on


def fold(history: History) -> Mapping[str, Implementation]:
    rows: dict[str, Implementation] = {}
    for recorded in by_day(history):
        if isinstance(recorded.fact, Bearing):
            for row in _after(rows, recorded.fact, recorded):
                rows[row.key] = row
    return rows


def _after(rows: Mapping[str, Implementation], fact: Bearing, recorded: Recorded) -> Iterator[Implementation]:
    """The rows that the fact changes, or makes."""
    row = _current(rows, fact, recorded)
    match fact:
        case ReleaseAssigned(release=release, planned_on=planned_on, wd_after_approval=wd):
            yield from (_out(other, recorded, into=release) for other in _elsewhere(rows, fact))
            if row.assigned is None:
                yield replace(row, assigned=step(recorded), planned_on=planned_on, wd_after_approval=wd)
            elif planned_on not in (None, row.planned_on_at(recorded.day)):
                yield replace(row, moves=(*row.moves, Moved(**dated(recorded), planned_on=planned_on)))
        case ImplementationDateChanged(planned_on=planned_on, reason=reason):
            moved = Moved(**dated(recorded), planned_on=planned_on, reason=reason)
            assigned = row.assigned or step(recorded)
            yield replace(row, assigned=assigned, moves=(*row.moves, moved))
        case ImplementationCancelled(reason=reason):
            if row.assigned:
                yield _out(row, recorded, reason=reason)
        case ProposalImplemented(release=release, sec_version=version):
            yield from (_out(other, recorded, into=release) for other in _elsewhere(rows, fact))
            yield replace(row, implemented=step(recorded), settled_on=recorded.day, sec_version=version)


def _current(rows: Mapping[str, Implementation], fact: Bearing, recorded: Recorded) -> Implementation:
    """The part in the release, as it is in it now; a new row where it is not, or no more."""
    row = Implementation(stream=recorded.stream, opened_on=recorded.day, release=fact.release, part=fact.part)
    times = 1
    while (before := rows.get(row.key)) is not None:
        if before.left is None:
            return before
        times += 1
        row = replace(row, again=times)
    return row


def _elsewhere(
    rows: Mapping[str, Implementation], fact: ReleaseAssigned | ProposalImplemented
) -> Iterator[Implementation]:
    """Where the same part still waits. The whole takes each part along, and a part leaves no whole behind."""
    waiting = [row for row in rows.values() if row.assigned and not row.implemented and not row.left]
    for row in waiting:
        same = None in (row.part, fact.part) or row.part == fact.part
        if same and (row.release, row.part) != (fact.release, fact.part):
            yield row


def _out(row: Implementation, recorded: Recorded, into: str | None = None, reason: str | None = None) -> Implementation:
    return replace(row, left=Left(**dated(recorded), into=into, reason=reason), settled_on=recorded.day)


def part_of(recorded: Recorded) -> str | None:
    return "all" if isinstance(recorded.fact, Bearing) else None


FACTS: frozenset[type[AnyFact]] = frozenset(
    {ReleaseAssigned, ImplementationDateChanged, ImplementationCancelled, ProposalImplemented}
)

IMPLEMENTATIONS = ReadModel("implementations", 3, Implementation, "modification", fold, part_of, facts=FACTS)
