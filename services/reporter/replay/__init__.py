"""The view of a month's paper straight from the log: each fact is read and folded anew, and no kept row is looked at.

It gives the paper that `load` gives, by the other road, so that each can be checked by the other. A log of ordinary
length is folded in this process, and the view has all its rows. A long one is folded by several, `beside` each other,
each a share of the streams; of their rows the view has those that the paper can rest on, and many more about them.

No row is made of a fact that an operator discarded; those that read the log pass over it too, at its position.
"""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from services.reporter.cut import Asked
from services.reporter.forecasts.forecast import Forecast
from services.reporter.forecasts.needed import needed_for_outcomes
from services.reporter.needed import Needed, Read
from services.reporter.replay.beside import side_by_side, worth
from services.reporter.replay.reading import pages_of, told
from services.reporter.rows import Rows, RowSource
from services.reporter.view import View
from services.reporter.views import replayed, view
from shared.domain.facts import FactRetracted
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog


def replay(
    log: EventLog, month: Month, position: int, asked: Asked | None = None, passed_over: Collection[int] = ()
) -> View:
    """Raises LogUnavailable, and NotAFact where stored bytes are not understood; also ProcessEnded where the log is
    long. `asked.known_at` as of `load`."""
    with _nothing_collected():
        rows = _rows(log, position, passed_over, lambda read: Needed(read, month, asked).rows())
        return view(rows, month, position, asked)


def replay_outcomes(
    log: EventLog, forecasts: Sequence[Forecast], position: int, passed_over: Collection[int] = ()
) -> RowSource:
    """The rows that tell what came of the forecasts, as they were at `position`. Raises as `replay`."""
    with _nothing_collected():
        return _rows(log, position, passed_over, lambda read: needed_for_outcomes(read, forecasts))


def histories(log: EventLog, view: View, passed_over: Collection[int] = ()) -> Mapping[str, Sequence[Recorded]]:
    """The facts, up to the position of the view, of the streams that it has rows of, and of those that have none
    because what was told of them was retracted. What was settled before all days of the paper is not among them."""
    position = view.cut.position
    streams = {row.stream for rows in view.rows.values() for row in rows.values()}
    retracted = {told.stream for told in log.of_types((FactRetracted,), upto=position, passed_over=passed_over)}
    return log.histories_of(sorted(streams | retracted), position, passed_over=passed_over)


def _rows(
    log: EventLog,
    position: int,
    passed_over: Collection[int],
    needed: Callable[[Read], Mapping[str, Mapping[str, Any]]],
) -> RowSource:
    """All rows; of a long log, what is `needed` of them."""
    count = worth(position)
    if count <= 1:
        return replayed(told(pages_of(log, position), passed_over))
    with side_by_side(log, position, count, passed_over) as read:
        return Rows(needed(read))


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
