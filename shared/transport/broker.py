"""The two ports that carry facts, with what each promises. `memory` and `kafka` stand behind them."""

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from shared.transport.carried import Carried


class BrokerUnavailable(RuntimeError):
    """The broker cannot be reached, or did not answer in time. The message says where, and what to do."""


class Publisher(Protocol):
    """Puts facts on one topic. Not safe to share between threads."""

    def partition_count(self) -> int:
        """How many partitions the topic has. It never changes while the topic lives."""
        ...

    def publish(self, batch: Sequence[Carried]) -> None:
        """Puts the batch on the topic in order; when it returns, all of it is acknowledged.

        Raises BrokerUnavailable when any of it may not have arrived: some of it may have, so the caller repeats
        from the last batch that returned, and consumers drop what they had.
        """
        ...

    def close(self) -> None:
        """Gives the connection back; never blocks on a broker that does not answer."""
        ...


class Subscription(Protocol):
    """One member of the group that projects. Records of a partition come in order, each at least once."""

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Carried]:
        """Up to `limit` records of the partitions held, waiting no longer than the time-out; may be empty.

        Raises BrokerUnavailable when the broker is out of reach for longer than the group allows.
        """
        ...

    def partitions(self) -> frozenset[int]:
        """The partitions this member holds now. They change only inside `poll`."""
        ...

    def acknowledge(self) -> None:
        """A hint that all polled so far is projected: where a newcomer starts. Correctness never rests on it."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
