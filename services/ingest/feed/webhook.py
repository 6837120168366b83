"""The door for signed deliveries: who sent it, whether it is a CloudEvent, kept, and answered with a receipt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import structlog

from services.ingest.feed.envelopes import tickets_told
from services.ingest.feed.keeper import Keeper
from services.ingest.feed.looking_up import look_up
from services.ingest.feed.rehearsal import Rehearsal, refused
from services.ingest.feed.signatures import NotSigned, Signed, sender_of
from services.ingest.feed.sources import Sources
from shared.eventlog.log import EventLog
from shared.feed.reasons import Refused
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery, evidence_id
from shared.logs import LogEvent

Told = dict[str, Any]

_log = structlog.get_logger()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Receipt:
    """`receipt` finds it again. `again`: the same delivery was answered before, and is answered the same."""

    receipt: int
    accepted: int
    duplicates: int
    again: bool

    def told(self) -> Told:
        return {"receipt": str(self.receipt), "accepted": self.accepted, "duplicates": self.duplicates}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Under this id another body came before: kept as evidence, and not read."""

    receipt: int


class Webhook:
    """For one event loop. Raises NotSigned, TooMany, FeedBoxUnavailable, LogUnavailable."""

    def __init__(
        self,
        box: FeedBox,
        log: EventLog,
        sources: Sources,
        *,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._box = box
        self._keeper = Keeper(box)
        self._log = log
        self._sources = sources
        self._now = now

    async def take(self, headers: Mapping[str, str], body: bytes) -> Receipt | Conflict | Refused:
        """Kept, and durable, where it is a receipt. Refused: it is no delivery at all, and was only counted."""
        signed = self.sender(headers, body)
        counted = _counted(tickets_told(headers, body))
        if isinstance(counted, Refused):
            self.turned_away(counted.code, body)
            return counted
        kept = await self._keeper.keep(Delivery(signed.source, "webhook", signed.id, body))
        if kept.differs:
            return await self._conflict(signed, body)
        return Receipt(kept.receipt, *counted, kept.again)

    def sender(self, headers: Mapping[str, str], body: bytes) -> Signed:
        """Who sent it. Of what nobody is known to have sent, only a count and the hash are kept."""
        try:
            return sender_of(headers, body, self._sources, self._now())
        except NotSigned as error:
            _log.warning(LogEvent.DELIVERY_TURNED_AWAY, reason=str(error))
            self.turned_away("not-signed", body)
            raise

    def turned_away(self, code: str, body: bytes) -> None:
        self._box.turn_away(code, body, self._now().date())

    def rehearse(self, headers: Mapping[str, str], body: bytes) -> Sequence[Told]:
        """What it would do. Nothing is kept."""
        signed = sender_of(headers, body, self._sources, self._now())
        if isinstance(found := tickets_told(headers, body), Refused):
            return [refused(found)]
        return Rehearsal(self._log.history, self._sources, self._box).of(body, signed.source, "webhook", self._now())

    def look_up(self, receipt: int) -> Told | None:
        """What became of the delivery of that receipt; None for no receipt."""
        return look_up(self._box, self._log, self._sources, receipt)

    async def _conflict(self, signed: Signed, body: bytes) -> Conflict:
        id = evidence_id(signed.id, sha256(body).digest())
        kept = await self._keeper.keep(Delivery(signed.source, "webhook", id, body, to_be_read=False))
        return Conflict(kept.receipt)

    def close(self) -> None:
        self._keeper.close()


def _counted(found: Sequence[Any] | Refused) -> tuple[int, int] | Refused:
    """How many tickets, and how many of them twice. The values are let go: they may be far larger than the body."""
    return found if isinstance(found, Refused) else (len(found), len(found) - len(_distinct(found)))


def _distinct(tickets: Sequence[Any]) -> set[str]:
    return {f"{t.get('ticket_id')}:{t.get('revision')}" if isinstance(t, dict) else repr(t) for t in tickets}
