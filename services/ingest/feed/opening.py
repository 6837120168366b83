"""A delivery taken out of the inbox; and, where it is small, the tickets in it and the streams that they name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.ingest.feed.envelopes import tickets_in
from services.ingest.feed.sources import Sources
from shared.domain.reference import ModificationRef, NotAReference
from shared.domain.streams import NotAStream, kind_of
from shared.domain.streams import ticket as ticket_stream
from shared.feed.reasons import Refused
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Waiting
from shared.inbox.sealing import CannotOpen

SMALL_BYTES = 8 << 10
"""Many are opened at once, and the values in one may take many times its bytes; a ticket or two take fewer."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`raw` is what came, None where it cannot be opened, which is then all that was `found`. `found` is None where it
    was not looked at yet: a sheet, something typed, something large."""

    waiting: Waiting
    raw: bytes | None
    found: Sequence[Any] | Refused | None = None

    def streams(self) -> Iterator[str]:
        """Those whose histories its tickets will probably be judged by. What is no ticket names none."""
        for ticket in self.found if isinstance(self.found, Sequence) else ():
            if isinstance(ticket, dict):
                yield from _named(ticket, self.waiting.source)


def opened(waiting: Waiting, box: FeedBox, sources: Sources) -> Opened:
    try:
        raw = box.opened(waiting)
    except CannotOpen as error:
        return Opened(waiting, None, Refused("handler-error", str(error), ("CannotOpen",)))
    if waiting.door not in ("webhook", "poll") or len(raw) > SMALL_BYTES:
        return Opened(waiting, raw)
    return Opened(waiting, raw, tickets_in(raw, waiting.door, waiting.source, sources))


def _named(ticket: dict[str, Any], source: str) -> Iterator[str]:
    match ticket:
        case {"ticket_id": str(id), "modification_ref": str(ref)}:
            try:
                stream = ticket_stream(source, id)
                kind_of(stream)
                modification = ModificationRef.parse(ref).stream
            except (NotAStream, NotAReference):
                return
            yield from (stream, modification)
