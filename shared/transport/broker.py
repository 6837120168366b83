"""The two ports that carry facts, with what each promises. `memory` and `kafka` stand behind them."""

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from shared.transport.carried import Carried, Received


class BrokerUnavailable(RuntimeError):
    """The broker cannot be reached, or did not answer in time. The message says where, and what to do."""


class TopicUnfit(RuntimeError):
    """The topic is there and cannot be used as it is. The message says what was found, expected, and what to do."""


class Displaced(RuntimeError):
    """Another process has joined the group under this member's name. The message says which, and what to do."""


class Publisher(Protocol):
    """Puts facts on one topic. Not safe to share between threads."""

    def partition_count(self) -> int:
        """How many partitions the topic has. It never changes while the topic lives."""
        ...

    def incarnation(self) -> str:
        """The name of the topic and of its present life: another text after it was deleted and made again.

        The topic is made if it is missing. Raises BrokerUnavailable, and TopicUnfit for another partition count.
        """
        ...

    def publish(self, batch: Sequence[Carried]) -> None:
        """Puts the batch on the topic in order; when it returns, all of it is acknowledged.

        Raises BrokerUnavailable when any of it may not have arrived: some of it may have, so the caller repeats
        from the last batch that returned, and consumers drop what they had. What is repeated may be followed, late,
        by the first attempt: a repeat too. Raises ValueError, and publishes nothing, when a partition does not exist.
        """
        ...

    def close(self) -> None:
        """Gives the connection back; never blocks on a broker that does not answer. Safe to repeat."""
        ...


class Subscription(Protocol):
    """One member of the group that projects. Records of a partition come in order, each at least once.

    Order holds within what one member receives while it holds the partition; whoever takes the partition over
    starts again at the last acknowledged record, or at the first one where nothing was acknowledged.
    """

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Received]:
        """Up to `limit` records of the partitions held, waiting no longer than the time-out; may be empty.

        What is not ours comes as NotCarried, in its place. Raises BrokerUnavailable when the broker is out of reach
        for longer than the group allows, after which polling again is allowed; Displaced when it is not.
        """
        ...

    def partitions(self) -> frozenset[int]:
        """The partitions this member holds now. They change only inside `poll`."""
        ...

    def acknowledge(self) -> None:
        """A hint that all polled so far is projected: where a newcomer starts. Correctness never rests on it.

        It neither waits nor raises.
        """
        ...

    def close(self) -> None:
        """Leaves; never blocks on a broker that does not answer. Safe to repeat."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
