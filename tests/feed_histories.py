"""Made-up histories of ticket systems and their tickets, the same for the same seed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from shared.domain.codec import recorded
from shared.domain.entry import Source, entry
from shared.domain.facts import (
    AnyFact,
    DccTicketRevisionObserved,
    FeedConnected,
    FeedGapDetected,
    FeedMappingFixed,
    FeedReconciled,
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
    TicketQuarantined,
    TicketReappeared,
    TicketVanished,
)
from shared.domain.recorded import Recorded
from shared.domain.streams import feed, ticket
from tests.feed.tickets import NOW, life
from tests.given import stored

_DIGEST = "a" * 64
SOURCES = 8


def feed_histories(size: int, seed: int = 1) -> Iterator[tuple[Recorded, ...]]:
    """As many facts of eight sources, and the tickets of one of them; a history for each stream."""
    random = Random(seed)
    for number in range(SOURCES):
        yield _of_a_source(random, f"urn:dcc:itsm:made-up-{number}", size // SOURCES)
    for number in range(size // 20):
        yield _of_a_ticket(random, "urn:dcc:itsm:made-up-1", f"t{number}")


def _of_a_source(random: Random, source: str, size: int) -> tuple[Recorded, ...]:
    day, told = date(2020, 1, 6), []
    for number in range(size):
        day += timedelta(days=random.randrange(2))
        told.append((day, _fact(random, number)))
    return _recorded(feed(source), told)


def _fact(random: Random, number: int) -> AnyFact:
    item, id = f"i{random.randrange(40)}", f"t{random.randrange(9)}"
    facts: tuple[AnyFact, ...] = (
        _set_aside(f"i{number % 40}"),
        _set_aside(item),
        QuarantineReplayed(item=item, attempt=1 + number, reason=random.choice((None, "not-json"))),
        QuarantineDiscarded(item=item, reason="of no use"),
        QuarantineArchived(item=item),
        QuarantineExported(item=item),
        FeedConnected(door=random.choice(("webhook", "poll", "drop", "manual"))),
        FeedMappingFixed(field="state", word=str(number % 5), meaning="accepted"),
        TicketVanished(ticket_id=id, ticket_number="CHG0000001", modification="MP106", revision=1, times=1 + number),
        TicketReappeared(ticket_id=id, times=1 + number),
        FeedGapDetected(ticket_id=id, missing=1 + number, upto_revision=number),
        FeedReconciled(compared=number, differences=random.randrange(5), unexplained=0),
    )
    return random.choice(facts)


def _set_aside(item: str) -> TicketQuarantined:
    return TicketQuarantined(
        item=item, reason="not-json", message="It is not.", fingerprint="not-json", door="webhook", raw_sha256=_DIGEST
    )


def _of_a_ticket(random: Random, source: str, id: str) -> tuple[Recorded, ...]:
    lived = life(random.randrange(10**6), source=source, ticket_id=id)
    random.shuffle(lived)
    told = [
        (
            each.changed_on,
            DccTicketRevisionObserved(ticket=each, door="webhook", raw_sha256=sha256(each.canonical()).hexdigest()),
        )
        for each in lived
    ]
    return _recorded(ticket(source, id), told)


def _recorded(stream: str, told: Sequence[tuple[date, AnyFact]]) -> tuple[Recorded, ...]:
    source = Source(kind="ticket", ref=stream)
    entries = [entry(fact, stream, on=day, known_at=NOW, source=source) for day, fact in told]
    return tuple(map(recorded, stored(entries)))
