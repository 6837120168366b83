"""The view of a month's paper from the row store, at a position that the caller knows to be complete.

Only rows that can bear on the paper are read; what was settled long before is left where it is. The paper is the same
as from all rows.
"""

from services.reporter.cut import Asked
from services.reporter.needed import Needed
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
