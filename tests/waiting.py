"""Waiting for something to come about, with a deadline."""

from collections.abc import Callable
from time import monotonic, sleep

A_LITTLE = 0.01
A_WHILE_SECONDS = 60.0
"""Far more than anything takes on a quiet machine: it is only used up where a test fails."""


def until(
    holds: Callable[[], object], within_seconds: float = A_WHILE_SECONDS, *, every_seconds: float = A_LITTLE
) -> None:
    """Looks again and again, and fails where it is still not so in time.

    Between two looks it leaves the processor to those it waits for; what costs them something is looked at less often.
    """
    deadline = monotonic() + within_seconds
    while not holds():
        assert monotonic() < deadline, f"still not so after {within_seconds} seconds"
        sleep(every_seconds)
