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


def mend(store: LiveRows, facts: FactLog, kind: Kind, stream: str, actor: str, reason: str) -> Mended:
    """Replays what is parked of `stream`; a discard first passes over the fact that holds it up. Recorded for good.

    Services may be at work meanwhile. Raises NotParked; Fenced when a projector was first every time.
    """
    for left in reversed(range(TRIES)):
        deed = _deed(store, kind, stream, actor, reason)
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


def _deed(store: LiveRows, kind: Kind, stream: str, actor: str, reason: str) -> Deed:
    parked = parked_of(store, stream)
    if not parked:
        raise NotParked(f"nothing of {stream} is parked: see `secchange quarantine list`")
    return Deed(kind, stream, parked[0].position, parked[0].reason, actor, reason)
