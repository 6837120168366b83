"""One row a source of tickets: its doors, words, vanished tickets, and how both sides last stood. Key: its stream.

What was set aside of it has rows of its own: there may be very many.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from shared.domain.facts import (
    AnyFact,
    FeedConnected,
    FeedMappingFixed,
    FeedReconciled,
    TicketReappeared,
    TicketVanished,
)
from shared.domain.facts.feed import Door
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, dated


class Connected(Step, frozen=True, kw_only=True):
    """Something came through this door first."""

    door: Door


class Word(Step, frozen=True, kw_only=True):
    """Somebody said what a word of the source means."""

    field: str
    word: str
    meaning: str


class Gone(Step, frozen=True, kw_only=True):
    """A ticket that a sweep looked for by name, and did not find."""

    ticket_id: str
    number: str
    label: str


class Comparison(Step, frozen=True, kw_only=True):
    """Both sides were compared, at that moment."""

    at: datetime
    compared: int
    differences: int
    unexplained: int


class Feed(Row, frozen=True, kw_only=True):
    """`words` in the order in which they were mapped; `gone`: what has not reappeared."""

    doors: tuple[Connected, ...] = ()
    words: tuple[Word, ...] = ()
    gone: tuple[Gone, ...] = ()
    compared: Comparison | None = None

    @property
    def source(self) -> str:
        return self.stream.removeprefix("feed/")


def fold(history: History) -> Mapping[str, Feed]:
    told = [each for each in history if type(each.fact) in FACTS]
    if not told:
        return {}
    row = Feed(stream=told[0].stream, opened_on=min(each.day for each in told))
    for recorded in told:
        row = _after(row, recorded)
    return {row.stream: row}


def _after(row: Feed, recorded: Recorded) -> Feed:
    match recorded.fact:
        case FeedConnected(door=door):
            return replace(row, doors=(*row.doors, Connected(**dated(recorded), door=door)))
        case FeedMappingFixed(field=field, word=word, meaning=meaning):
            told = Word(**dated(recorded), field=field, word=word, meaning=meaning)
            return replace(row, words=(*row.words, told))
        case TicketVanished(ticket_id=id, ticket_number=number, modification=label):
            gone = Gone(**dated(recorded), ticket_id=id, number=number, label=label)
            return replace(row, gone=(*_without(row, id), gone))
        case TicketReappeared(ticket_id=id):
            return replace(row, gone=_without(row, id))
        case FeedReconciled(compared=compared, differences=differences, unexplained=unexplained):
            made = Comparison(
                **dated(recorded),
                at=recorded.known_at,
                compared=compared,
                differences=differences,
                unexplained=unexplained,
            )
            return replace(row, compared=made)
        case _:
            return row


def _without(row: Feed, ticket_id: str) -> tuple[Gone, ...]:
    return tuple(each for each in row.gone if each.ticket_id != ticket_id)


def part_of(recorded: Recorded) -> str | None:
    return "source" if type(recorded.fact) in FACTS else None


FACTS: frozenset[type[AnyFact]] = frozenset(
    {FeedConnected, FeedMappingFixed, FeedReconciled, TicketReappeared, TicketVanished}
)

FEEDS = ReadModel("feeds", 1, Feed, "feed", fold, part_of, facts=FACTS)
