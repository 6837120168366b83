"""What the relay asks of the log, and of the seat in which one relay at a time keeps how far it is."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from shared.domain.recorded import StoredFact


class FactLog(Protocol):
    """The log in the order of positions. What was once read at a position never changes."""

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        """The first `limit` facts above `after`, ascending. No fact will later appear below one that was returned."""
        ...

    def wait(self, after: int, timeout_seconds: float) -> bool:
        """True as soon as there is a fact above `after`; False when there is none within the time-out."""
        ...


class Seat(Protocol):
    """The place of the one active relay of one topic, for as long as it is not closed."""

    def load(self) -> Mapping[int, int]:
        """The last acknowledged position of each partition that has one."""
        ...

    def save(self, positions: Mapping[int, int], /) -> None:
        """Remembers the last position of each partition given; durable when it returns.

        Raises when the seat was lost: then another relay may be at work.
        """
        ...

    def close(self) -> None:
        """Gives the seat up."""
        ...
