"""The two sides of each assessment: its row, and its ticket, as they stand at the end of one day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from shared.domain.calendar import Calendar
from shared.domain.daycount import CONVENTIONS, FOR_DURATIONS, Stop, working_days
from shared.domain.facts import AnyFact, DccTicketRevisionObserved, EvidenceAdded, FeedConnected
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.ticket import TicketRevision
from shared.domain.vocabulary import AssessmentKind
from shared.feed.items import Item, items_of
from shared.feed.policy import slots
from shared.feed.timeline import Deed, Timeline, timeline_of
from shared.readmodels.assessments import Assessment, AssessmentState
from shared.readmodels.assessments import fold as assessments_of

Histories = Mapping[str, Sequence[Recorded]]

_STATE: Mapping[str, AssessmentState] = {
    "accepted": "open",
    "resumed": "open",
    "reissued": "open",
    "stopped": "stopped",
    "returned": "returned",
    "refused": "refused",
    "cancelled": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Cut:
    """Both sides as at the end of `to`; of what is completed, what was since `since`. Days by `calendar`.

    `is_now`: it is about today, so what should have been heard of by now is looked at too.
    """

    to: date
    since: date
    calendar: Calendar
    is_now: bool

    def working_days_from(self, day: date) -> int:
        """Full Working Days since `day`; 0 where it is yet to come."""
        return working_days(day, self.to, CONVENTIONS["sec_working_days"], self.calendar) if day <= self.to else 0


@dataclass(frozen=True)
class Ticket:
    """One ticket by what its revisions tell. `told`: the facts that hold them, as recorded."""

    told: Sequence[Recorded]
    timeline: Timeline

    @property
    def last(self) -> TicketRevision:
        return self.timeline.last

    @cached_property
    def evidence(self) -> tuple[str, ...]:
        """The fact that holds its last revision that counts."""
        return tuple(r.id for r in self.told if _ticket_of(r.fact) and _ticket_of(r.fact) == self.last)[-1:]

    @property
    def kind(self) -> AssessmentKind:
        return self.last.assessment_type

    @property
    def modification(self) -> str:
        return ModificationRef.parse(self.last.modification_ref).stream

    @property
    def first_heard_on(self) -> date:
        return min(recorded.day for recorded in self.told)

    def _deeds(self, to: date) -> list[Deed]:
        return [deed for deed in self.timeline.deeds if deed.on <= to]

    def state_at(self, to: date) -> AssessmentState:
        turns = [_STATE[deed.kind] for deed in self._deeds(to) if deed.kind in _STATE]
        return turns[-1] if turns else "requested"

    def accepted_on(self, to: date) -> date | None:
        return next((deed.on for deed in self._deeds(to) if deed.kind == "accepted"), None)

    def returned_on(self, to: date) -> date | None:
        if self.state_at(to) != "returned":
            return None
        return next((deed.on for deed in reversed(self._deeds(to)) if deed.kind == "returned"), None)

    def target_at(self, to: date) -> int | None:
        return next((deed.target_wd for deed in reversed(self._deeds(to)) if deed.target_wd is not None), None)

    def stops_at(self, to: date) -> tuple[Stop, ...]:
        turns = [deed for deed in self._deeds(to) if deed.kind in _STATE]
        found: list[Stop] = []
        for before, after in zip(turns, [*turns[1:], None], strict=True):
            if before.kind == "stopped" or (before.kind == "returned" and after is not None):
                found.append((before.on, after.on if after else None))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Pair:
    """An assessment on both sides, or on one. `label`: as the ticket or the register calls the modification."""

    label: str
    kind: AssessmentKind
    n: int | None
    ours: Assessment | None
    theirs: Ticket | None

    @property
    def subject(self) -> str:
        return f"{self.label} {self.kind}{f' {self.n}' if self.n else ''}"

    def evidence(self, to: date) -> tuple[str, ...]:
        """The facts on both sides."""
        return (*(self.ours.evidence_at(to) if self.ours else ()), *(self.theirs.evidence if self.theirs else ()))

    def ours_returned_on(self, to: date) -> date | None:
        if self.ours is None or self.ours.state_at(to) != "returned":
            return None
        last = self.ours.last("returned", to)
        return last.on if last else None

    def ours_accepted_on(self, to: date) -> date | None:
        accepted = self.ours.accepted_by(to) if self.ours else None
        return accepted.on if accepted and accepted.exact else None

    def ours_wd(self, cut: Cut) -> int | None:
        """The duration that a paper prints: as a source states it for that very day, else as counted."""
        if self.ours is None:
            return None
        until = self.ours_returned_on(cut.to) or cut.to
        stated, first = self.ours.stated_at(until), self.ours_accepted_on(cut.to)
        if stated:
            return stated.duration_wd
        return _counts(first, until, cut, self.ours.stops_at(cut.to))[FOR_DURATIONS[0]] if first else None

    def theirs_wd(self, cut: Cut) -> int | None:
        """The duration by the ticket's own days; where it tells no acceptance, the DCC's own count."""
        if self.theirs is None:
            return None
        first = self.theirs.accepted_on(cut.to)
        if first is None:
            return self.theirs.last.dcc_reported_wd
        until = self.theirs.returned_on(cut.to) or cut.to
        return _counts(first, until, cut, self.theirs.stops_at(cut.to))[FOR_DURATIONS[0]]

    def counts(self, cut: Cut) -> Mapping[str, int]:
        """The duration by each convention, from the days of the ticket, to the day of which the DCC's count speaks."""
        if self.theirs is None or (first := self.theirs.accepted_on(cut.to)) is None:
            return {}
        until = self.theirs.returned_on(cut.to) or (min(self.theirs.last.changed_on, cut.to) if cut.is_now else cut.to)
        return _counts(first, until, cut, self.theirs.stops_at(cut.to)) if until >= first else {}


def _counts(first: date, until: date, cut: Cut, stops: tuple[Stop, ...]) -> Mapping[str, int]:
    return {name: working_days(first, until, CONVENTIONS[name], cut.calendar, stops) for name in FOR_DURATIONS}


@dataclass(frozen=True)
class Sides:
    """All of both. `feeds`: the facts of each source of tickets that is looked at."""

    cut: Cut
    modifications: Histories
    tickets: Histories
    feeds: Histories

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """By modification and kind; those on both sides first of their kind."""
        return tuple(sorted(self._pairs(), key=_place))

    def _pairs(self) -> Iterator[Pair]:
        rows = {row.key: row for row in self._rows()}
        keys = self._keys(rows)
        for stream, ticket in self._tickets.items():
            row = rows.get(keys.get(stream, ""))
            yield Pair(ticket.last.modification_ref, ticket.kind, row.n if row else None, row, ticket)
        for key in rows.keys() - set(keys.values()):
            row = rows[key]
            yield Pair(self._label(row.stream), row.kind, row.n, row, None)

    def _keys(self, rows: Mapping[str, Assessment]) -> Mapping[str, str]:
        """The assessment of each ticket: the one that it led to, or one that nothing led to but another source.

        Where another source tells other days, the ticket leads to nothing; it is of that assessment all the same.
        """
        found = {stream: key for stream, ticket in self._tickets.items() if (key := self._told_by(ticket))}
        for stream, ticket in self._tickets.items():
            if stream not in found and ticket.timeline.deeds:
                taken = set(found.values())
                free = [row for key, row in rows.items() if key not in taken and _is_alike(row, ticket)]
                wanted = [row for row in free if row.n == ticket.last.assessment_no] or free
                found.update((stream, row.key) for row in wanted[:1])
        return found

    def _rows(self) -> Iterator[Assessment]:
        for standing in self._standing.values():
            yield from assessments_of(standing).values()

    @cached_property
    def _standing(self) -> Mapping[str, tuple[Recorded, ...]]:
        return {stream: effective(history) for stream, history in self.modifications.items()}

    @cached_property
    def _tickets(self) -> Mapping[str, Ticket]:
        found = {}
        for stream, history in self.tickets.items():
            timeline = timeline_of(ticket for recorded in history if (ticket := _ticket_of(recorded.fact)))
            if timeline is not None:
                found[stream] = Ticket(history, timeline)
        return found

    def _told_by(self, ticket: Ticket) -> str | None:
        """The key of the assessment of which the log knows by this ticket, or is told the same by it."""
        standing = self._standing.get(ticket.modification, ())
        by_id = {recorded.id: recorded for recorded in standing}
        for recorded in slots(standing, ticket.last.key).values():
            fact = recorded.fact
            told = by_id.get(fact.of) if isinstance(fact, EvidenceAdded) else recorded
            if told and told.kind:
                kind, n = told.assessment
                return f"{ticket.modification}/{kind}/{n}"
        return None

    @staticmethod
    def _label(stream: str) -> str:
        ref = ModificationRef.parse(stream)
        return ref.label(ref.own_series)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What is set aside and waits for somebody."""
        found = (item for history in self.feeds.values() for item in items_of(history).values())
        return tuple(item for item in found if item.is_open)

    def doors(self, source: str) -> frozenset[str]:
        told = self.feeds.get(f"feed/{source}", ())
        return frozenset(recorded.fact.door for recorded in told if isinstance(recorded.fact, FeedConnected))

    def is_open(self, pair: Pair) -> bool:
        """On either side."""
        to, ours = self.cut.to, pair.ours
        states = {ours.state_at(to) if ours else None, pair.theirs.state_at(to) if pair.theirs else None}
        return bool(states & {"open", "stopped"})

    def is_completed(self, pair: Pair) -> bool:
        """On either side, in the days that count."""
        to = self.cut.to
        days = (pair.ours_returned_on(to), pair.theirs.returned_on(to) if pair.theirs else None)
        return any(day is not None and self.cut.since <= day for day in days)


def _is_alike(row: Assessment, ticket: Ticket) -> bool:
    return (row.stream, row.kind) == (ticket.modification, ticket.kind)


def _ticket_of(fact: AnyFact) -> TicketRevision | None:
    return fact.ticket if isinstance(fact, DccTicketRevisionObserved) else None


def _place(pair: Pair) -> tuple[ModificationRef, str, int]:
    return ModificationRef.parse(pair.label), pair.kind, pair.n or 999


def months_back(to: date) -> date:
    """The first of the twelve months that end with `to`."""
    following = to + timedelta(days=1)
    try:
        return following.replace(year=following.year - 1)
    except ValueError:
        return following.replace(year=following.year - 1, day=28)
