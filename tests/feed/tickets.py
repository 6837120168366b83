"""Tickets for tests: a revision from a few words, and whole lives at random."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from shared.domain.ticket import TicketRevision
from shared.domain.ticket_states import TicketState

SOURCE = "urn:dcc:itsm:test"
NOW = datetime(2020, 6, 12, 9, tzinfo=UTC)


def revision(number: int, state: TicketState, day: str, **more: Any) -> TicketRevision:
    """Of ticket CHG0000106 for MP106's first PA; `day` is that of the change, at noon."""
    moment = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    told: dict[str, Any] = {
        "source": SOURCE,
        "ticket_id": "t106",
        "ticket_number": "CHG0000106",
        "revision": number,
        "created_at": datetime(2020, 1, 2, tzinfo=UTC),
        "updated_at": moment,
        "modification_ref": "MP106",
        "assessment_type": "PA",
        "state": state,
    }
    if state == "on_hold":
        told["hold_reason"] = "awaiting_information"
    return TicketRevision(**told | more)


_AFTER: dict[TicketState, tuple[TicketState, ...]] = {
    "submitted": ("accepted", "accepted", "not_accepted"),
    "accepted": ("in_progress", "on_hold", "returned", "cancelled"),
    "in_progress": ("on_hold", "returned", "in_progress"),
    "on_hold": ("in_progress", "in_progress", "returned"),
    "returned": ("closed", "reopened", "returned"),
    "closed": ("reopened", "closed"),
    "reopened": ("in_progress", "returned"),
    "not_accepted": ("submitted",),
}


def life(seed: int, length: int = 8, **more: Any) -> list[TicketRevision]:
    """The revisions of one ticket, in order; some tell dates, some correct what was told before."""
    random = Random(seed)
    state: TicketState = "submitted"
    day = date(2020, 1, 6) + timedelta(days=random.randrange(60))
    told: dict[str, Any] = dict(more)
    lived = []
    for number in range(length):
        if state == "accepted" and random.random() < 0.6:
            told["accepted_on"] = day
        if state == "returned" and random.random() < 0.6:
            told["returned_on"] = day
        if random.random() < 0.15:
            told["target_wd"] = random.choice((15, 20, 25, 40))
        lived.append(revision(number, state, day.isoformat(), **told))
        if state in ("cancelled", "withdrawn"):
            break
        state = random.choice(_AFTER[state])
        day += timedelta(days=random.randrange(1, 20))
        if state == "reopened":
            told.pop("returned_on", None)
    return lived
