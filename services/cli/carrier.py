"""The way from log to rows inside one process: the same relay and projector, with a broker in memory between them."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from services.ingest.relay import Relay
from services.projector.run import Projection
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from shared.transport.memory import MemoryBroker
from shared.transport.topics import CHANGE_EVENTS

GROUP = "projector"


class Carrier:
    """Carries whatever the rows lack. The broker is empty at each start, so it begins at the rows' bookmarks."""

    def __init__(self, log: EventLog, store: RowStore) -> None:
        broker = MemoryBroker(CHANGE_EVENTS)
        self._log = log
        self._store = store
        self._subscription = broker.subscription(GROUP)
        self._relay = Relay(log, broker.publisher(), lambda incarnation: FromBookmarks(store))
        self._projection: Projection | None = None

    def pump(self) -> None:
        """All that the log holds now is projected when this returns. Raises RowsOutdated."""
        # Not earlier: whoever comes to make outdated rows anew must get in.
        self._projection = self._projection or self._begin()
        self._relay.pump()
        self._projection.pump()

    def _begin(self) -> Projection:
        count = CHANGE_EVENTS.partition_count
        return Projection(self._subscription, self._log, self._store, CHANGE_EVENTS.name, count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._relay.close()
        self._subscription.close()


class FromBookmarks:
    """The relay's seat where the broker is in memory: what the rows hold already need not be carried again.

    The lock of the home sees to it that there is one of us.
    """

    def __init__(self, store: RowStore) -> None:
        self._store = store

    def load(self) -> Mapping[int, int]:
        """Each partition is linked on from its bookmark."""
        return self._store.bookmarks(self._store.live())

    def save(self, positions: Mapping[int, int], /) -> None:
        """Nothing: what this broker held is gone with the process."""

    def close(self) -> None:
        """Nothing was taken."""
