"""Going on in spite of a broker that does not answer in time, as one that has only just started."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from shared.transport.broker import BrokerUnavailable
from shared.transport.carried import Carried
from shared.transport.kafka.subscription import KafkaSubscription
from tests.transport.carrying import ours, positions
from tests.waiting import until

T = TypeVar("T")

WITHIN_SECONDS = 60.0


def in_spite_of_outages(attempt: Callable[[], T], within_seconds: float = WITHIN_SECONDS) -> T:
    """What `attempt` gives; it is made again as long as the broker is told to be away."""
    given: list[T] = []

    def is_given() -> bool:
        with suppress(BrokerUnavailable):
            given.append(attempt())
        return bool(given)

    until(is_given, within_seconds)
    return given[0]


def receive_in_spite_of_outages(subscription: KafkaSubscription, position: int) -> None:
    """Returns when the fact at `position` has come."""
    received: list[Carried] = []

    def came() -> bool:
        with suppress(BrokerUnavailable):
            received.extend(ours(subscription.poll(100, 0.2)))
        return position in positions(received)

    until(came, WITHIN_SECONDS)
