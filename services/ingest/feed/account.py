"""How the feed goes, source by source: from the rows, and from what the inbox holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.ingest.feed.sources import Sources
from shared.domain.codec import recorded
from shared.domain.recorded import Recorded
from shared.domain.streams import feed
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Tally
from shared.inbox.polls import PollStanding
from shared.readmodels import FEEDS, FOLLOWED, PAPERS, SET_ASIDE, TICKETS
from shared.readmodels.feeds import Feed
from shared.readmodels.set_aside import SetAside
from shared.readmodels.source import RowSource
from shared.readmodels.tickets import Ticket
from shared.reconciliation.late import Late, as_far_as, issued_papers, late


@dataclass(frozen=True, slots=True)
class Account:
    """`delay`: from the change in the source to its receipt here, of the last item. `repeats`: deliveries whose
    content had come before under another name. `vanished`: tickets that a sweep does not find any more.

    Of a source that is polled: when that last came to its end, when all of it was last looked through, and what
    troubles it, if anything: so many failures in a row, and until when it is left alone for them.
    """

    source: str
    doors: tuple[str, ...]
    last_receipt: int | None
    last_received_at: datetime | None
    last_changed_at: datetime | None
    delay: timedelta | None
    deliveries: int
    waiting: int
    repeats: int
    tickets: int
    revisions: int
    gaps: int
    late: int
    vanished: int
    set_aside: int
    dealt_with: int
    reconciled_at: datetime | None
    reconciled_on: date | None
    differences: int | None
    unexplained: int | None
    polled_at: datetime | None
    swept_at: datetime | None
    failures: int
    left_alone_until: datetime | None
    trouble: str | None


def accounts(log: EventLog, rows: RowSource, box: FeedBox, sources: Sources, today: date) -> tuple[Account, ...]:
    """Of each source that is configured, or that anything has come from."""
    tallies, feeds, polls = box.tallies(), rows.of(FEEDS), {each.source: each for each in box.pollings()}
    tickets = _by_source(rows.of(TICKETS).values())
    items = _items_by_source(rows.of(SET_ASIDE).values())
    told = {stream.removeprefix("feed/") for stream in feeds}
    found = late_of(log, rows, today)
    return tuple(
        _account(
            name,
            [tally for tally in tallies if tally.source == name],
            tickets.get(name, ()),
            items.get(name, ()),
            feeds.get(feed(name)),
            polls.get(name, PollStanding(name)),
            sum(each.is_of(name) for each in found),
        )
        for name in sorted({*sources.sources, *(tally.source for tally in tallies), *told, *tickets})
    )


def late_of(log: EventLog, rows: RowSource, today: date) -> tuple[Late, ...]:
    """What the feed told too late for the papers that are out. Only modifications that tickets told of are read."""
    papers = as_far_as(issued_papers(_histories(log, sorted(rows.of(PAPERS)))), today)
    if not papers:
        return ()
    streams = sorted({row.stream for row in rows.of(FOLLOWED).values()})
    corrections = {id for row in rows.of(TICKETS).values() for id in row.corrections}
    return late(_histories(log, streams), corrections, papers)


def _histories(log: EventLog, streams: Sequence[str]) -> Mapping[str, Sequence[Recorded]]:
    found = log.stored_histories(streams, log.head()) if streams else {}
    return {stream: tuple(map(recorded, told)) for stream, told in found.items()}


def _by_source(rows: Iterable[Ticket]) -> Mapping[str, list[Ticket]]:
    found: dict[str, list[Ticket]] = {}
    for row in rows:
        found.setdefault(row.source, []).append(row)
    return found


def _items_by_source(rows: Iterable[SetAside]) -> Mapping[str, list[SetAside]]:
    found: dict[str, list[SetAside]] = {}
    for row in rows:
        found.setdefault(row.item.source, []).append(row)
    return found


def _account(
    name: str,
    tallies: Sequence[Tally],
    tickets: Sequence[Ticket],
    items: Sequence[SetAside],
    told: Feed | None,
    polled: PollStanding,
    late_ones: int,
) -> Account:
    last = max(tickets, key=lambda row: (row.heard_at, row.changed_at), default=None)
    compared = told.compared if told else None
    is_open = sum(row.item.is_open for row in items)
    return Account(
        source=name,
        doors=tuple(tally.door for tally in tallies),
        last_receipt=max((tally.last_receipt for tally in tallies), default=None),
        last_received_at=max((tally.last_received_at for tally in tallies), default=None),
        last_changed_at=last.changed_at if last else None,
        delay=last.heard_at - last.changed_at if last else None,
        deliveries=sum(tally.deliveries for tally in tallies),
        waiting=sum(tally.waiting for tally in tallies),
        repeats=sum(tally.repeats for tally in tallies),
        tickets=len(tickets),
        revisions=sum(row.revisions for row in tickets),
        gaps=sum(row.life.gaps for row in tickets if row.life),
        late=late_ones,
        vanished=len(told.gone) if told else 0,
        set_aside=is_open,
        dealt_with=len(items) - is_open,
        reconciled_at=compared.at if compared else None,
        reconciled_on=compared.on if compared else None,
        differences=compared.differences if compared else None,
        unexplained=compared.unexplained if compared else None,
        polled_at=polled.polled_at,
        swept_at=polled.swept_at,
        failures=polled.failures,
        left_alone_until=polled.left_alone_until,
        trouble=polled.trouble,
    )
