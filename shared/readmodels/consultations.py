"""One row a consultation plan and what became of it. Key `122/refinement/1`: the nth of its type."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import get_args

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
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, evidence_of, step

_OfOne = ConsultationPlanned | ConsultationOpened | ConsultationExtended | ConsultationClosed


class Consultation(Row, frozen=True, kw_only=True):
    """Planned for the week of `week_commencing`, then opened, extended and closed. The last plan stands.

    `closes_on` is the last day, as it was extended last.
    """

    type: ConsultationType
    n: int
    planned: Step | None = None
    week_commencing: date | None = None
    opened: Step | None = None
    closes_on: date | None = None
    extended: Step | None = None
    closed: Step | None = None

    @property
    def key(self) -> str:
        return f"{self.stream}/{self.type}/{self.n}"

    @property
    def evidence(self) -> tuple[str, ...]:
        return evidence_of(self.planned, self.opened, self.extended, self.closed)

    def is_open_at(self, day: date) -> bool:
        """Issued by the end of `day` and not closed by then. One that says when it closes is closed after that day."""
        if not self.opened or self.opened.on > day or (self.closed and self.closed.on <= day):
            return False
        return self.closes_on is None or day < self.closes_on

    def is_expected_at(self, day: date) -> bool:
        """Planned by the end of `day`, not yet issued, and its week not yet over."""
        if not self.planned or self.planned.on > day or self.week_commencing is None:
            return False
        return not self.is_issued_at(day) and day <= self.week_commencing + timedelta(days=6)

    def is_issued_at(self, day: date) -> bool:
        """Opened by the end of `day`, or closed, which says as much."""
        return any(taken is not None and taken.on <= day for taken in (self.opened, self.closed))


def fold(history: History) -> Mapping[str, Consultation]:
    current: dict[ConsultationType, Consultation] = {}
    rows: dict[str, Consultation] = {}
    for recorded in by_day(history):
        if isinstance(recorded.fact, _OfOne):
            row = _after(current.get(recorded.fact.type), recorded.fact, recorded)
            current[row.type] = rows[row.key] = row
    return rows


def _after(row: Consultation | None, fact: _OfOne, recorded: Recorded) -> Consultation:
    if row is None or row.closed or (row.opened and isinstance(fact, ConsultationPlanned)):
        n = row.n + 1 if row else 1
        row = Consultation(stream=recorded.stream, opened_on=recorded.day, type=fact.type, n=n)
    match fact:
        case ConsultationPlanned(week_commencing=week):
            return replace(row, planned=step(recorded), week_commencing=week)
        case ConsultationOpened(closes_on=closes_on):
            return replace(row, opened=step(recorded), closes_on=closes_on)
        case ConsultationExtended(closes_on=closes_on):
            return replace(row, extended=step(recorded), closes_on=closes_on)
        case ConsultationClosed():
            return replace(row, closed=step(recorded), settled_on=recorded.day)


def part_of(recorded: Recorded) -> ConsultationType | None:
    match recorded.fact:
        case (
            ConsultationPlanned(type=type)
            | ConsultationOpened(type=type)
            | ConsultationExtended(type=type)
            | ConsultationClosed(type=type)
        ):
            return type
        case _:
            return None


FACTS: frozenset[type[AnyFact]] = frozenset(get_args(_OfOne))

CONSULTATIONS = ReadModel("consultations", 2, Consultation, "modification", fold, part_of, facts=FACTS)
