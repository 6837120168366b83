"""What people do about that which was set aside: each deed is a fact, with who did it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from services.ingest.feed.batch import Trouble
from services.ingest.feed.follower import Follower
from services.ingest.feed.reader import FeedReader
from services.ingest.feed.reconciling import RowsNow
from services.ingest.feed.setting_aside import failed
from services.ingest.feed.sources import Sources
from services.ingest.feed.telling import tell
from shared.domain.facts import (
    AnyFact,
    DccTicketRevisionObserved,
    FeedMappingFixed,
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
)
from shared.domain.recorded import Recorded
from shared.domain.streams import ticket
from shared.eventlog.log import EventLog
from shared.feed.corrections import unmatched
from shared.feed.items import Item, items_of
from shared.feed.reasons import ReasonCode
from shared.feed.timeline import excluded_of
from shared.inbox.box import FeedBox
from shared.inbox.sealing import CannotOpen
from shared.readmodels import SET_ASIDE

WHY = "quarantine"
Field = Literal["state", "assessment_type", "hold_reason"]


class NotSetAside(LookupError):
    """No item of this id waits in the quarantine. The message says what became of it, if it was there."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one that was tried again: nothing is wrong with it (`reason` None), or still this."""

    item: Item
    reason: ReasonCode | None
    message: str | None = None


class Quarantine:
    """Over one log and one inbox. Raises LogUnavailable and FeedBoxUnavailable."""

    def __init__(self, box: FeedBox, log: EventLog, sources: Sources, rows: RowsNow) -> None:
        self._box = box
        self._log = log
        self._rows = rows
        self._reader = FeedReader(box, log, sources)
        self._follower = Follower(log)

    def items(self, source: str | None = None) -> Mapping[str, Item]:
        """All that ever was set aside, by id, in the order in which it came; of one source, or of all."""
        found = [row.item for row in self._rows().of(SET_ASIDE).values()]
        found.sort(key=lambda item: (item.set_aside_at, item.evidence[0], item.id))
        return {item.id: item for item in found if source in (None, item.source)}

    def found(self, wanted: str) -> Sequence[Item]:
        """The open item of that id, or all open ones of that fingerprint. Raises NotSetAside."""
        items = self.items()
        if item := items.get(wanted):
            if not item.is_open:
                raise NotSetAside(f"{wanted} was {item.disposition} before: nothing is to be done about it")
            return (item,)
        group = [item for item in items.values() if item.is_open and item.told.fingerprint == wanted]
        if not group:
            raise NotSetAside(f"nothing of {wanted!r} is set aside: see `secchange feed quarantine list`")
        return tuple(group)

    def of_field(self, source: str, field: Field) -> Sequence[Item]:
        """The open items of that source in which the word of that field was not understood."""
        return [item for item in self.items(source).values() if item.is_open and f"/{field}" in item.told.pointers]

    def raw(self, item: Item) -> bytes | None:
        """What really came; None where it cannot be opened any more."""
        waiting = self._box.by_digest(bytes.fromhex(item.told.raw_sha256), item.source)
        try:
            return self._box.opened(waiting) if waiting else None
        except CannotOpen:
            return None

    def replay(self, items: Iterable[Item], by: str, now: datetime, *, rehearse: bool = False) -> Sequence[Tried]:
        """Reads again what came, from the inbox, and follows its tickets. `rehearse`: nothing is recorded."""
        tried = [self._tried(item, now, rehearse) for item in items]
        if not rehearse:
            self._tell(((each.item, partial(_replayed, each.reason)) for each in tried), by, now)
        return tried

    def discard(self, items: Iterable[Item], reason: str, by: str, now: datetime) -> None:
        """It is of no use."""
        self._each(items, lambda item: QuarantineDiscarded(item=item.id, reason=reason), by, now)

    def archive(self, items: Iterable[Item], by: str, now: datetime) -> None:
        """It was settled otherwise."""
        self._each(items, lambda item: QuarantineArchived(item=item.id), by, now)

    def exported(self, items: Iterable[Item], by: str, now: datetime) -> None:
        """It was handed to the DCC, and waits on."""
        self._each(items, lambda item: QuarantineExported(item=item.id), by, now)

    def map(self, source: str, field: Field, word: str, meaning: str, by: str, now: datetime) -> None:
        """From now on the word of that source means this. What was set aside for it is to be replayed."""
        fact = FeedMappingFixed(field=field, word=word, meaning=meaning)
        tell(self._log, source, lambda _: (fact,), now, why=WHY, by=by)

    def _each(self, items: Iterable[Item], fact: Callable[[Item], AnyFact], by: str, now: datetime) -> None:
        self._tell(((item, fact) for item in items), by, now)

    def _tell(self, deeds: Iterable[tuple[Item, Callable[[Item], AnyFact]]], by: str, now: datetime) -> None:
        """Of each item as it stands then, if it is open still. The stream of a source is gone through once for all."""
        by_source: dict[str, list[tuple[Item, Callable[[Item], AnyFact]]]] = {}
        for item, fact in deeds:
            by_source.setdefault(item.source, []).append((item, fact))
        for source, of_it in by_source.items():
            tell(self._log, source, partial(_of_those_open, of_it), now, why=WHY, by=by)

    def _tried(self, item: Item, now: datetime, rehearse: bool) -> Tried:
        waiting = self._box.by_digest(bytes.fromhex(item.told.raw_sha256), item.source)
        if waiting is None:
            return Tried(item, "handler-error", "what came is not in the inbox any more")
        for trouble in self._reader.read_again(waiting, now, rehearse=rehearse):
            if _is_of(trouble, item):
                return Tried(item, trouble.why.code, trouble.why.message)
        if item.told.ticket_id is None:
            return Tried(item, None)
        return self._of_the_ticket(item, ticket(item.source, item.told.ticket_id), now, rehearse)

    def _of_the_ticket(self, item: Item, stream: str, now: datetime, rehearse: bool) -> Tried:
        """Read well; but it may have no place in the life of its ticket still, or not be followed."""
        history = self._log.history(stream)
        told = [each.fact.ticket for each in history if isinstance(each.fact, DccTicketRevisionObserved)]
        for revision, why in (*excluded_of(told), *unmatched(told)):
            if revision.revision == item.told.revision:
                return Tried(item, why.code, why.message)
        if told and not rehearse and (error := self._follower.trouble_with(stream, now)):
            return Tried(item, "handler-error", failed(error).message)
        return Tried(item, None)


def _is_of(trouble: Trouble, item: Item) -> bool:
    """Of the same thing, for whatever reason now."""
    if trouble.item == item.id:
        return True
    if trouble.ticket_id is None or item.told.ticket_id is None:
        return item.line is not None and trouble.place == item.line
    numbers = {trouble.revision, item.told.revision} - {None}
    return trouble.ticket_id == item.told.ticket_id and len(numbers) < 2


def _replayed(reason: ReasonCode | None, now: Item) -> AnyFact:
    return QuarantineReplayed(item=now.id, attempt=now.attempts + 1, reason=reason)


def _of_those_open(
    deeds: Sequence[tuple[Item, Callable[[Item], AnyFact]]], history: Sequence[Recorded]
) -> Sequence[AnyFact]:
    items = items_of(history)
    return [fact(items[item.id]) for item, fact in deeds if items[item.id].is_open]
