"""A subscription that believes the log: what the topic says and the log does not is none of ours."""

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

import structlog

from shared.domain.recorded import StoredFact
from shared.logs import LogEvent
from shared.transport.broker import Subscription
from shared.transport.carried import Carried, NotCarried, Received

log = structlog.get_logger()


class Attests(Protocol):
    """What is asked of the log."""

    def attested(self, facts: Sequence[StoredFact]) -> set[int]:
        """The positions of those facts that the log holds, byte for byte, as given."""
        ...


class AttestedSubscription:
    """Passes on what `subscription` brings; a record that differs from the log's fact at its position as NotCarried.

    Whoever may write to the topic may therefore delay facts, and never change or add one. Of what is not carried, each
    is logged. As Subscription otherwise; `poll` also raises what the log raises.
    """

    def __init__(self, subscription: Subscription, topic: str, facts: Attests) -> None:
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
            if one.fact.position in held:
                return one
            reason = f"{one.fact.id} at position {one.fact.position} is not what the log holds there"
            one = NotCarried(self._topic, one.partition, None, reason)
        log.warning(LogEvent.RECORD_REFUSED, partition=one.partition, offset=one.offset, reason=one.reason)
        return one
