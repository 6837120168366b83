"""A log in memory to which tickets are told, one revision after another."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from shared.domain.codec import placed
from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, DccTicketRevisionObserved
from shared.domain.history import effective
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.streams import ticket as ticket_stream
from shared.domain.ticket import TicketRevision
from shared.feed.follow import follow
from tests.feed.tickets import NOW


@dataclass
class Desk:
    """Facts in recorded order; `versions` of each stream."""

    recorded: list[Recorded] = field(default_factory=list)
    versions: Counter[str] = field(default_factory=Counter)

    @property
    def now(self) -> datetime:
        return NOW + timedelta(seconds=len(self.recorded))

    def record(self, told: Entry[AnyFact]) -> None:
        self.versions[told.stream] += 1
        position, version = len(self.recorded) + 1, self.versions[told.stream]
        self.recorded.append(placed(told, position, told.stream, version, self.now))

    def history(self, stream: str) -> list[Recorded]:
        return [recorded for recorded in self.recorded if recorded.stream == stream]

    def hear(self, revision: TicketRevision) -> int:
        """As the feed does: repeats are dropped; what follows is recorded. How many facts followed."""
        stream = ticket_stream(revision.source, revision.ticket_id)
        known = [r.fact.ticket.revision for r in self.history(stream) if isinstance(r.fact, DccTicketRevisionObserved)]
        if revision.revision in known:
            return 0
        self.record_only(revision)
        return self.follow(revision)

    def record_only(self, revision: TicketRevision) -> None:
        """It is read, and not followed."""
        digest = sha256(revision.canonical()).hexdigest()
        fact = DccTicketRevisionObserved(ticket=revision, door="webhook", raw_sha256=digest)
        stream, source = ticket_stream(revision.source, revision.ticket_id), Source(kind="ticket", ref=revision.key)
        self.record(entry(fact, stream, on=revision.changed_on, known_at=self.now, source=source))

    def follow(self, revision: TicketRevision) -> int:
        stream = ticket_stream(revision.source, revision.ticket_id)
        heard = [r.fact.ticket for r in self.history(stream) if isinstance(r.fact, DccTicketRevisionObserved)]
        told = 0
        for modification in sorted({ModificationRef.parse(each.modification_ref).stream for each in heard}):
            _, entries = follow(self.history(stream), self.history(modification), now=self.now)
            of_it = [each for each in entries if each.stream == modification]
            for each in of_it:
                self.record(each)
            told += len(of_it)
        return told

    def standing(self, stream: str) -> list[tuple[str, str, str | None, int | None, str]]:
        """What counts of a stream, whatever way it came to be: facts with their days and numbers."""
        return sorted(
            (type(r.fact).__name__, r.day.isoformat(), r.kind, r.n, r.fact.model_dump_json())
            for r in effective(self.history(stream))
            if r.fact.OF_AN_ASSESSMENT
        )
