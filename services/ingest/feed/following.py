"""From the topic of revisions to the follower, one batch after another."""

from collections.abc import Callable
from datetime import datetime
from threading import Event

from services.ingest.feed.follower import Follower
from shared.transport.broker import Subscription
from shared.transport.carried import Carried

RECORDS_AT_ONCE = 500
POLL_SECONDS = 0.5

Clock = Callable[[], datetime]


class Following:
    """One member of the group that follows tickets. Not for two threads."""

    def __init__(self, subscription: Subscription, follower: Follower, clock: Clock) -> None:
        self._subscription = subscription
        self._follower = follower
        self._clock = clock

    def turn(self, timeout_seconds: float) -> int:
        """One batch; how many records came. What is not acknowledged comes again, and leads to nothing new."""
        received = self._subscription.poll(RECORDS_AT_ONCE, timeout_seconds)
        streams = [record.fact.stream for record in received if isinstance(record, Carried)]
        self._follower.follow(streams, self._clock())
        if received:
            self._subscription.acknowledge()
        return len(received)

    def run_until(self, stop: Event) -> None:
        """Raises whatever ends it: BrokerUnavailable, LogUnavailable."""
        while not stop.is_set():
            self.turn(POLL_SECONDS)
