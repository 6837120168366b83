"""Very many tickets with lives whose truth is known, and the deliveries of them as a real feed would make them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from shared.domain.calendar import weekend
from tests.feed.tickets import SOURCE

FIRST = date(2019, 1, 7)
MODIFICATIONS = 9_900


@dataclass(frozen=True)
class Truth:
    """One assessment as it was: what the log must say of it in the end."""

    ticket_id: str
    number: int
    accepted: date
    stop: tuple[date, date] | None
    returned: date | None

    def expected(self) -> list[tuple[str, str]]:
        """Types of facts with their days."""
        told = [("AssessmentAccepted", self.accepted)]
        if self.stop:
            told += [("AssessmentClockStopped", self.stop[0]), ("AssessmentClockResumed", self.stop[1])]
        if self.returned:
            told.append(("AssessmentReturned", self.returned))
        return sorted((name, day.isoformat()) for name, day in told)


def truths(random: Random, count: int) -> list[Truth]:
    """Of modifications 100 onward, one ticket each; of more than there can be, several."""
    return [_truth(random, place) for place in range(count)]


def _truth(random: Random, place: int) -> Truth:
    accepted = _weekday(FIRST + timedelta(days=random.randrange(200)))
    stopped = _weekday(accepted + timedelta(days=random.randrange(3, 20)))
    stop = (stopped, _weekday(stopped + timedelta(days=random.randrange(2, 20)))) if random.random() < 0.4 else None
    begun = stop[1] if stop else accepted
    returned = _weekday(begun + timedelta(days=random.randrange(5, 60))) if random.random() < 0.8 else None
    return Truth(f"t{place}", 100 + place % MODIFICATIONS, accepted, stop, returned)


def revisions(truth: Truth) -> list[dict[str, Any]]:
    """Its revisions in order, each as its system would send it."""
    told: dict[str, Any] = {
        "schema": "dcc-ticket/1",
        "source": SOURCE,
        "ticket_id": truth.ticket_id,
        "ticket_number": f"CHG{int(truth.ticket_id[1:]):07d}",
        "created_at": _at(truth.accepted - timedelta(days=3)),
        "modification_ref": f"MP{truth.number}",
        "assessment_type": "PA",
        "target_wd": 15,
    }
    steps: list[tuple[date, dict[str, Any]]] = [
        (truth.accepted - timedelta(days=2), {"state": "submitted"}),
        (truth.accepted, {"state": "accepted", "accepted_on": truth.accepted.isoformat()}),
    ]
    if truth.stop:
        hold = {"from": truth.stop[0].isoformat(), "reason": "awaiting_information"}
        steps.append((truth.stop[0], {"state": "on_hold", "hold_reason": "awaiting_information", "holds": [hold]}))
        whole = hold | {"to": truth.stop[1].isoformat()}
        steps.append((truth.stop[1], {"state": "in_progress", "holds": [whole], "hold_reason": None}))
    if truth.returned:
        steps.append((truth.returned, {"state": "returned", "returned_on": truth.returned.isoformat()}))
        steps.append((truth.returned + timedelta(days=1), {"state": "closed"}))
    made = []
    for number, (day, change) in enumerate(steps):
        told = {name: value for name, value in (told | change).items() if value is not None}
        made.append(told | {"revision": number, "updated_at": _at(day)})
    return made


@dataclass(frozen=True)
class Sent:
    """One delivery: its raw ticket, and what is wrong with it, if anything."""

    ticket: Any
    trouble: str | None = None


def deliveries(random: Random, lives: list[Truth]) -> Iterator[Sent]:
    """30 % come twice, 20 % out of order, 5 % late by up to 90 days, 1 % once more with another content, 2 % broken."""
    placed: list[tuple[float, int, Sent]] = []
    for truth in lives:
        for told in revisions(truth):
            when = datetime.fromisoformat(told["updated_at"]).timestamp()
            if random.random() < 0.20:
                when += random.uniform(-10, 10) * 86_400
            if random.random() < 0.05:
                when += random.uniform(1, 90) * 86_400
            placed.append((when, len(placed), Sent(told)))
            if random.random() < 0.30:
                placed.append((when + random.uniform(0, 5) * 86_400, len(placed), Sent(told)))
            if random.random() < 0.01:
                edited = told | {"summary": "edited in silence"}
                placed.append((when + 200 * 86_400, len(placed), Sent(edited, "revision-conflict")))
            if random.random() < 0.02:
                broken = told | {"state": "7", "revision": 90 + told["revision"]}
                placed.append((when, len(placed), Sent(broken, "state-unmapped")))
    return (sent for _, _, sent in sorted(placed, key=lambda each: each[:2]))


def _weekday(day: date) -> date:
    while weekend(day):
        day += timedelta(days=1)
    return day


def _at(day: date) -> str:
    return datetime.combine(day, time(12), UTC).isoformat()
