"""From the log to lines of JSON, one fact each, as they are stored, with their place in the log."""

from collections.abc import Iterator

from shared.domain.recorded import StoredFact
from shared.domain.streams import resolve
from shared.eventlog.log import EventLog

FACTS_PER_PAGE = 1_000


def export_facts(log: EventLog, ref: str | None = None, until: int | None = None) -> Iterator[bytes]:
    """The facts at positions up to `until`, of the modification or stream `ref` or of all, in log order.

    Each is a line of JSON without its end. Raises NotAStream where `ref` names nothing.
    """
    if ref is not None:
        yield from map(_line, log.stored_history(resolve(ref), until))
        return
    after = 0
    while page := log.read(after, FACTS_PER_PAGE, until):
        yield from map(_line, page)
        after = page[-1].position


def _line(stored: StoredFact) -> bytes:
    recorded_at = stored.recorded_at.isoformat()
    place = f'{{"id":"{stored.id}","position":{stored.position},"recorded_at":"{recorded_at}",'
    return place.encode() + stored.value[1:]
