"""A revision that came before with another content: edited in silence, or only read with other eyes since.

What a source is configured to tell, and what its words mean, may be mapped further while its tickets come again. So
both are read as they would be today, and of a polled row by the columns alone that both have.
"""

from collections.abc import Mapping
from typing import Any

from services.ingest.feed.envelopes import tickets_in
from services.ingest.feed.servicenow.row import ticket_of
from services.ingest.feed.sources import Sources
from shared.domain.facts import DccTicketRevisionObserved
from shared.domain.ticket import TicketRevision
from shared.feed.reasons import Refused
from shared.feed.strict import read_strictly
from shared.feed.take import Words, take
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Waiting
from shared.inbox.sealing import CannotOpen


class AsReadNow:
    """Over what the inbox keeps of what came before."""

    def __init__(self, box: FeedBox, sources: Sources) -> None:
        self._box = box
        self._sources = sources

    def is_the_same(self, before: DccTicketRevisionObserved, ticket: TicketRevision, raw: bytes, words: Words) -> bool:
        """Whether the raw delivery of `before` tells what `raw` tells of the ticket. False where it is forgotten."""
        source = ticket.source
        earlier = self._box.by_digest(bytes.fromhex(before.raw_sha256), source)
        if earlier is None or before.door == "drop":
            return False
        try:
            then = self._box.opened(earlier)
        except CannotOpen:
            return False
        if before.door == "poll":
            return self._are_alike(then, raw, source, words, ticket)
        return self._content(self._one(then, earlier, ticket), ticket, words) == ticket.content_sha256

    def _are_alike(self, then: bytes, now: bytes, source: str, words: Words, ticket: TicketRevision) -> bool:
        rows = [row for each in (then, now) if isinstance(row := read_strictly(each), dict)]
        settings = self._sources.get(source)
        if len(rows) < 2 or settings is None or settings.servicenow is None:
            return False
        fields, both = settings.servicenow.fields, rows[0].keys() & rows[1].keys()
        told = [ticket_of({name: row[name] for name in both}, source, fields) for row in rows]
        contents = {self._content(each, ticket, words) for each in told}
        return len(contents) == 1 and None not in contents

    def _one(self, raw: bytes, earlier: Waiting, ticket: TicketRevision) -> Any:
        found = tickets_in(raw, earlier.door, earlier.source, self._sources)
        if isinstance(found, Refused):
            return None
        named = ({"ticket_id": ticket.ticket_id, "revision": ticket.revision}).items()
        return next((each for each in found if isinstance(each, Mapping) and named <= each.items()), None)

    @staticmethod
    def _content(told: Any, ticket: TicketRevision, words: Words) -> str | None:
        taken = take(told, now=ticket.updated_at, words=words)
        return taken.content_sha256 if isinstance(taken, TicketRevision) else None
