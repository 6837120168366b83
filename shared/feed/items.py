"""What was set aside, as it stands: from the facts of one source to its quarantine items."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from shared.domain.facts import (
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
    TicketQuarantined,
)
from shared.domain.recorded import Recorded

Disposition = Literal["open", "replayed", "discarded", "archived"]


@dataclass(frozen=True, slots=True)
class Item:
    """`told` is what was set aside; `since` the day. `last_reason`: why the last attempt failed, or it was discarded.

    `evidence`: the ids of the facts about it. `line`: of the sheet, where it came in one.
    """

    stream: str
    told: TicketQuarantined
    since: date
    set_aside_at: datetime
    evidence: tuple[str, ...]
    line: int | None = None
    disposition: Disposition = "open"
    attempts: int = 0
    last_tried_at: datetime | None = None
    last_reason: str | None = None
    exported: bool = False

    @property
    def id(self) -> str:
        return self.told.item

    @property
    def source(self) -> str:
        return self.stream.removeprefix("feed/")

    @property
    def is_open(self) -> bool:
        return self.disposition == "open"


def items_of(history: Iterable[Recorded]) -> Mapping[str, Item]:
    """By id, in the order in which they were set aside. What is set aside again after a cure is open again."""
    found: dict[str, Item] = {}
    for recorded in history:
        match recorded.fact:
            case TicketQuarantined() as told:
                before = found.get(told.item)
                item = Item(recorded.stream, told, recorded.day, recorded.known_at, (recorded.id,), _line(recorded))
                found[told.item] = replace(item, evidence=(*before.evidence, recorded.id)) if before else item
            case QuarantineReplayed(item=id, attempt=attempt, reason=reason) if id in found:
                tried = replace(found[id], attempts=attempt, last_tried_at=recorded.known_at, last_reason=reason)
                found[id] = _told(tried, recorded, "open" if reason else "replayed")
            case QuarantineDiscarded(item=id, reason=reason) if id in found:
                found[id] = _told(replace(found[id], last_reason=reason), recorded, "discarded")
            case QuarantineArchived(item=id) if id in found:
                found[id] = _told(found[id], recorded, "archived")
            case QuarantineExported(item=id) if id in found:
                found[id] = _told(replace(found[id], exported=True), recorded, found[id].disposition)
            case _:
                pass
    return found


def grouped(items: Iterable[Item]) -> Mapping[str, Sequence[Item]]:
    """By fingerprint, those of which there are most first."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.told.fingerprint, []).append(item)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def _told(item: Item, recorded: Recorded, disposition: Disposition) -> Item:
    return replace(item, evidence=(*item.evidence, recorded.id), disposition=disposition)


def _line(recorded: Recorded) -> int | None:
    _, mark, line = (recorded.source.locator or "").partition(", line ")
    return int(line) if mark else None
