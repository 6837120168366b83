"""One row an item of the quarantine: what was set aside of the feed, and what was done about it.

Key: stream and item. An item is its own part, so that the next one costs the same however many there are.
"""

from collections.abc import Mapping
from datetime import date, datetime

from shared.domain.facts import (
    AnyFact,
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
    TicketQuarantined,
)
from shared.domain.recorded import Recorded
from shared.feed.items import Disposition, Item, items_of
from shared.readmodels.readmodel import History, ReadModel, Row


class SetAside(Row, frozen=True, kw_only=True):
    """As `Item` has it."""

    told: TicketQuarantined
    since: date
    set_aside_at: datetime
    evidence: tuple[str, ...]
    disposition: Disposition
    attempts: int
    line: int | None = None
    last_tried_at: datetime | None = None
    last_reason: str | None = None
    exported: bool = False

    @property
    def item(self) -> Item:
        return Item(
            stream=self.stream,
            told=self.told,
            since=self.since,
            set_aside_at=self.set_aside_at,
            evidence=self.evidence,
            line=self.line,
            disposition=self.disposition,
            attempts=self.attempts,
            last_tried_at=self.last_tried_at,
            last_reason=self.last_reason,
            exported=self.exported,
        )


def fold(history: History) -> Mapping[str, SetAside]:
    days: dict[str, date] = {}
    for recorded in history:
        if (item := part_of(recorded)) is not None:
            days[item] = recorded.day
    found = (_row(item, days[item.id]) for item in items_of(history).values())
    return {f"{row.stream}/{row.told.item}": row for row in found}


def _row(item: Item, last_day: date) -> SetAside:
    return SetAside(
        stream=item.stream,
        opened_on=item.since,
        settled_on=None if item.is_open else last_day,
        told=item.told,
        since=item.since,
        set_aside_at=item.set_aside_at,
        evidence=item.evidence,
        line=item.line,
        disposition=item.disposition,
        attempts=item.attempts,
        last_tried_at=item.last_tried_at,
        last_reason=item.last_reason,
        exported=item.exported,
    )


def part_of(recorded: Recorded) -> str | None:
    match recorded.fact:
        case (
            TicketQuarantined(item=item)
            | QuarantineReplayed(item=item)
            | QuarantineDiscarded(item=item)
            | QuarantineArchived(item=item)
            | QuarantineExported(item=item)
        ):
            return item
        case _:
            return None


FACTS: frozenset[type[AnyFact]] = frozenset(
    {TicketQuarantined, QuarantineReplayed, QuarantineDiscarded, QuarantineArchived, QuarantineExported}
)

SET_ASIDE = ReadModel("set_aside", 1, SetAside, "feed", fold, part_of, facts=FACTS)
