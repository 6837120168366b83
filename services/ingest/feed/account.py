"""How the feed goes, source by source: counted from what the log and the inbox hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.ingest.feed.reconciling import cut_of, histories_of, sides_of
from services.ingest.feed.sources import Sources
from shared.domain.facts import DccTicketRevisionObserved, FeedReconciled
from shared.domain.recorded import Recorded
from shared.domain.streams import feed
from shared.domain.ticket import TicketRevision
from shared.eventlog.log import EventLog
from shared.feed.items import items_of
from shared.feed.timeline import timeline_of
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Tally
from shared.reconciliation.late import Late, as_far_as, issued_papers, late


@dataclass(frozen=True, slots=True)
class Account:
    """`delay`: from the change in the source to its receipt here, of the last item. `repeats`: deliveries whose
    content had come before under another name."""

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
    set_aside: int
    dealt_with: int
    reconciled_on: date | None
    unexplained: int | None


def accounts(log: EventLog, box: FeedBox, sources: Sources, today: date) -> tuple[Account, ...]:
    """Of each source that is configured, or that anything has come from."""
    sides = sides_of(log, cut_of(today, is_now=True))
    tallies = box.tallies()
    names = {*sources.sources, *(tally.source for tally in tallies)} | {
        each.removeprefix("feed/") for each in sides.feeds
    }
    found = late_of(log, today)
    return tuple(
        _account(
            name,
            [tally for tally in tallies if tally.source == name],
            {stream: told for stream, told in sides.tickets.items() if stream.split("/", 2)[1] == name},
            sides.feeds.get(feed(name), ()),
            _of_source(found, sides.modifications, name),
        )
        for name in sorted(names)
    )


def late_of(log: EventLog, today: date) -> tuple[Late, ...]:
    """What the feed told too late for the papers that are out."""
    sides = sides_of(log, cut_of(today, is_now=True))
    papers = as_far_as(issued_papers(histories_of(log, "paper")), today)
    return late(sides.modifications, sides.tickets, papers)


def _of_source(found: Iterable[Late], modifications: Mapping[str, Sequence[Recorded]], source: str) -> int:
    told = {each.id for history in modifications.values() for each in history if _is_by(each, source)}
    return len({(each.label, each.kind, each.n) for each in found if told & set(each.facts)})


def _is_by(told: Recorded, source: str) -> bool:
    by = told.entry.source
    return by.kind == "ticket" and by.ref.split("|", 1)[0] == source


def _account(
    name: str,
    tallies: Sequence[Tally],
    tickets: Mapping[str, Sequence[Recorded]],
    told: Sequence[Recorded],
    late_ones: int,
) -> Account:
    lives = [list(_revisions(history)) for history in tickets.values()]
    revisions = [each for life in lives for each in life]
    last = max(revisions, key=lambda each: each[0].position, default=None)
    received = max((tally.last_received_at for tally in tallies), default=None)
    timelines = [timeline_of(ticket for _, ticket in life) for life in lives]
    items = items_of(told).values()
    compared = [(each.day, each.fact) for each in told if isinstance(each.fact, FeedReconciled)]
    return Account(
        source=name,
        doors=tuple(tally.door for tally in tallies),
        last_receipt=max((tally.last_receipt for tally in tallies), default=None),
        last_received_at=received,
        last_changed_at=last[1].updated_at if last else None,
        delay=last[0].known_at - last[1].updated_at if last else None,
        deliveries=sum(tally.deliveries for tally in tallies),
        waiting=sum(tally.waiting for tally in tallies),
        repeats=sum(tally.repeats for tally in tallies),
        tickets=len(tickets),
        revisions=len(revisions),
        gaps=sum(timeline.gaps for timeline in timelines if timeline),
        late=late_ones,
        set_aside=sum(item.is_open for item in items),
        dealt_with=sum(not item.is_open for item in items),
        reconciled_on=compared[-1][0] if compared else None,
        unexplained=compared[-1][1].unexplained if compared else None,
    )


def _revisions(history: Sequence[Recorded]) -> Iterator[tuple[Recorded, TicketRevision]]:
    for recorded in history:
        if isinstance(recorded.fact, DccTicketRevisionObserved):
            yield recorded, recorded.fact.ticket
