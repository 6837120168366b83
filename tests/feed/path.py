"""The way of a ticket from a door to the facts, for tests."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.ingest.feed.batch import Counts
from services.ingest.feed.envelopes import EVENT_TYPE
from services.ingest.feed.follower import Follower
from services.ingest.feed.reader import FeedReader
from services.ingest.feed.sources import Sources, SourceSettings
from shared.domain.facts import TicketQuarantined
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.ticket import TicketRevision
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery, Kept
from tests import given as notation
from tests.feed.rows import Folded, folded
from tests.feed.tickets import NOW, SOURCE


def event(ticket: dict[str, Any]) -> dict[str, Any]:
    """The ticket in a CloudEvent."""
    id = f"{ticket.get('ticket_id')}:{ticket.get('revision')}"
    return {"specversion": "1.0", "id": id, "source": SOURCE, "type": EVENT_TYPE, "data": ticket}


def as_json(revision: TicketRevision) -> dict[str, Any]:
    """What a sender would send."""
    told: dict[str, Any] = json.loads(revision.canonical())
    return told


@dataclass
class FeedPath:
    """Deliver, then `work`."""

    box: FeedBox
    log: EventLog
    sources: Sources = field(default_factory=lambda: Sources(sources={SOURCE: SourceSettings()}))
    delivered: int = 0

    def known(self, text: str) -> None:
        """Facts that are there before."""
        self.log.import_entries(notation.entries(text))

    def deliver(self, *tickets: TicketRevision | dict[str, Any], id: str | None = None) -> Kept:
        """One delivery through the webhook, of one event or of a batch."""
        told = [event(as_json(each) if isinstance(each, TicketRevision) else each) for each in tickets]
        return self.deliver_bytes(json.dumps(told[0] if len(told) == 1 else told).encode(), id)

    def deliver_bytes(self, raw: bytes, id: str | None = None) -> Kept:
        self.delivered += 1
        (kept,) = self.box.keep([Delivery(SOURCE, "webhook", id or f"d{self.delivered}", raw)])
        return kept

    def work(self, now: datetime = NOW) -> Counts:
        """Reads what waits, and follows every ticket."""
        counts = FeedReader(self.box, self.log, self.sources).pump(now)
        Follower(self.log).follow((stream for stream in self.log.streams() if stream.startswith("ticket/")), now)
        return counts

    def standing(self, stream: str = "106") -> Sequence[Recorded]:
        """What counts of a modification's assessments."""
        return [recorded for recorded in effective(self.log.history(stream)) if recorded.fact.OF_AN_ASSESSMENT]

    def rows(self) -> Folded:
        """As a projector would have made them by now."""
        return folded(self.log)

    def quarantined(self) -> list[TicketQuarantined]:
        """What was set aside."""
        history = self.log.history(f"feed/{SOURCE}")
        return [recorded.fact for recorded in history if isinstance(recorded.fact, TicketQuarantined)]
