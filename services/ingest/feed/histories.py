"""The streams that a batch of deliveries touches, as they are and as they will be."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from services.ingest.feed.at_hand import HistoriesAtHand
from services.ingest.feed.told import SourcesTold
from shared.domain.codec import NotAFact, placed
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact, DccTicketRevisionObserved
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of
from shared.domain.ticket import TicketRevision
from shared.eventlog.log import EventLog


@dataclass(slots=True)
class Histories:
    """`added` is what is to be appended, all of it together, in its order."""

    log: EventLog
    sources: SourcesTold
    modifications: HistoriesAtHand
    known: dict[str, list[Recorded]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    added: list[Entry[AnyFact]] = field(default_factory=list)

    def of(self, stream: str) -> list[Recorded]:
        if stream not in self.known:
            self.known[stream] = list(self.log.history(stream))
        return self.known[stream]

    def read_ahead(self, streams: Iterable[str]) -> None:
        """All together: to ask for each by itself takes longer than what is done with it.

        Where a fact in one of them is not understood, none is: whoever needs that one is told when he asks for it.
        """
        unknown = [stream for stream in dict.fromkeys(streams) if stream not in self.known]
        tickets = [stream for stream in unknown if kind_of(stream) == "ticket"]
        modifications = [stream for stream in unknown if kind_of(stream) == "modification"]
        with suppress(NotAFact):
            found = {**(self.log.histories(tickets) if tickets else {}), **self.modifications.of(modifications)}
            self.known |= {stream: list(history) for stream, history in found.items()}

    def tell(self, told: Entry[AnyFact]) -> None:
        """Of a source, whose stream is long and not gone through."""
        source = self.sources.of(told.stream)
        self.versions.setdefault(told.stream, source.version)
        source.tell(told.data)
        self.added.append(told)

    def add(self, told: Entry[AnyFact]) -> None:
        history = self.of(told.stream)
        self.versions.setdefault(told.stream, len(history))
        last = history[-1].position if history else 0
        history.append(placed(told, last + 1, told.stream, len(history) + 1, told.known_at))
        self.added.append(told)

    def back_to(self, count: int) -> None:
        """As they were when so many entries were added."""
        undone, self.added = self.added[count:], self.added[:count]
        for told in undone:
            if told.stream in self.known:
                self.known[told.stream].pop()
        self.sources.forget()
        for told in self.added:
            if told.stream not in self.known:
                self.sources.of(told.stream).tell(told.data)


def observed_in(history: Sequence[Recorded]) -> list[DccTicketRevisionObserved]:
    return [recorded.fact for recorded in history if isinstance(recorded.fact, DccTicketRevisionObserved)]


def revisions_in(history: Sequence[Recorded]) -> list[TicketRevision]:
    """Of one ticket, as they were recorded."""
    return [fact.ticket for fact in observed_in(history)]


def revisions_in_order(history: Sequence[Recorded]) -> list[TicketRevision]:
    return sorted(revisions_in(history), key=lambda ticket: ticket.revision)
