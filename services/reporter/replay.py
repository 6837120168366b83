"""The view of a month's paper straight from the log: each fact is read and folded anew, and no kept row is looked at.

It gives the paper that `load` gives, by the other road, so that each can be checked by the other.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from services.reporter.cut import Asked
from services.reporter.view import View
from services.reporter.views import replayed, view
from shared.domain.codec import recorded
from shared.domain.facts import FactRetracted
from shared.domain.period import Month
from shared.domain.recorded import Recorded, StoredFact
from shared.eventlog.log import EventLog

FACTS_A_PAGE = 5_000


def replay(log: EventLog, month: Month, position: int, asked: Asked | None = None) -> View:
    """Raises LogUnavailable, and NotAFact where stored bytes are not understood. `asked.known_at` as of `load`."""
    with _nothing_collected():
        return view(replayed(_told(log, position)), month, position, asked)


def histories(log: EventLog, view: View) -> Mapping[str, Sequence[Recorded]]:
    """The facts, up to the position of the view, of the streams that it has rows of, and of those that have none
    because what was told of them was retracted. What was settled before all days of the paper is not among them."""
    position = view.cut.position
    streams = {row.stream for rows in view.rows.values() for row in rows.values()}
    retracted = {told.stream for told in log.of_types((FactRetracted,), upto=position)}
    found = log.stored_histories(sorted(streams | retracted), position)
    return {stream: tuple(map(recorded, stored)) for stream, stored in found.items()}


def _told(log: EventLog, position: int) -> Iterator[Recorded]:
    """The facts of all streams up to `position`, in log order."""
    for page in _pages(log, position):
        yield from map(recorded, page)


def _pages(log: EventLog, position: int) -> Iterator[Sequence[StoredFact]]:
    """PostgreSQL looks for the next page while this one is made into values."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(log.read, 0, FACTS_A_PAGE, position)
        while page := coming.result():
            coming = reader.submit(log.read, page[-1].position, FACTS_A_PAGE, position)
            yield page


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Facts and rows are never in a circle; the collector of garbage would go through all of them again and again."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
