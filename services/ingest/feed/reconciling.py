"""Both sides compared, over the rows: on demand, and each night. What comes of it is told to the log."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from functools import partial

import structlog

from services.ingest.feed.telling import tell
from shared.domain.calendar import CALENDARS
from shared.domain.facts import DccTicketRevisionObserved, FeedReconciled, TicketQuarantined
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.feed.corrections import item_of, unmatched
from shared.feed.items import items_of
from shared.logs import LogEvent
from shared.readmodels import FEEDS, TICKETS
from shared.readmodels.feeds import Feed
from shared.readmodels.source import RowSource
from shared.reconciliation.reconcile import Reconciliation, reconcile
from shared.reconciliation.sides import Cut, Sides, months_back

CALENDAR = "england_and_wales/1"
WHY = "reconciliation"

RowsNow = Callable[[], RowSource]
"""The rows of everything that the log holds at the moment."""

_log = structlog.get_logger()


def cut_of(to: date, *, is_now: bool) -> Cut:
    """The twelve months that end with `to`."""
    return Cut(to, months_back(to), CALENDARS[CALENDAR], is_now)


def reconciled(log: EventLog, rows: RowsNow, cut: Cut, now: datetime, source: str | None = None) -> Reconciliation:
    """The account, of all sources or of one; that it was made, and with what outcome, is told of each of them.

    Corrections of what never came are set aside first. Raises LogUnavailable, and what `rows` does.
    """
    first = rows()
    sides = Sides.of(rows() if _set_aside_unmatched(log, first, now) else first, cut)
    whole = reconcile(sides)
    for name in sources_of(sides):
        if source in (None, name):
            _tell(log, name, whole.of(name), now)
    return whole.of(source) if source else whole


def sources_of(sides: Sides) -> Sequence[str]:
    """Those from which anything ever came."""
    streams = {*sides.feeds, *(f"feed/{row.source}" for row in sides.tickets.values())}
    return sorted(each.removeprefix("feed/") for each in streams)


def reconcile_if_due(log: EventLog, rows: RowsNow, at: time, now: datetime) -> bool:
    """Once a night, after `at`; of a process that comes up later, then. Whether it was done."""
    if is_due(rows().of(FEEDS).values(), at, now):
        reconciled(log, rows, cut_of(now.astimezone(LONDON).date(), is_now=True), now)
        return True
    return False


def is_due(feeds: Iterable[Feed], at: time, now: datetime) -> bool:
    """Whether it is past that time in London, and both sides of some source have not been compared since."""
    here = now.astimezone(LONDON)
    return here.time() >= at and any(not _is_made(feed, at, here) for feed in feeds)


def _is_made(feed: Feed, at: time, here: datetime) -> bool:
    made = feed.compared.at.astimezone(LONDON) if feed.compared else None
    return made is not None and (made.date(), made.time() >= at) == (here.date(), True)


def _tell(log: EventLog, source: str, made: Reconciliation, now: datetime) -> None:
    unexplained = len(made.unexplained) + sum(total.is_unexplained for total in made.totals)
    fact = FeedReconciled(compared=made.compared, differences=len(made.differences), unexplained=unexplained)
    tell(log, source, lambda _: [fact], now, why=WHY)
    _log.info(LogEvent.FEED_RECONCILED, source=source, **fact.model_dump())


def _set_aside_unmatched(log: EventLog, rows: RowSource, now: datetime) -> bool:
    """Whether anything was."""
    told = False
    for row in rows.of(TICKETS).values():
        if row.unmatched:
            history = log.history(row.stream)
            observed = [each.fact for each in history if isinstance(each.fact, DccTicketRevisionObserved)]
            for fact in _unmatched(observed):
                told |= bool(tell(log, row.source, partial(_unless_known, fact), now, why=WHY))
    return told


def _unmatched(observed: Sequence[DccTicketRevisionObserved]) -> Sequence[TicketQuarantined]:
    by_revision = {fact.ticket.revision: fact for fact in observed}
    return [
        TicketQuarantined(
            item=item_of(revision),
            reason=why.code,
            message=why.message,
            pointers=why.pointers,
            fingerprint=why.fingerprint,
            door=by_revision[revision.revision].door,
            raw_sha256=by_revision[revision.revision].raw_sha256,
            ticket_id=revision.ticket_id,
            revision=revision.revision,
            modification=revision.modification_ref,
        )
        for revision, why in unmatched(fact.ticket for fact in observed)
    ]


def _unless_known(fact: TicketQuarantined, history: Sequence[Recorded]) -> Sequence[TicketQuarantined]:
    return () if fact.item in items_of(history) else (fact,)
