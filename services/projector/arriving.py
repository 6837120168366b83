"""What a subscription brings, one poll after another, for as long as there is much."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from shared.transport.carried import Received

RECORDS_PER_POLL = 10_000
POLLS_AT_ONCE = 4


class Polled(Protocol):
    """What is asked of a subscription."""

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Received]: ...
    def partitions(self) -> frozenset[int]: ...


class Arriving:
    """`first`, and what lies behind it: so the next is polled while the last of it is being written.

    A poll that brings fewer than `much`, or other partitions, is the last, and so is the fourth: what arrives is kept
    until it is projected, and whoever was fenced goes through it again. The `trouble` with a further poll is for
    afterwards: what came before it is not polled again.
    """

    def __init__(self, subscription: Polled, first: Sequence[Received], much: int) -> None:
        self._subscription = subscription
        self._held = subscription.partitions()
        self._much = much
        self._polled = [first]
        self.trouble: Exception | None = None

    def __iter__(self) -> Iterator[Received]:
        number = 0
        while number < len(self._polled) or self._polls():
            yield from self._polled[number]
            number += 1

    def _polls(self) -> bool:
        """Whether one more poll brings anything."""
        if self._is_over():
            return False
        try:
            received = self._subscription.poll(RECORDS_PER_POLL, 0)
        except Exception as error:
            self.trouble = error
            return False
        self._polled.append(received)
        return True

    def _is_over(self) -> bool:
        return (
            len(self._polled[-1]) < self._much
            or len(self._polled) == POLLS_AT_ONCE
            or self.trouble is not None
            or self._subscription.partitions() != self._held
        )
