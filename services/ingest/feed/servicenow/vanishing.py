"""Which tickets a sweep must find, and what the log is told of those that it does not."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

import structlog

from services.ingest.feed.servicenow.poller import Swept
from shared.domain.codec import recorded as as_value
from shared.domain.entry import Source, entry
from shared.domain.facts import AnyFact, DccTicketRevisionObserved, TicketReappeared, TicketVanished
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.domain.streams import feed as feed_stream
from shared.domain.streams import ticket as ticket_stream
from shared.domain.ticket import TicketRevision
from shared.domain.ticket_states import ENDED
from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from shared.logs import LogEvent

LOOKED_FOR = timedelta(days=395)
"""Older ones that are closed may have been moved to an archive."""

_log = structlog.get_logger()


def looked_for(log: EventLog, source: str, today: date) -> Sequence[str]:
    """The tickets of the source that were polled, and are open or were changed in the last 13 months, by id."""
    prefix = ticket_stream(source, "")
    streams = [stream for stream in log.streams() if stream.startswith(prefix)]
    found = log.stored_histories(streams, log.head()) if streams else {}
    lasts = (_last(tuple(map(as_value, told))) for told in found.values())
    return [last.ticket_id for last in lasts if last and _is_looked_for(last, today)]


def tell(log: EventLog, source: str, swept: Swept, now: datetime) -> int:
    """Tells what vanished and what reappeared since the last sweep; how many of either. Safe to repeat."""
    stream = feed_stream(source)
    while True:
        history = log.history(stream)
        facts = [*_vanished(log, source, history, swept.gone), *_reappeared(history, swept.found)]
        if not facts:
            return 0
        origin = Source(kind="ticket", ref=source, locator="sweep")
        day = now.astimezone(LONDON).date()
        try:
            log.append(
                stream, len(history), [entry(fact, stream, on=day, known_at=now, source=origin) for fact in facts]
            )
        except WrongVersion:
            continue
        for fact in facts:
            if isinstance(fact, TicketVanished):
                told = {"ticket": fact.ticket_number, "modification": fact.modification}
                _log.warning(LogEvent.TICKET_VANISHED, source=source, **told)
        return len(facts)


def vanished(history: Sequence[Recorded]) -> dict[str, TicketVanished]:
    """Of the history of a source, the tickets that are gone now, by id."""
    found: dict[str, TicketVanished] = {}
    for recorded in history:
        match recorded.fact:
            case TicketVanished() as fact:
                found[fact.ticket_id] = fact
            case TicketReappeared(ticket_id=ticket_id):
                found.pop(ticket_id, None)
            case _:
                pass
    return found


def _vanished(log: EventLog, source: str, history: Sequence[Recorded], gone: Collection[str]) -> Iterator[AnyFact]:
    before = vanished(history)
    for ticket_id in gone:
        if ticket_id not in before and (last := _last(log.history(ticket_stream(source, ticket_id)))):
            times = 1 + sum(
                isinstance(recorded.fact, TicketVanished) and recorded.fact.ticket_id == ticket_id
                for recorded in history
            )
            yield TicketVanished(
                ticket_id=ticket_id,
                ticket_number=last.ticket_number,
                modification=last.modification_ref,
                revision=last.revision,
                times=times,
            )


def _reappeared(history: Sequence[Recorded], found: Collection[str]) -> Iterator[AnyFact]:
    for ticket_id, fact in vanished(history).items():
        if ticket_id in found:
            yield TicketReappeared(ticket_id=ticket_id, times=fact.times)


def _last(history: Sequence[Recorded]) -> TicketRevision | None:
    """The highest revision of those that came through the poll; None of a ticket that no poll brought."""
    facts = (recorded.fact for recorded in history)
    polled = [fact.ticket for fact in facts if isinstance(fact, DccTicketRevisionObserved) and fact.door == "poll"]
    return max(polled, key=lambda ticket: ticket.revision, default=None)


def _is_looked_for(last: TicketRevision, today: date) -> bool:
    is_open = last.state != "closed" and last.state not in ENDED
    return is_open or last.changed_on >= today - LOOKED_FOR
