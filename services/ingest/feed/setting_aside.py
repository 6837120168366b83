"""What cannot be taken is set aside with its reason, once for each trouble with each thing."""

import traceback
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import structlog

from services.ingest.feed.batch import Batch, Trouble
from shared.domain.entry import Source, entry
from shared.domain.facts import AnyFact, TicketQuarantined
from shared.domain.london import LONDON
from shared.domain.streams import feed as feed_stream
from shared.domain.ticket import TicketRevision
from shared.feed.reasons import Refused
from shared.inbox.deliveries import Waiting
from shared.logs import LogEvent

_log = structlog.get_logger()


def set_aside(
    batch: Batch,
    waiting: Waiting,
    why: Refused,
    *,
    told: Any = None,
    ticket: TicketRevision | None = None,
    place: int = 0,
    raw_sha256: str | None = None,
) -> None:
    """`told` as it came, or the `ticket` that was read of it; `place` in the delivery."""
    item = item_of(waiting, place, why, ticket)
    named = told if isinstance(told, Mapping) else {}
    id, number = (ticket.ticket_id, ticket.revision) if ticket else (_text(named.get("ticket_id")), None)
    batch.troubles.append(Trouble(item, why, id, number, place))
    if item in batch.histories.sources.of(feed_stream(waiting.source)).items:
        return
    batch.counts.quarantined += 1
    modification = ticket.modification_ref if ticket else _text(named.get("modification_ref"))
    quarantined = TicketQuarantined(
        item=item,
        reason=why.code,
        message=f"line {place}: {why.message}" if line_of(waiting, place) else why.message,
        pointers=why.pointers,
        fingerprint=why.fingerprint,
        door=waiting.door,
        raw_sha256=raw_sha256 or waiting.digest.hex(),
        ticket_id=id,
        revision=number,
        modification=modification,
    )
    tell_of_source(batch, waiting, quarantined, place)
    _log.warning(LogEvent.TICKET_QUARANTINED, item=item, source=waiting.source, code=why.code, reason=why.message)


def tell_of_source(batch: Batch, waiting: Waiting, fact: AnyFact, place: int = 0) -> None:
    stream = feed_stream(waiting.source)
    locator = f"delivery {waiting.receipt}{line_of(waiting, place)}"
    source = Source(kind="ticket", ref=waiting.source, locator=locator)
    day = batch.now.astimezone(LONDON).date()
    batch.histories.tell(entry(fact, stream, on=day, known_at=batch.now, source=source))


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
    what = f"{ticket.key}|{ticket.revision}" if ticket else f"{waiting.source}|{digest}|{place}"
    content = digest if why.code == "revision-conflict" else ""
    return sha256(f"{what}|{why.code}|{content}".encode()).hexdigest()[:16]


def line_of(waiting: Waiting, place: int) -> str:
    """As a locator ends with it; nothing for what is no sheet."""
    return f", line {place}" if waiting.door == "drop" and place else ""


def _text(value: object) -> str | None:
    return str(value)[:200] if value is not None else None
