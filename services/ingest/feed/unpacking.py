"""Deliveries of the inbox: opened, their tickets taken one by one, and each judged or set aside."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog

from services.ingest.feed.as_read_now import AsReadNow
from services.ingest.feed.batch import Batch
from services.ingest.feed.dropped import dropped, rows_in
from services.ingest.feed.entered import ticket_told, who
from services.ingest.feed.envelopes import tickets_in
from services.ingest.feed.histories import revisions_in_order
from services.ingest.feed.judge import through_its_own_door
from services.ingest.feed.observing import judged
from services.ingest.feed.opening import Opened, opened
from services.ingest.feed.setting_aside import failed, set_aside, tell_of_source
from services.ingest.feed.sources import Sources, SourceSettings
from shared.domain.entry import Actor
from shared.domain.facts import DccTicketRevisionObserved, FeedConnected
from shared.domain.streams import NotAStream
from shared.domain.streams import feed as feed_stream
from shared.domain.streams import ticket as ticket_stream
from shared.domain.ticket import TicketRevision
from shared.eventlog.errors import LogUnavailable
from shared.feed.mapping import mapped
from shared.feed.placing import Known
from shared.feed.reasons import Ignored, Refused
from shared.feed.strict import read_strictly
from shared.feed.take import Words, take
from shared.inbox.box import FeedBox
from shared.inbox.connection import FeedBoxUnavailable
from shared.inbox.deliveries import Waiting
from shared.logs import LogEvent

_log = structlog.get_logger()


class Unpacking:
    """Of deliveries of one inbox, with the words of its sources."""

    def __init__(self, box: FeedBox, sources: Sources) -> None:
        self._box = box
        self._sources = sources
        self._before = AsReadNow(box, sources)

    def unpack(self, waiting: Sequence[Waiting], batch: Batch) -> None:
        """In their order, into what the batch leads to. Raises LogUnavailable and FeedBoxUnavailable."""
        all_opened = [opened(each, self._box, self._sources) for each in waiting]
        batch.histories.read_ahead(stream for each in all_opened for stream in each.streams())
        for each in all_opened:
            self._unpack(each, batch)

    def _unpack(self, delivery: Opened, batch: Batch) -> None:
        waiting, raw, found = delivery.waiting, delivery.raw, delivery.found
        if raw is None:
            assert isinstance(found, Refused)
            set_aside(batch, waiting, found)
            return
        _connected(batch, waiting)
        match waiting.door:
            case "drop":
                self._sheet(batch, waiting, raw)
            case "manual":
                self._entry(batch, waiting, raw)
            case _:
                self._tickets(batch, waiting, raw, found)

    def _tickets(self, batch: Batch, waiting: Waiting, raw: bytes, found: Sequence[Any] | Refused | None) -> None:
        if found is None:
            found = tickets_in(raw, waiting.door, waiting.source, self._sources)
        if isinstance(found, Refused):
            set_aside(batch, waiting, found)
            return
        for place, ticket in enumerate(found):
            self._ticket(batch, waiting, place, ticket, raw)

    def _entry(self, batch: Batch, waiting: Waiting, raw: bytes) -> None:
        """One revision that somebody typed; who did so is told with it."""
        entered = read_strictly(raw)
        if isinstance(entered, Refused):
            set_aside(batch, waiting, entered)
            return
        at = min(waiting.received_at, batch.now)
        told = ticket_told(entered, waiting.source, self._words(batch, waiting), _known(batch, waiting), at)
        if isinstance(told, Refused):
            set_aside(batch, waiting, told, told=entered.get("ticket") if isinstance(entered, dict) else None)
        else:
            self._ticket(batch, waiting, 0, told, by=who(entered))

    def _sheet(self, batch: Batch, waiting: Waiting, raw: bytes) -> None:
        """Row by row; the place of each is its line."""
        found = rows_in(raw)
        if isinstance(found, Refused):
            set_aside(batch, waiting, found)
            return
        at = min(waiting.received_at, batch.now)
        for row in dropped(found, waiting.source, self._words(batch, waiting), _known(batch, waiting), at):
            match row.told:
                case Refused() as why:
                    set_aside(batch, waiting, why, told=row.named, place=row.line)
                case told:
                    self._ticket(batch, waiting, row.line, told)

    def _ticket(
        self, batch: Batch, waiting: Waiting, place: int, told: Any, raw: bytes = b"", by: Actor | None = None
    ) -> None:
        """Whatever this program fails over is set aside: it must not hold up another."""
        before, was = len(batch.histories.added), replace(batch.counts)
        try:
            self._read_ticket(batch, waiting, place, told, raw, by)
        except (LogUnavailable, FeedBoxUnavailable):
            raise
        except Exception as error:
            batch.histories.back_to(before)
            batch.counts.back_to(was)
            _log.error(LogEvent.TICKET_NOT_READ, receipt=waiting.receipt, place=place, exc_info=error)
            set_aside(batch, waiting, failed(error), told=told, place=place)

    def _read_ticket(self, batch: Batch, waiting: Waiting, place: int, told: Any, raw: bytes, by: Actor | None) -> None:
        taken = self._taken(batch, waiting, told)
        match taken:
            case Ignored():
                batch.counts.ignored += 1
            case Refused():
                set_aside(batch, waiting, taken, told=told, place=place)
            case TicketRevision():
                words = self._words(batch, waiting)

                def is_the_same(before: DccTicketRevisionObserved) -> bool:
                    return self._before.is_the_same(before, taken, raw, waiting.door, words)

                judged(batch, waiting, place, taken, is_the_same, by)

    def _words(self, batch: Batch, waiting: Waiting) -> Words:
        """What the source calls things: as it is configured, and as people have mapped it since."""
        settings = self._sources.get(waiting.source) or SourceSettings()
        return mapped(settings.words(waiting.door), batch.histories.sources.of(feed_stream(waiting.source)).words)

    def _taken(self, batch: Batch, waiting: Waiting, told: Any) -> TicketRevision | Refused | Ignored:
        if self._sources.get(waiting.source) is None:
            return Refused("unknown-source", f"{waiting.source} is not configured", ("/source",))
        taken = told if isinstance(told, Ignored) else take(told, now=batch.now, words=self._words(batch, waiting))
        return through_its_own_door(taken, waiting.source) if isinstance(taken, TicketRevision) else taken


def _known(batch: Batch, waiting: Waiting) -> Known:
    """The revisions of the source's tickets, those of this batch too."""

    def known(ticket_id: str) -> list[TicketRevision]:
        try:
            return revisions_in_order(batch.histories.of(ticket_stream(waiting.source, ticket_id)))
        except NotAStream:
            return []

    return known


def _connected(batch: Batch, waiting: Waiting) -> None:
    if waiting.door not in batch.histories.sources.of(feed_stream(waiting.source)).doors:
        tell_of_source(batch, waiting, FeedConnected(door=waiting.door))
