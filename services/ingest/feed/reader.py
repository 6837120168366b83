"""The reader: what waits in the inbox, into revisions in the log, or set aside with its reason. Safe to repeat.

A delivery is marked as read after its facts are in the log: one that is read twice leads to nothing the second time.
"""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import structlog

from services.ingest.feed.dropped import dropped, rows_in
from services.ingest.feed.envelopes import tickets_in
from services.ingest.feed.judge import Duplicate, judge
from services.ingest.feed.sources import Sources, SourceSettings
from services.ingest.feed.told import SourcesTold
from shared.domain.codec import placed
from shared.domain.entry import Actor, Entry, Source, entry
from shared.domain.facts import (
    AnyFact,
    DccTicketRevisionObserved,
    FeedConnected,
    FeedGapClosed,
    FeedGapDetected,
    TicketQuarantined,
)
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.streams import NotAStream
from shared.domain.streams import feed as feed_stream
from shared.domain.streams import ticket as ticket_stream
from shared.domain.ticket import TicketRevision
from shared.eventlog.errors import LogUnavailable, WrongVersion
from shared.eventlog.log import EventLog
from shared.feed.mapping import mapped
from shared.feed.placing import same_as_last
from shared.feed.reasons import Ignored, Refused
from shared.feed.take import Words, take
from shared.feed.timeline import excluded_of, timeline_of
from shared.inbox.box import FeedBox
from shared.inbox.connection import FeedBoxUnavailable
from shared.inbox.deliveries import Waiting
from shared.inbox.sealing import CannotOpen
from shared.logs import LogEvent

DELIVERIES_AT_ONCE = 200

_log = structlog.get_logger()
_DCC = Actor(body="DCC")


@dataclass(slots=True)
class Counts:
    """What became of the tickets of some deliveries."""

    observed: int = 0
    duplicates: int = 0
    quarantined: int = 0
    ignored: int = 0

    def add(self, more: "Counts") -> None:
        self.observed += more.observed
        self.duplicates += more.duplicates
        self.quarantined += more.quarantined
        self.ignored += more.ignored

    def back_to(self, before: "Counts") -> None:
        self.observed, self.duplicates = before.observed, before.duplicates
        self.quarantined, self.ignored = before.quarantined, before.ignored


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that was not taken when a delivery was read; whether or not it was known to be so."""

    item: str
    why: Refused
    ticket_id: str | None
    revision: int | None
    place: int


@dataclass(slots=True)
class _Histories:
    """The streams that a batch touches, as they are and as they will be."""

    log: EventLog
    sources: SourcesTold
    known: dict[str, list[Recorded]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    added: list[Entry[AnyFact]] = field(default_factory=list)

    def of(self, stream: str) -> list[Recorded]:
        if stream not in self.known:
            self.known[stream] = list(self.log.history(stream))
        return self.known[stream]

    def tell(self, told: Entry[AnyFact]) -> None:
        """Of a source, whose stream is long and not gone through."""
        source = self.sources.of(told.stream)
        self.versions.setdefault(told.stream, source.version)
        source.tell(told.data)
        self.added.append(told)

    def add(self, told: Entry[AnyFact]) -> None:
        history = self.of(told.stream)
        self.versions.setdefault(told.stream, len(history))
        last = history[-1].position if history else 0
        history.append(placed(told, last + 1, told.stream, len(history) + 1, told.known_at))
        self.added.append(told)

    def back_to(self, count: int) -> None:
        """As they were when so many entries were added."""
        undone, self.added = self.added[count:], self.added[:count]
        for told in undone:
            if told.stream in self.known:
                self.known[told.stream].pop()
        self.sources.forget()
        for told in self.added:
            if told.stream not in self.known:
                self.sources.of(told.stream).tell(told.data)


class FeedReader:
    """Reads the inbox into the log, as the only one that does. Not for two threads."""

    def __init__(self, box: FeedBox, log: EventLog, sources: Sources) -> None:
        self._box = box
        self._log = log
        self._sources = sources
        self._told = SourcesTold(log.history)
        self._troubles: list[Trouble] = []

    def read_again(self, waiting: Waiting, now: datetime, *, rehearse: bool = False) -> Sequence[Trouble]:
        """One delivery, whether or not it was read before; what of it still cannot be taken. `rehearse`: nothing of it
        is recorded."""
        while True:
            self._told.forget()
            histories = _Histories(self._log, self._told)
            self._troubles = []
            self._one(waiting, histories, now, Counts())
            if rehearse or self._is_recorded(histories):
                self._told.forget()
                return tuple(self._troubles)

    def pump(self, now: datetime) -> Counts:
        """Everything that waits. Raises LogUnavailable, FeedBoxUnavailable; then what was not marked waits on."""
        counts = Counts()
        while waiting := self._box.waiting(DELIVERIES_AT_ONCE):
            counts.add(self._read(waiting, now))
            self._box.read([each.receipt for each in waiting])
        return counts

    def _read(self, waiting: Sequence[Waiting], now: datetime) -> Counts:
        counts = Counts()
        while not self._recorded(waiting, now, counts):
            # The stream of a source is told by others too: by whoever looks after what was set aside, by a sweep.
            counts = Counts()
        told = {"observed": counts.observed, "duplicates": counts.duplicates, "quarantined": counts.quarantined}
        _log.info(LogEvent.DELIVERIES_READ, deliveries=len(waiting), ignored=counts.ignored, **told)
        return counts

    def _recorded(self, waiting: Sequence[Waiting], now: datetime, counts: Counts) -> bool:
        """False where somebody else was quicker with one of the streams: then nothing of it is recorded."""
        histories = _Histories(self._log, self._told)
        self._troubles = []
        try:
            for each in waiting:
                self._one(each, histories, now, counts)
            return self._is_recorded(histories)
        except BaseException:
            self._told.forget()
            raise

    def _is_recorded(self, histories: _Histories) -> bool:
        try:
            if histories.added:
                self._log.append_together(histories.versions, histories.added)
        except WrongVersion:
            self._told.forget()
            return False
        return True

    def _one(self, waiting: Waiting, histories: _Histories, now: datetime, counts: Counts) -> None:
        try:
            raw = self._box.opened(waiting)
        except CannotOpen as error:
            self._set_aside(waiting, Refused("handler-error", str(error), ("CannotOpen",)), histories, now, counts)
            return
        self._connected(waiting, histories, now)
        if waiting.door == "drop":
            self._sheet(waiting, raw, histories, now, counts)
            return
        found = tickets_in(raw, waiting.door, waiting.source, self._sources)
        if isinstance(found, Refused):
            self._set_aside(waiting, found, histories, now, counts)
            return
        for place, ticket in enumerate(found):
            self._ticket(waiting, place, ticket, histories, now, counts)

    def _sheet(self, waiting: Waiting, raw: bytes, histories: _Histories, now: datetime, counts: Counts) -> None:
        """Row by row; the place of each is its line."""
        found = rows_in(raw)
        if isinstance(found, Refused):
            self._set_aside(waiting, found, histories, now, counts)
            return
        words = self._words(waiting)
        at = min(waiting.received_at, now)

        def known(ticket_id: str) -> list[TicketRevision]:
            try:
                return _in_order(histories.of(ticket_stream(waiting.source, ticket_id)))
            except NotAStream:
                return []

        for row in dropped(found, waiting.source, words, known, at):
            match row.told:
                case Refused() as why:
                    self._set_aside(waiting, why, histories, now, counts, told=row.named, place=row.line)
                case told:
                    self._ticket(waiting, row.line, told, histories, now, counts)

    def _ticket(
        self, waiting: Waiting, place: int, told: Any, histories: _Histories, now: datetime, counts: Counts
    ) -> None:
        """Whatever this program fails over is set aside: it must not hold up another."""
        before, was = len(histories.added), replace(counts)
        try:
            self._read_ticket(waiting, place, told, histories, now, counts)
        except (LogUnavailable, FeedBoxUnavailable):
            raise
        except Exception as error:
            histories.back_to(before)
            counts.back_to(was)
            _log.error(LogEvent.TICKET_NOT_READ, receipt=waiting.receipt, place=place, exc_info=error)
            self._set_aside(waiting, failed(error), histories, now, counts, told=told, place=place)

    def _read_ticket(
        self, waiting: Waiting, place: int, told: Any, histories: _Histories, now: datetime, counts: Counts
    ) -> None:
        taken = self._taken(waiting, told, now)
        match taken:
            case Ignored():
                counts.ignored += 1
            case Refused():
                self._set_aside(waiting, taken, histories, now, counts, told=told, place=place)
            case TicketRevision():
                self._judged(waiting, place, taken, histories, now, counts)

    def _words(self, waiting: Waiting) -> Words:
        """What the source calls things: as it is configured, and as people have mapped it since."""
        settings = self._sources.get(waiting.source) or SourceSettings()
        return mapped(settings.words(waiting.door), self._told.of(feed_stream(waiting.source)).words)

    def _taken(self, waiting: Waiting, told: Any, now: datetime) -> TicketRevision | Refused | Ignored:
        if self._sources.get(waiting.source) is None:
            return Refused("unknown-source", f"{waiting.source} is not configured", ("/source",))
        taken = told if isinstance(told, Ignored) else take(told, now=now, words=self._words(waiting))
        if isinstance(taken, TicketRevision) and taken.source != waiting.source:
            return Refused(
                "unknown-source", f"{taken.source} through the door of {waiting.source}: expected its own", ("/source",)
            )
        return taken

    def _judged(
        self,
        waiting: Waiting,
        place: int,
        ticket: TicketRevision,
        histories: _Histories,
        now: datetime,
        counts: Counts,
    ) -> None:
        stream = ticket_stream(ticket.source, ticket.ticket_id)
        modification = ModificationRef.parse(ticket.modification_ref).stream
        judged = judge(ticket, histories.of(stream), histories.of(modification))
        if waiting.door == "drop" and same_as_last(ticket, _in_order(histories.of(stream))):
            judged = Duplicate()
        match judged:
            case Duplicate():
                counts.duplicates += 1
            case Refused():
                self._set_aside(waiting, judged, histories, now, counts, ticket=ticket, place=place)
            case TicketRevision():
                counts.observed += 1
                self._observe(waiting, ticket, stream, histories, now, counts, place)

    def _observe(
        self,
        waiting: Waiting,
        ticket: TicketRevision,
        stream: str,
        histories: _Histories,
        now: datetime,
        counts: Counts,
        place: int,
    ) -> None:
        before = _timeline(histories.of(stream))
        fact = DccTicketRevisionObserved(ticket=ticket, door=waiting.door, raw_sha256=waiting.digest.hex())
        day = min(ticket.changed_on, now.astimezone(LONDON).date())
        source = Source(kind="ticket", ref=ticket.key, locator=f"revision {ticket.revision}{_line(waiting, place)}")
        histories.add(entry(fact, stream, on=day, known_at=now, source=source, actor=_DCC, correlation_id=ticket.key))
        after = _timeline(histories.of(stream))
        for revision, why in after.excluded - before.excluded:
            excluded = next(t for t in _observed(histories.of(stream)) if t.ticket.revision == revision)
            came = excluded.raw_sha256
            self._set_aside(waiting, why, histories, now, counts, ticket=excluded.ticket, place=place, raw_sha256=came)
        self._gaps(waiting, ticket, before.gaps, after.gaps, histories, now)

    def _gaps(
        self, waiting: Waiting, ticket: TicketRevision, before: int, after: int, histories: _Histories, now: datetime
    ) -> None:
        upto = max(each.revision for each in _tickets(histories.of(ticket_stream(ticket.source, ticket.ticket_id))))
        if after > before:
            gap = FeedGapDetected(ticket_id=ticket.ticket_id, missing=after, upto_revision=upto)
            self._tell(waiting, gap, histories, now)
        elif after == 0 and before > 0:
            self._tell(waiting, FeedGapClosed(ticket_id=ticket.ticket_id, upto_revision=upto), histories, now)

    def _connected(self, waiting: Waiting, histories: _Histories, now: datetime) -> None:
        if waiting.door not in self._told.of(feed_stream(waiting.source)).doors:
            self._tell(waiting, FeedConnected(door=waiting.door), histories, now)

    def _set_aside(
        self,
        waiting: Waiting,
        why: Refused,
        histories: _Histories,
        now: datetime,
        counts: Counts,
        *,
        told: Any = None,
        ticket: TicketRevision | None = None,
        place: int = 0,
        raw_sha256: str | None = None,
    ) -> None:
        item = item_of(waiting, place, why, ticket)
        named = told if isinstance(told, Mapping) else {}
        id, number = (ticket.ticket_id, ticket.revision) if ticket else (_text(named.get("ticket_id")), None)
        self._troubles.append(Trouble(item, why, id, number, place))
        if item in self._told.of(feed_stream(waiting.source)).items:
            return
        counts.quarantined += 1
        modification = ticket.modification_ref if ticket else _text(named.get("modification_ref"))
        quarantined = TicketQuarantined(
            item=item,
            reason=why.code,
            message=f"line {place}: {why.message}" if _line(waiting, place) else why.message,
            pointers=why.pointers,
            fingerprint=why.fingerprint,
            door=waiting.door,
            raw_sha256=raw_sha256 or waiting.digest.hex(),
            ticket_id=id,
            revision=number,
            modification=modification,
        )
        self._tell(waiting, quarantined, histories, now, place)
        _log.warning(LogEvent.TICKET_QUARANTINED, item=item, source=waiting.source, code=why.code, reason=why.message)

    def _tell(self, waiting: Waiting, fact: AnyFact, histories: _Histories, now: datetime, place: int = 0) -> None:
        stream = feed_stream(waiting.source)
        locator = f"delivery {waiting.receipt}{_line(waiting, place)}"
        source = Source(kind="ticket", ref=waiting.source, locator=locator)
        histories.tell(entry(fact, stream, on=now.astimezone(LONDON).date(), known_at=now, source=source))


def failed(error: Exception) -> Refused:
    """Grouped by what it is, and by the innermost frame of ours."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    where = f"{frames[-1].filename.rsplit('/', 1)[1]}:{frames[-1].name}" if frames else "elsewhere"
    return Refused("handler-error", f"{type(error).__name__}: {error}", (type(error).__name__, where))


def _is_ours(file: str) -> bool:
    return "/shared/" in file or "/services/" in file


def item_of(waiting: Waiting, place: int, why: Refused, ticket: TicketRevision | None) -> str:
    """The same for the same trouble with the same thing, however often it is read."""
    digest = waiting.digest.hex()
    what = f"{ticket.key}|{ticket.revision}" if ticket else f"{digest}|{place}"
    content = digest if why.code == "revision-conflict" else ""
    return sha256(f"{what}|{why.code}|{content}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Seen:
    excluded: frozenset[tuple[int, Refused]]
    gaps: int


def _timeline(history: Sequence[Recorded]) -> _Seen:
    tickets = _tickets(history)
    timeline = timeline_of(tickets)
    excluded = frozenset((ticket.revision, why) for ticket, why in excluded_of(tickets))
    return _Seen(excluded, timeline.gaps if timeline else 0)


def _in_order(history: Sequence[Recorded]) -> list[TicketRevision]:
    return sorted(_tickets(history), key=lambda ticket: ticket.revision)


def _line(waiting: Waiting, place: int) -> str:
    return f", line {place}" if waiting.door == "drop" and place else ""


def _tickets(history: Sequence[Recorded]) -> list[TicketRevision]:
    return [fact.ticket for fact in _observed(history)]


def _observed(history: Sequence[Recorded]) -> list[DccTicketRevisionObserved]:
    return [recorded.fact for recorded in history if isinstance(recorded.fact, DccTicketRevisionObserved)]


def _text(value: object) -> str | None:
    return str(value)[:200] if value is not None else None
