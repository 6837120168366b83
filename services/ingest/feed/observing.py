"""A ticket that could be read, judged beside what is known of it, and observed where it is new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.ingest.feed.batch import Batch
from services.ingest.feed.histories import observed_in, revisions_in, revisions_in_order
from services.ingest.feed.judge import Duplicate, judge
from services.ingest.feed.setting_aside import line_of, set_aside, tell_of_source
from shared.domain.entry import Actor, Source, entry
from shared.domain.facts import DccTicketRevisionObserved, FeedGapClosed, FeedGapDetected
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.streams import ticket as ticket_stream
from shared.domain.ticket import TicketRevision
from shared.feed.placing import same_as_last
from shared.feed.reasons import Refused
from shared.feed.timeline import excluded_of, timeline_of
from shared.inbox.deliveries import Waiting

_DCC = Actor(body="DCC")


IsTheSame = Callable[[DccTicketRevisionObserved], bool]


def judged(
    batch: Batch,
    waiting: Waiting,
    place: int,
    ticket: TicketRevision,
    is_the_same: IsTheSame,
    by: Actor | None = None,
) -> None:
    """Observed, counted as a duplicate, or set aside.

    `is_the_same`: of what came before under its number, whether it would be read as this one today. `by`: who typed
    it; else the DCC tells it.
    """
    history = batch.histories.of(ticket_stream(ticket.source, ticket.ticket_id))
    modification = ModificationRef.parse(ticket.modification_ref).stream
    found = judge(ticket, history, batch.histories.of(modification))
    if isinstance(found, Refused) and found.code == "revision-conflict" and is_the_same(came_before(history, ticket)):
        found = Duplicate()
    if waiting.door in ("drop", "manual") and same_as_last(ticket, revisions_in_order(history)):
        found = Duplicate()
    match found:
        case Duplicate():
            batch.counts.duplicates += 1
        case Refused():
            set_aside(batch, waiting, found, ticket=ticket, place=place)
        case TicketRevision():
            batch.counts.observed += 1
            _observe(batch, waiting, place, ticket, by or _DCC)


def came_before(history: Sequence[Recorded], ticket: TicketRevision) -> DccTicketRevisionObserved:
    """What the log holds under the number of that revision."""
    return next(fact for fact in observed_in(history) if fact.ticket.revision == ticket.revision)


def _observe(batch: Batch, waiting: Waiting, place: int, ticket: TicketRevision, by: Actor) -> None:
    stream = ticket_stream(ticket.source, ticket.ticket_id)
    before = _timeline(batch.histories.of(stream))
    fact = DccTicketRevisionObserved(ticket=ticket, door=waiting.door, raw_sha256=waiting.digest.hex())
    day = min(ticket.changed_on, batch.now.astimezone(LONDON).date())
    source = Source(kind="ticket", ref=ticket.key, locator=f"revision {ticket.revision}{line_of(waiting, place)}")
    told = entry(fact, stream, on=day, known_at=batch.now, source=source, actor=by, correlation_id=ticket.key)
    batch.histories.add(told)
    after = _timeline(batch.histories.of(stream))
    for revision, why in after.excluded - before.excluded:
        excluded = next(t for t in observed_in(batch.histories.of(stream)) if t.ticket.revision == revision)
        set_aside(batch, waiting, why, ticket=excluded.ticket, place=place, raw_sha256=excluded.raw_sha256)
    _gaps(batch, waiting, ticket, before.gaps, after.gaps)


def _gaps(batch: Batch, waiting: Waiting, ticket: TicketRevision, before: int, after: int) -> None:
    history = batch.histories.of(ticket_stream(ticket.source, ticket.ticket_id))
    upto = max(each.revision for each in revisions_in(history))
    if after > before:
        gap = FeedGapDetected(ticket_id=ticket.ticket_id, missing=after, upto_revision=upto)
        tell_of_source(batch, waiting, gap)
    elif after == 0 and before > 0:
        tell_of_source(batch, waiting, FeedGapClosed(ticket_id=ticket.ticket_id, upto_revision=upto))


@dataclass(frozen=True, slots=True)
class _Seen:
    excluded: frozenset[tuple[int, Refused]]
    gaps: int


def _timeline(history: Sequence[Recorded]) -> _Seen:
    tickets = revisions_in(history)
    timeline = timeline_of(tickets)
    excluded = frozenset((ticket.revision, why) for ticket, why in excluded_of(tickets))
    return _Seen(excluded, timeline.gaps if timeline else 0)
