"""Both sides compared, over the log: on demand, and each night."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial

import structlog

from services.ingest.feed.telling import tell
from shared.domain.calendar import CALENDARS
from shared.domain.codec import recorded
from shared.domain.facts import DccTicketRevisionObserved, FeedReconciled, TicketQuarantined
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.domain.streams import StreamKind, kind_of
from shared.eventlog.log import EventLog
from shared.feed.corrections import item_of, unmatched
from shared.feed.items import items_of
from shared.logs import LogEvent
from shared.reconciliation.reconcile import Reconciliation, reconcile
from shared.reconciliation.sides import Cut, Sides, months_back

CALENDAR = "england_and_wales/1"
WHY = "reconciliation"

_log = structlog.get_logger()


def cut_of(to: date, *, is_now: bool) -> Cut:
    """The twelve months that end with `to`."""
    return Cut(to, months_back(to), CALENDARS[CALENDAR], is_now)


def reconciled(log: EventLog, cut: Cut, now: datetime, source: str | None = None) -> Reconciliation:
    """The account, of all sources or of one; that it was made, and with what outcome, is told of each of them.

    Corrections of what never came are set aside first. Raises LogUnavailable.
    """
    _set_aside_unmatched(log, now)
    sides = sides_of(log, cut)
    whole = reconcile(sides)
    for stream in sides.feeds:
        name = stream.removeprefix("feed/")
        if source in (None, name):
            _tell(log, name, whole.of(name), now)
    return whole.of(source) if source else whole


def sides_of(log: EventLog, cut: Cut) -> Sides:
    """Everything that the log holds, as it is now."""
    head = log.head()
    by_kind: dict[str, list[str]] = {"modification": [], "ticket": [], "feed": []}
    for stream in log.streams(head):
        if (kind := kind_of(stream)) in by_kind:
            by_kind[kind].append(stream)
    histories = {kind: _histories(log, streams, head) for kind, streams in by_kind.items()}
    return Sides(cut, histories["modification"], histories["ticket"], histories["feed"])


def histories_of(log: EventLog, kind: StreamKind) -> dict[str, tuple[Recorded, ...]]:
    """Of all streams of one kind, as they are now."""
    head = log.head()
    return _histories(log, [stream for stream in log.streams(head) if kind_of(stream) == kind], head)


def reconcile_if_due(log: EventLog, at: time, now: datetime) -> bool:
    """Once a night, after `at`; of a process that comes up later, then. Whether it was done."""
    feeds = [stream for stream in log.streams() if kind_of(stream) == "feed"]
    due = [stream for stream in feeds if is_due(log.history(stream), at, now)]
    if due:
        reconciled(log, cut_of(now.astimezone(LONDON).date(), is_now=True), now)
    return bool(due)


def is_due(history: Sequence[Recorded], at: time, now: datetime) -> bool:
    """Whether it is past that time in London, and nobody has compared since."""
    here = now.astimezone(LONDON)
    made = [told.known_at.astimezone(LONDON) for told in history if isinstance(told.fact, FeedReconciled)]
    return here.time() >= at and not any((each.date(), each.time() >= at) == (here.date(), True) for each in made)


def _histories(log: EventLog, streams: list[str], head: int) -> dict[str, tuple[Recorded, ...]]:
    found = log.stored_histories(streams, head) if streams else {}
    return {stream: tuple(map(recorded, told)) for stream, told in found.items()}


def _tell(log: EventLog, source: str, made: Reconciliation, now: datetime) -> None:
    unexplained = len(made.unexplained) + sum(total.is_unexplained for total in made.totals)
    fact = FeedReconciled(compared=made.compared, differences=len(made.differences), unexplained=unexplained)
    tell(log, source, lambda _: [fact], now, why=WHY)
    _log.info(LogEvent.FEED_RECONCILED, source=source, **fact.model_dump())


def _set_aside_unmatched(log: EventLog, now: datetime) -> None:
    for stream, history in sides_of(log, cut_of(now.date(), is_now=True)).tickets.items():
        observed = [told.fact for told in history if isinstance(told.fact, DccTicketRevisionObserved)]
        by_revision = {fact.ticket.revision: fact for fact in observed}
        for revision, why in unmatched(fact.ticket for fact in observed):
            came = by_revision[revision.revision]
            fact = TicketQuarantined(
                item=item_of(revision),
                reason=why.code,
                message=why.message,
                pointers=why.pointers,
                fingerprint=why.fingerprint,
                door=came.door,
                raw_sha256=came.raw_sha256,
                ticket_id=revision.ticket_id,
                revision=revision.revision,
                modification=revision.modification_ref,
            )
            source = stream.split("/", 2)[1]
            tell(log, source, partial(_unless_known, fact), now, why=WHY)


def _unless_known(fact: TicketQuarantined, history: Sequence[Recorded]) -> Sequence[TicketQuarantined]:
    return () if fact.item in items_of(history) else (fact,)
