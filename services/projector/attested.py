"""A subscription that believes the log: what the topic says and the log does not is none of ours."""

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

import structlog

from shared.domain.recorded import StoredFact
from shared.logs import LogEvent
from shared.transport.broker import Subscription
from shared.transport.carried import Carried, NotCarried, Received, partition_of
from shared.transport.topics import Topic

log = structlog.get_logger()


class Attests(Protocol):
    """What is asked of the log."""

    def attested(self, facts: Sequence[StoredFact]) -> set[int]:
        """The positions of those facts that the log holds, byte for byte, as given."""
        ...


class AttestedSubscription:
    """Passes on what `subscription` brings; as NotCarried what differs from the log, or lies in another's partition.

    Whoever may write to the topic can therefore neither change nor add a fact. A true one that is put there once more
    with a false link to its predecessor would hide those between: so only the relay should have the right to write.
    Of what is not carried, each is logged. As Subscription otherwise; `poll` also raises what the log raises.
    """

    def __init__(self, subscription: Subscription, topic: Topic, facts: Attests) -> None:
        self._subscription = subscription
        self._topic = topic
        self._facts = facts

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Received]:
        received = self._subscription.poll(limit, timeout_seconds)
        if not received:
            return received
        held = self._facts.attested([each.fact for each in received if isinstance(each, Carried)])
        return [self._judged(each, held) for each in received]

    def partitions(self) -> frozenset[int]:
        return self._subscription.partitions()

    def acknowledge(self) -> None:
        self._subscription.acknowledge()

    def close(self) -> None:
        self._subscription.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _judged(self, one: Received, held: set[int]) -> Received:
        if isinstance(one, Carried):
            reason = self._objection(one, held)
            if reason is None:
                return one
            one = NotCarried(self._topic.name, one.partition, None, reason)
        log.warning(LogEvent.RECORD_REFUSED, partition=one.partition, offset=one.offset, reason=one.reason)
        return one

    def _objection(self, one: Carried, held: set[int]) -> str | None:
        if one.fact.position not in held:
            return f"{one.fact.id!r} at position {one.fact.position} is not what the log holds there"
        if one.partition != partition_of(one.fact.stream, self._topic.partition_count):
            return f"{one.fact.id} does not belong to partition {one.partition}"
        return None
