"""A revision that came before with another content: edited in silence, or only read with other eyes since.

What a source is configured to tell, and what its words mean, may be mapped further while its tickets come again. So
both are read as they would be today, and of a polled row by the columns alone that both have. And one ticket may come
through two doors, of which one shows more: what leads to no fact may then be missing on one side.
"""

from collections.abc import Mapping
from typing import Any

from services.ingest.feed.envelopes import tickets_in
from services.ingest.feed.servicenow.row import ticket_of
from services.ingest.feed.sources import Sources
from shared.domain.facts import DccTicketRevisionObserved
from shared.domain.facts.feed import Door
from shared.domain.ticket import TicketRevision
from shared.feed.reasons import Refused
from shared.feed.strict import read_strictly
from shared.feed.take import Words, take
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Waiting
from shared.inbox.sealing import CannotOpen

_LEADS_TO_NO_FACT = ("summary", "url", "dcc_cr_ref", "modification_ref_original")


class AsReadNow:
    """Over what the inbox keeps of what came before."""

    def __init__(self, box: FeedBox, sources: Sources) -> None:
        self._box = box
        self._sources = sources

    def is_the_same(
        self, before: DccTicketRevisionObserved, ticket: TicketRevision, raw: bytes, door: Door, words: Words
    ) -> bool:
        """Whether the raw delivery of `before` tells what `raw` tells of the ticket. False where it is forgotten."""
        source = ticket.source
        if before.door != door:
            return _shown_alike(before.ticket, ticket)
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


def _shown_alike(before: TicketRevision, after: TicketRevision) -> bool:
    """Through two doors."""
    was, now = before.model_dump(), after.model_dump()
    differing = [name for name in was if was[name] != now[name]]
    return all(name in _LEADS_TO_NO_FACT and None in (was[name], now[name]) for name in differing)
