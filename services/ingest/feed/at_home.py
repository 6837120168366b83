"""The feed inside one process: the same reader, relay and follower, with a broker in memory between the last two."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Self

from services.ingest.feed.batch import Counts
from services.ingest.feed.follower import Follower
from services.ingest.feed.following import Following
from services.ingest.feed.reader import FeedReader
from services.ingest.feed.sources import Sources
from services.ingest.feed.ticket_facts import TicketFacts
from services.ingest.relay import Relay
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.inbox.box import FeedBox
from shared.transport.memory import MemoryBroker
from shared.transport.topics import TICKET_REVISIONS

GROUP, SEAT = "follower", "dcc.ticket.revisions.v1@home"


class FeedAtHome:
    """Not for two threads; there is one of it, since there is one process at a home."""

    def __init__(self, url: str, log: EventLog, box: FeedBox, sources: Sources, clock: Callable[[], datetime]) -> None:
        broker = MemoryBroker(TICKET_REVISIONS)
        self._clock = clock
        self._seat = _SavedWhenFollowed(RelayProgress.claim(url, SEAT))
        self._reader = FeedReader(box, log, sources)
        self._relay = Relay(TicketFacts(log), broker.publisher(), lambda _: self._seat)
        self._subscription = broker.subscription(GROUP)
        self._following = Following(self._subscription, Follower(log), clock)

    def pump(self) -> Counts:
        """All that waits is read, and all tickets are followed, when this returns."""
        counts = self._reader.pump(self._clock())
        self._relay.pump()
        while self._following.turn(timeout_seconds=0.0):
            pass
        self._seat.followed()
        return counts

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._relay.close()
        self._subscription.close()
        self._seat.leave()


class _SavedWhenFollowed:
    """What the broker in memory holds is gone with the process: so a place counts once its tickets are followed."""

    def __init__(self, progress: RelayProgress) -> None:
        self._progress = progress
        self._carried: dict[int, int] = {}

    def load(self) -> Mapping[int, int]:
        return self._progress.load() | self._carried

    def save(self, positions: Mapping[int, int], /) -> None:
        self._carried.update(positions)

    def followed(self) -> None:
        if self._carried:
            self._progress.save(self._carried)
            self._carried = {}

    def close(self) -> None:
        """The relay may come again: the seat is left with the process."""

    def leave(self) -> None:
        self._progress.close()
