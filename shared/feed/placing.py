"""Which assessment a row of a sheet is about, and which revision of its ticket it is, where the row does not say.

A sheet that people keep has no ids. So the ticket is `106-PA-1`: modification, kind, and a number that is allotted
once. A row is found again by the day of its acceptance or of its return; a day of return beside none that is known is
that of the one that is open. The revisions count up with each new content. All of it rests on what was dropped before,
and on the rows of one file together, so that the same file always means the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from shared.domain.ticket import TicketRevision
from shared.domain.ticket_states import ENDED

Known = Callable[[str], Sequence[TicketRevision]]
"""The revisions of a ticket in the order of their numbers, by its id."""

_DERIVED = {"revision", "revision_inferred", "created_at", "updated_at"}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row as it was taken but for its ticket: `at` is where it stands in the file."""

    at: int
    stream: str
    kind: str
    told: Mapping[str, Any]

    @property
    def accepted(self) -> str | None:
        return self.told.get("accepted_on")

    @property
    def returned(self) -> str | None:
        return self.told.get("returned_on")

    @property
    def first_day(self) -> str:
        return self.accepted or self.returned or "9999"


@dataclass(slots=True)
class _Group:
    """The rows of one file about one modification and kind, and the tickets that it has."""

    rows: list[Unplaced]
    tickets: dict[int, TicketRevision]
    found: dict[int, int] = field(default_factory=dict)

    def place(self) -> Mapping[int, int]:
        for finds in (self._by_number, self._by_acceptance, self._by_return, self._by_being_open):
            for row in self.rows:
                if row.at not in self.found and (n := finds(row)) is not None:
                    self.found[row.at] = n
        following = max((*self.tickets, *self.found.values()), default=0) + 1
        for row in self.rows:
            if row.at not in self.found:
                self.found[row.at] = following
                following += 1
        return self.found

    def _free(self) -> list[tuple[int, TicketRevision]]:
        taken = set(self.found.values())
        return [(n, ticket) for n, ticket in self.tickets.items() if n not in taken]

    def _by_number(self, row: Unplaced) -> int | None:
        n = row.told.get("assessment_no")
        return n if type(n) is int and n > 0 else None

    def _by_acceptance(self, row: Unplaced) -> int | None:
        same = (n for n, ticket in self._free() if row.accepted and _iso(ticket.accepted_on) == row.accepted)
        return next(same, None)

    def _by_return(self, row: Unplaced) -> int | None:
        same = (n for n, ticket in self._free() if row.returned and _iso(ticket.returned_on) == row.returned)
        return next(same, None)

    def _by_being_open(self, row: Unplaced) -> int | None:
        """One that is not returned, and that the row does not say to have been accepted after it was returned."""
        waiting = (n for n, ticket in self._free() if ticket.returned_on is None and ticket.state not in ENDED)
        return next((n for n in waiting if self._can_go_on(self.tickets[n], row)), None)

    @staticmethod
    def _can_go_on(ticket: TicketRevision, row: Unplaced) -> bool:
        begun = _iso(ticket.accepted_on)
        return not (begun and row.returned and row.returned < begun)


def places(rows: Sequence[Unplaced], known: Known) -> Mapping[int, str]:
    """The id of the ticket of each row that has none, by where it stands in the file."""
    groups: dict[tuple[str, str], list[Unplaced]] = {}
    for row in sorted(rows, key=lambda row: (row.first_day, row.at)):
        groups.setdefault((row.stream, row.kind), []).append(row)
    found: dict[int, str] = {}
    for (stream, kind), of_one in groups.items():
        group = _Group(of_one, _tickets(stream, kind, known))
        found.update({at: id_of(stream, kind, n) for at, n in group.place().items()})
    return found


def id_of(stream: str, kind: str, n: int) -> str:
    """`106-PA-1`."""
    return f"{stream}-{kind}-{n}"


def number_of(stream: str, kind: str, n: int) -> str:
    """The number that such a ticket is called by: `PA0106001`, and `PAB0102001` of modification 102B."""
    digits, suffix = (stream[:-1], stream[-1]) if stream[-1].isalpha() else (stream, "")
    return f"{kind}{suffix}{int(digits):04d}{n:03d}"


def _tickets(stream: str, kind: str, known: Known) -> dict[int, TicketRevision]:
    """The last revision of each, by number; they are numbered without a gap but where a sheet gave the number."""
    found: dict[int, TicketRevision] = {}
    n = 1
    while n <= 3 or n - 1 in found:
        if revisions := known(id_of(stream, kind, n)):
            found[n] = revisions[-1]
        n += 1
    return found


def whole(
    told: Mapping[str, Any], ticket_id: str, source: str, stream: str, kind: str, known: Known, at: datetime
) -> dict[str, Any]:
    """The row with what it does not say of its ticket: who it is, which revision, and that it changed when it came."""
    revisions = known(ticket_id)
    n = ticket_id.rsplit("-", 1)[-1]
    number = number_of(stream, kind, int(n)) if n.isdecimal() and len(n) < 4 else "DROP0001"
    moment = at.isoformat()
    made = {"schema": "dcc-ticket/1", "source": source, "ticket_id": ticket_id, "ticket_number": number} | dict(told)
    if "revision" not in told:
        made |= {"revision": _next(revisions), "revision_inferred": True}
    made.setdefault("updated_at", moment)
    made.setdefault("created_at", made["updated_at"])
    return made


def same_as_last(ticket: TicketRevision, revisions: Sequence[TicketRevision]) -> bool:
    """Whether a row whose revision was made here says nothing that the last one did not say."""
    if not (revisions and ticket.revision_inferred):
        return False
    return _content(ticket) == _content(revisions[-1])


def _content(ticket: TicketRevision) -> dict[str, Any]:
    return ticket.model_dump(exclude=_DERIVED)


def _next(revisions: Sequence[TicketRevision]) -> int:
    return revisions[-1].revision + 1 if revisions else 1


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
