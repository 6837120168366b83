"""What the relay asks of the log and of the place where it keeps how far it is."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from shared.domain.recorded import StoredFact


class FactLog(Protocol):
    """The log in the order of positions. What was once read at a position never changes."""

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        """The first `limit` facts whose positions are above `after`, ascending. Positions may have gaps.

        Promises that no fact will later appear below one that was returned.
        """
        ...

    def wait(self, after: int, timeout_seconds: float) -> bool:
        """Returns True as soon as there is a fact above `after`; False when there is none within the time-out."""
        ...


class RelayProgress(Protocol):
    """How far each incarnation of the topic has been filled. It belongs to one relay at a time."""

    def claim(self) -> bool:
        """Takes the place of the one active relay, for as long as this connection lives; False if it is taken.

        Safe to repeat by the one who has it. Not waited for: the caller asks again.
        """
        ...

    def load(self, incarnation: str) -> tuple[int, Mapping[int, int]]:
        """Where to go on: all facts up to this position are on the topic, and the last position in each partition.

        (0, {}) for a topic that was never filled. A partition may be ahead of the position, never behind it.
        """
        ...

    def save(self, incarnation: str, position: int, last: Mapping[int, int]) -> None:
        """Durable when it returns. Raises when the place was lost: then another relay may be at work."""
        ...
