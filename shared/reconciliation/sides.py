"""The two sides of each assessment: its row, and its ticket, as they stand at the end of one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from shared.domain.calendar import Calendar
from shared.domain.daycount import CONVENTIONS, FOR_DURATIONS, Stop, working_days
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AssessmentKind
from shared.feed.items import Item
from shared.readmodels import ASSESSMENTS, FEEDS, FOLLOWED, SET_ASIDE, TICKETS
from shared.readmodels.assessments import Assessment, AssessmentState
from shared.readmodels.feeds import Feed
from shared.readmodels.followed import Followed
from shared.readmodels.set_aside import SetAside
from shared.readmodels.source import RowSource
from shared.readmodels.tickets import Life, Ticket, TicketDeed

KINDS: tuple[AssessmentKind, ...] = ("PA", "IA")

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


@dataclass(frozen=True, slots=True)
class Theirs:
    """One ticket by what its revisions tell."""

    row: Ticket
    life: Life

    @property
    def evidence(self) -> tuple[str, ...]:
        """The fact that holds its last revision that counts."""
        return (self.life.told_by,)

    @property
    def kind(self) -> AssessmentKind:
        return self.life.kind

    def has_begun(self, to: date) -> bool:
        """Whether anything had happened by the end of that day."""
        return bool(self._deeds(to))

    def _deeds(self, to: date) -> list[TicketDeed]:
        return [deed for deed in self.life.deeds if deed.on <= to]

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
    theirs: Theirs | None

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
            return self.theirs.life.dcc_reported_wd
        until = self.theirs.returned_on(cut.to) or cut.to
        return _counts(first, until, cut, self.theirs.stops_at(cut.to))[FOR_DURATIONS[0]]

    def counts(self, cut: Cut) -> Mapping[str, int]:
        """The duration by each convention, from the days of the ticket, to the day of which the DCC's count speaks."""
        if self.theirs is None or (first := self.theirs.accepted_on(cut.to)) is None:
            return {}
        until = self.theirs.returned_on(cut.to) or (min(self.theirs.life.changed_on, cut.to) if cut.is_now else cut.to)
        return _counts(first, until, cut, self.theirs.stops_at(cut.to)) if until >= first else {}


def _counts(first: date, until: date, cut: Cut, stops: tuple[Stop, ...]) -> Mapping[str, int]:
    return {name: working_days(first, until, CONVENTIONS[name], cut.calendar, stops) for name in FOR_DURATIONS}


@dataclass(frozen=True)
class Sides:
    """All of both, as rows: of the register, and of the sources of tickets that are looked at."""

    cut: Cut
    assessments: Mapping[str, Assessment]
    followed: Mapping[str, Followed]
    tickets: Mapping[str, Ticket]
    feeds: Mapping[str, Feed]
    set_aside: Mapping[str, SetAside]

    @classmethod
    def of(cls, rows: RowSource, cut: Cut) -> "Sides":
        """Everything that those rows hold."""
        return cls(cut, rows.of(ASSESSMENTS), rows.of(FOLLOWED), rows.of(TICKETS), rows.of(FEEDS), rows.of(SET_ASIDE))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """By modification and kind; those on both sides first of their kind."""
        return tuple(sorted(self._pairs(), key=_place))

    def _pairs(self) -> Iterator[Pair]:
        keys = self._keys()
        for stream, theirs in self._theirs.items():
            row = self.assessments.get(keys.get(stream, ""))
            yield Pair(theirs.life.label, theirs.kind, row.n if row else None, row, theirs)
        for key in self.assessments.keys() - set(keys.values()):
            row = self.assessments[key]
            yield Pair(self._label(row.stream), row.kind, row.n, row, None)

    def _keys(self) -> Mapping[str, str]:
        """The assessment of each ticket: the one that it led to, or one that nothing led to but another source.

        Where another source tells other days, the ticket leads to nothing; it is of that assessment all the same.
        """
        found = {stream: key for stream, theirs in self._theirs.items() if (key := self._told_by(theirs))}
        taken = set(found.values())
        for stream, theirs in self._theirs.items():
            if stream not in found and theirs.life.deeds:
                alike = self._of_a_kind.get((theirs.life.modification, theirs.kind), ())
                free = [row for row in alike if row.key not in taken]
                wanted = [row for row in free if row.n == theirs.life.assessment_no] or free
                for row in wanted[:1]:
                    found[stream] = row.key
                    taken.add(row.key)
        return found

    @cached_property
    def _of_a_kind(self) -> Mapping[tuple[str, AssessmentKind], list[Assessment]]:
        found: dict[tuple[str, AssessmentKind], list[Assessment]] = {}
        for row in sorted(self.assessments.values(), key=lambda row: (row.stream, row.kind, row.n)):
            found.setdefault((row.stream, row.kind), []).append(row)
        return found

    @cached_property
    def _theirs(self) -> Mapping[str, Theirs]:
        """In the order of their streams."""
        rows = sorted(self.tickets.values(), key=lambda row: row.stream)
        return {row.stream: Theirs(row, row.life) for row in rows if row.life}

    def _told_by(self, theirs: Theirs) -> str | None:
        """The key of the assessment of which the log knows by this ticket, or is told the same by it."""
        stream = theirs.life.modification
        told = self.followed.get(f"{stream}/{theirs.row.key}")
        if told is None or told.assessment in self.assessments:
            return told.assessment if told else None
        of_it = (row for kind in KINDS for row in self._of_a_kind.get((stream, kind), ()))
        confirms = set(told.confirms)
        return next((row.key for row in of_it if confirms & set(row.evidence_at(date.max))), None)

    @staticmethod
    def _label(stream: str) -> str:
        ref = ModificationRef.parse(stream)
        return ref.label(ref.own_series)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What is set aside and waits for somebody, in the order in which it came."""
        found = (row.item for row in self.set_aside.values())
        return tuple(sorted((item for item in found if item.is_open), key=lambda item: (item.set_aside_at, item.id)))

    def doors(self, source: str) -> frozenset[str]:
        told = self.feeds.get(f"feed/{source}")
        return frozenset(each.door for each in told.doors) if told else frozenset()

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


def _place(pair: Pair) -> tuple[ModificationRef, str, int]:
    return ModificationRef.parse(pair.label), pair.kind, pair.n or 999


def months_back(to: date) -> date:
    """The first of the twelve months that end with `to`."""
    following = to + timedelta(days=1)
    try:
        return following.replace(year=following.year - 1)
    except ValueError:
        return following.replace(year=following.year - 1, day=28)
