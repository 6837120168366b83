"""The view of a month's paper from the row store, at a position that the caller knows to be complete.

Only rows that can bear on the paper are read; what was settled long before is left where it is. The paper is the same
as from all rows, and so is what it still lacks.
"""

from collections.abc import Collection, Sequence

from services.reporter.cut import Asked
from services.reporter.forecasts.forecast import Forecast
from services.reporter.forecasts.needed import needed_for_outcomes
from services.reporter.needed import Needed
from services.reporter.prepare.needed import needed_to_prepare
from services.reporter.rows import Rows, RowSource
from services.reporter.view import View
from services.reporter.views import view
from shared.domain.period import Month
from shared.rowstore.store import RowStore


def load(store: RowStore, month: Month, position: int, asked: Asked | None = None) -> View:
    """Raises what `RowStore.load_each` does. `asked.known_at` is told only: the position must already respect it."""
    with store.moment() as live:
        needed = Needed(lambda questions: store.load_each(questions, position, generation=live), month, asked)
        return view(Rows(needed.rows()), month, position, asked)


def load_to_prepare(
    store: RowStore, month: Month, position: int, asked: Asked | None = None, also: Collection[str] = ()
) -> View:
    """The view for what the paper still lacks, and to name the modifications `also`. As `load` otherwise."""
    with store.moment() as live:
        needed = needed_to_prepare(
            lambda questions: store.load_each(questions, position, generation=live), month, position, asked, also
        )
        return view(Rows(needed), month, position, asked)


def load_outcomes(store: RowStore, forecasts: Sequence[Forecast], position: int) -> RowSource:
    """The rows that tell what came of the forecasts, as they were at `position`. Raises as `load`."""
    with store.moment() as live:
        return Rows(
            needed_for_outcomes(lambda questions: store.load_each(questions, position, generation=live), forecasts)
        )
