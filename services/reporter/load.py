"""The view of a month's paper from the row store, at a position that the caller knows to be complete.

Only rows that can bear on the paper are read; what was settled long before is left where it is. The paper is the same
as from all rows, and so is what it still lacks.
"""

from collections.abc import Collection

from services.reporter.cut import Asked
from services.reporter.needed import Needed
from services.reporter.prepare.needed import needed_to_prepare
from services.reporter.rows import Rows
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
