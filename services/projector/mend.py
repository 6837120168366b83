"""What an operator does about a parked stream: try it again after a mend, or pass over the fact that holds it up."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from services.projector.ports import FactLog, LiveRows
from services.projector.project import Projector
from shared.logs import LogEvent
from shared.rowstore.batch import Parked
from shared.rowstore.errors import Fenced, NotParked
from shared.rowstore.journal import Deed, Kind

TRIES = 100
"""Against a projector at work on the same partition, which is first now and then."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Mended:
    """How many facts of the stream were projected, and what of it is parked still."""

    stream: str
    projected: int
    parked: Sequence[Parked]


def mend(
    store: LiveRows,
    facts: FactLog,
    kind: Kind,
    stream: str,
    actor: str,
    reason: str,
    *,
    position: int | None = None,
) -> Mended:
    """Replays what is parked of `stream`; a discard first passes over the fact that holds it up. Recorded for good.

    That fact is the one at `position`, or else the one that holds the stream up when this is called. Services may be
    at work meanwhile. Raises NotParked, also where another fact holds the stream up by now; Fenced when a projector
    was first every time.
    """
    # Before the first try: where somebody else is quicker, nobody has looked at the fact that comes next.
    passed_over = position or _first(store, stream).position
    for left in reversed(range(TRIES)):
        first = _first(store, stream)
        deed = Deed(kind, stream, passed_over if kind == "discard" else first.position, first.reason, actor, reason)
        try:
            projected = Projector(store, facts, store.live()).mend(deed)
        except Fenced:
            if not left:
                raise
            continue
        if kind == "discard":
            log.info(LogEvent.FACT_DISCARDED, stream=stream, position=deed.position, actor=actor)
        break
    return Mended(stream, projected, parked_of(store, stream))


def parked_of(store: LiveRows, stream: str) -> list[Parked]:
    """In the order of positions: the first is why the others wait."""
    live = store.live_if_any()
    return [parked for parked in store.parked(live) if parked.stream == stream] if live else []


def _first(store: LiveRows, stream: str) -> Parked:
    """The fact that holds the stream up."""
    parked = parked_of(store, stream)
    if not parked:
        raise NotParked(f"nothing of {stream} is parked: see `secchange quarantine list`")
    return parked[0]
