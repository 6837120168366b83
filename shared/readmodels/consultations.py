"""One row a consultation plan and what became of it. Key `122/refinement/1`: the nth of its type."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from shared.domain.facts import (
    AnyFact,
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationPlanned,
)
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import ConsultationType
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated, evidence_of, step

ConsultationStep = ConsultationPlanned | ConsultationOpened | ConsultationExtended | ConsultationClosed


class Extension(Step, frozen=True, kw_only=True):
    """It stays open until 17:00 of this day, and not of the day before it was extended."""

    was_on: date | None = None
    closes_on: date


class Consultation(Row, frozen=True, kw_only=True):
    """Planned for the week of `week_commencing`, then opened, extended and closed at 17:00. The last plan stands.

    `closes_on`: the day of its end as told last. `responses_told`: how many there were, where that was said.
    """

    type: ConsultationType
    n: int
    planned: Step | None = None
    week_commencing: date | None = None
    opened: Step | None = None
    closes_on: date | None = None
    closed: Step | None = None
    extensions: tuple[Extension, ...] = ()
    responses_told: int | None = None

    @property
    def key(self) -> str:
        return f"{self.stream}/{self.type}/{self.n}"

    @property
    def evidence(self) -> tuple[str, ...]:
        return evidence_of(self.planned, self.opened, *self.extensions, self.closed)

    def evidence_at(self, day: date) -> tuple[str, ...]:
        """The facts behind it that count by the end of `day`."""
        told = (self.planned, self.opened, *self.extensions, self.closed)
        return evidence_of(*(taken for taken in told if taken and taken.on <= day))

    def closes_on_at(self, day: date) -> date | None:
        """The day of its end as known at the end of `day`: the last that was told."""
        for extension in reversed(self.extensions):
            if extension.on <= day:
                return extension.closes_on
        first = self.extensions[0].was_on if self.extensions else self.closes_on
        return first if self.opened and self.opened.on <= day else None

    def ended_on_at(self, day: date) -> date | None:
        """The day at 17:00 of which it ended, where that is gone by at the end of `day`."""
        if self.closed and self.closed.on <= day:
            return self.closed.on
        closes_on = self.closes_on_at(day)
        return closes_on if closes_on and closes_on <= day else None

    def is_open_at(self, day: date) -> bool:
        """Issued by the end of `day` and not ended by then: on its last day it is closed at 17:00."""
        return self._is_opened_at(day) and self.ended_on_at(day) is None

    def is_expected_at(self, day: date) -> bool:
        """Planned by the end of `day`, not yet issued, and its week not yet over."""
        if not self.planned or self.planned.on > day or self.week_commencing is None:
            return False
        return not self.is_issued_at(day) and day <= self.week_commencing + timedelta(days=6)

    def is_issued_at(self, day: date) -> bool:
        """Opened by the end of `day`, or extended or closed, which says as much."""
        return self._is_opened_at(day) or (self.closed is not None and self.closed.on <= day)

    def _is_opened_at(self, day: date) -> bool:
        if self.opened and self.opened.on <= day:
            return True
        return any(extension.on <= day for extension in self.extensions)


def fold(history: History) -> Mapping[str, Consultation]:
    rows: dict[ConsultationType, list[Consultation]] = defaultdict(list)
    for recorded in by_day(history):
        if isinstance(recorded.fact, ConsultationStep):
            told = rows[recorded.fact.type]
            row = _after(_meant(told, recorded.fact), recorded.fact, recorded, n=len(told) + 1)
            told[row.n - 1 : row.n] = [row]
    return {row.key: row for told in rows.values() for row in told}


def _meant(rows: Sequence[Consultation], fact: ConsultationStep) -> Consultation | None:
    """The last one; but what ends or goes on is the one that is open, even where the next is planned already."""
    running = [row for row in rows if row.opened and not row.closed]
    if running and isinstance(fact, ConsultationExtended | ConsultationClosed):
        return running[-1]
    return rows[-1] if rows else None


def _after(row: Consultation | None, fact: ConsultationStep, recorded: Recorded, n: int) -> Consultation:
    if row is None or _is_another(row, fact):
        row = Consultation(stream=recorded.stream, opened_on=recorded.day, type=fact.type, n=n)
    match fact:
        case ConsultationPlanned(week_commencing=week):
            return replace(row, planned=step(recorded), week_commencing=week)
        case ConsultationOpened(closes_on=closes_on):
            return replace(row, opened=step(recorded), closes_on=closes_on)
        case ConsultationExtended(closes_on=closes_on):
            extensions = (*row.extensions, Extension(**dated(recorded), was_on=row.closes_on, closes_on=closes_on))
            return replace(row, closes_on=closes_on, extensions=extensions, closed=None, settled_on=None)
        case ConsultationClosed(responses=responses):
            return replace(row, closed=step(recorded), settled_on=recorded.day, responses_told=responses)


def _is_another(row: Consultation, fact: ConsultationStep) -> bool:
    """An extension is of the one before, even where that was closed: it goes on."""
    if isinstance(fact, ConsultationExtended):
        return False
    return row.closed is not None or (row.opened is not None and isinstance(fact, ConsultationPlanned))


def part_of(recorded: Recorded) -> ConsultationType | None:
    return recorded.fact.type if isinstance(recorded.fact, ConsultationStep) else None


FACTS: frozenset[type[AnyFact]] = frozenset(
    {ConsultationPlanned, ConsultationOpened, ConsultationExtended, ConsultationClosed}
)

CONSULTATIONS = ReadModel("consultations", 3, Consultation, "modification", fold, part_of, facts=FACTS)
