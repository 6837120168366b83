"""What became of a delivery, by its receipt: waiting, evidence, or read; then of each ticket its fact or its reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.ingest.feed.envelopes import tickets_in
from services.ingest.feed.rehearsal import Told, what_became
from services.ingest.feed.sources import Sources
from shared.domain.codec import NotAFact
from shared.domain.facts import TicketQuarantined
from shared.domain.streams import NotAStream
from shared.domain.streams import feed as feed_stream
from shared.eventlog.log import EventLog
from shared.feed.items import Item, items_of
from shared.feed.reasons import Refused
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Waiting
from shared.inbox.sealing import CannotOpen


def look_up(box: FeedBox, log: EventLog, sources: Sources, receipt: int) -> Told | None:
    """None for no receipt. Raises LogUnavailable and FeedBoxUnavailable."""
    found = box.receipt(receipt)
    if found is None:
        return None
    state = "evidence" if found.is_evidence else "waiting" if box.is_waiting(receipt) else "read"
    head = {"receipt": str(receipt), "source": found.source, "door": found.door, "state": state}
    head |= {"received_at": found.received_at.isoformat(), "sha256": found.digest.hex()}
    if state == "evidence":
        return head | {"message": "under its webhook-id another body came before: it is kept, and not read"}
    if state == "waiting":
        return head
    items = list(_items(log, found))
    return head | {"set_aside": [_told(item) for item in items]} | _tickets(box, log, sources, found, items)


def _tickets(box: FeedBox, log: EventLog, sources: Sources, found: Waiting, items: Sequence[Item]) -> Told:
    """Of what comes one by one or as a batch: a sheet has its results beside it."""
    if found.door in ("drop", "manual"):
        return {}
    try:
        tickets = tickets_in(box.opened(found), found.door, found.source, sources)
    except CannotOpen as error:
        return {"message": str(error)}
    if isinstance(tickets, Refused):
        return {}
    return {"tickets": [_became(log, told, found.source, items) for told in tickets]}


def _became(log: EventLog, told: Any, source: str, items: Sequence[Item]) -> Told:
    named: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    try:
        became = what_became(log.history, named, source)
    except (NotAStream, NotAFact):
        became = {"outcome": "not observed"}
    id = named.get("ticket_id")
    item = next((each for each in items if each.told.ticket_id == (None if id is None else str(id))), None)
    if item and (became["outcome"] != "observed" or item.told.revision == named.get("revision")):
        return became | {"outcome": "quarantined"} | _told(item)
    return became if became["outcome"] == "observed" else became | {"outcome": "ignored"}


def _items(log: EventLog, found: Waiting) -> Iterator[Item]:
    """What was set aside of this content, whenever it came first."""
    history = log.history(feed_stream(found.source))
    digest, mark = found.digest.hex(), f"delivery {found.receipt}"
    told = {
        recorded.fact.item
        for recorded in history
        if isinstance(recorded.fact, TicketQuarantined)
        and (recorded.fact.raw_sha256 == digest or _is_of(recorded.source.locator or "", mark))
    }
    return (item for id, item in items_of(history).items() if id in told)


def _is_of(locator: str, mark: str) -> bool:
    return locator == mark or locator.startswith(f"{mark},")


def _told(item: Item) -> Told:
    return {
        "item": item.id,
        "code": item.told.reason,
        "message": item.told.message,
        "pointers": list(item.told.pointers),
        "disposition": item.disposition,
    }
