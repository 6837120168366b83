"""What a delivery would do, and what became of one: the same reading as the reader's, with nothing recorded."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.ingest.feed.as_read_now import AsReadNow
from services.ingest.feed.entered import ticket_told
from services.ingest.feed.envelopes import tickets_in
from services.ingest.feed.histories import revisions_in_order
from services.ingest.feed.judge import Duplicate, judge, through_its_own_door
from services.ingest.feed.observing import IsTheSame, came_before
from services.ingest.feed.sources import Sources
from shared.domain.codec import placed
from shared.domain.entry import Source, entry
from shared.domain.facts import DccTicketRevisionObserved
from shared.domain.facts.feed import Door
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.streams import NotAStream
from shared.domain.streams import feed as feed_stream
from shared.domain.streams import ticket as ticket_stream
from shared.domain.ticket import TicketRevision
from shared.feed.follow import follow
from shared.feed.mapping import mapped
from shared.feed.placing import same_as_last
from shared.feed.reasons import Ignored, Refused
from shared.feed.take import Words, take
from shared.feed.timeline import excluded_of
from shared.inbox.box import FeedBox

History = Callable[[str], Sequence[Recorded]]
Told = dict[str, Any]

_NO_DIGEST = "0" * 64
_MAPPED_SINCE = "it came before; a word of it was mapped otherwise since, and read as today both are the same"


class Rehearsal:
    """Over histories and an inbox that are only read. Threads may share it."""

    def __init__(self, history: History, sources: Sources, box: FeedBox) -> None:
        self._history = history
        self._sources = sources
        self._before = AsReadNow(box, sources)

    def of(self, raw: bytes, source: str, door: Door, now: datetime) -> Sequence[Told]:
        """For each ticket, in its order: `outcome`, and why, or the facts that would follow."""
        found = tickets_in(raw, door, source, self._sources)
        if isinstance(found, Refused):
            return [refused(found)]
        return [self._one(told, raw, source, door, now) for told in found]

    def _placed(self, entered: Any, source: str, words: Words, now: datetime) -> Any:
        def known(ticket_id: str) -> list[TicketRevision]:
            try:
                return revisions_in_order(self._history(ticket_stream(source, ticket_id)))
            except NotAStream:
                return []

        return ticket_told(entered, source, words, known, now)

    def _one(self, told: Any, raw: bytes, source: str, door: Door, now: datetime) -> Told:
        settings = self._sources.get(source)
        if settings is None:
            return refused(Refused("unknown-source", f"{source} is not configured", ("/source",)))
        words = mapped(settings.words(door), (told.fact for told in self._history(feed_stream(source))))
        told = self._placed(told, source, words, now) if door == "manual" else told
        taken = told if isinstance(told, Refused | Ignored) else take(told, now=now, words=words)
        match through_its_own_door(taken, source) if isinstance(taken, TicketRevision) else taken:
            case Refused() as why:
                return refused(why)
            case Ignored(why=message):
                return {"outcome": "ignored", "message": message}
            case TicketRevision() as ticket:

                def is_the_same(before: DccTicketRevisionObserved) -> bool:
                    return self._before.is_the_same(before, ticket, raw, door, words)

                judged = self._judged(ticket, door, now, is_the_same)
                return {"ticket_id": ticket.ticket_id, "revision": ticket.revision, **judged}

    def _judged(self, ticket: TicketRevision, door: Door, now: datetime, is_the_same: IsTheSame) -> Told:
        stream = ticket_stream(ticket.source, ticket.ticket_id)
        history = self._history(stream)
        modification = self._history(ModificationRef.parse(ticket.modification_ref).stream)
        judged = judge(ticket, history, modification)
        if door == "manual" and same_as_last(ticket, revisions_in_order(history)):
            judged = Duplicate()
        match judged:
            case Duplicate():
                return {"outcome": "duplicate"}
            case Refused(code="revision-conflict") if is_the_same(came_before(history, ticket)):
                return {"outcome": "duplicate", "message": _MAPPED_SINCE}
            case Refused():
                return refused(judged)
            case TicketRevision():
                return self._followed(ticket, stream, history, modification, door, now)

    def _followed(
        self,
        ticket: TicketRevision,
        stream: str,
        history: Sequence[Recorded],
        modification: Sequence[Recorded],
        door: Door,
        now: datetime,
    ) -> Told:
        fact = DccTicketRevisionObserved(ticket=ticket, door=door, raw_sha256=_NO_DIGEST)
        told = entry(fact, stream, on=ticket.changed_on, known_at=now, source=Source(kind="ticket", ref=ticket.key))
        position = history[-1].position + 1 if history else 1
        ticket_history = (*history, placed(told, position, stream, len(history) + 1, now))
        known = [each.fact.ticket for each in ticket_history if isinstance(each.fact, DccTicketRevisionObserved)]
        for revision, why in excluded_of(known):
            if revision.revision == ticket.revision:
                return refused(why)
        _, entries = follow(ticket_history, modification, now=now)
        facts = [
            {"type": each.type, "occurred_on": each.day.isoformat(), "kind": each.kind, "n": each.n} for each in entries
        ]
        return {"outcome": "observed", "facts": facts}


def what_became(history: History, told: Mapping[str, Any], source: str) -> Told:
    """Of one ticket that was read: the fact that observed its revision, if the log holds it."""
    id, revision = str(told.get("ticket_id")), told.get("revision")
    for recorded in history(ticket_stream(source, id)):
        if isinstance(recorded.fact, DccTicketRevisionObserved) and recorded.fact.ticket.revision == revision:
            return {"ticket_id": id, "revision": revision, "outcome": "observed", "fact": recorded.id}
    return {"ticket_id": id, "revision": revision, "outcome": "not observed"}


def refused(why: Refused) -> Told:
    """As it is told of one that would be set aside."""
    return {"outcome": "quarantined", "code": why.code, "message": why.message, "pointers": list(why.pointers)}
