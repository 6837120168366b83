"""The view of a month's paper from the row store, at a position that the caller knows to be complete."""

from services.reporter.cut import Asked
from services.reporter.view import View
from services.reporter.views import view
from shared.domain.period import Month
from shared.rowstore.store import RowStore


def load(store: RowStore, month: Month, position: int, asked: Asked | None = None) -> View:
    """Raises what `RowStore.load_all` does. `asked.known_at` is told only: the position must already respect it."""
    return view(store.load_all(position), month, position, asked)
