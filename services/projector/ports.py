"""What the projector asks of the log."""

from collections.abc import Sequence
from typing import Protocol

from shared.domain.recorded import StoredFact


class FactLog(Protocol):
    """The log in the order of positions. What was once read at a position never changes."""

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        """The first `limit` facts above `after`, ascending. No fact will later appear below one that was returned."""
        ...

    def stored_history(self, stream: str) -> Sequence[StoredFact]:
        """All facts of `stream`, in the order of their versions."""
        ...
