"""One look at the database, as often as it is asked for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from shared.eventlog.log import EventLog
from shared.operation.ends import Ends
from shared.operation.lag import Lag
from shared.operation.look import Relayed, relayed, status
from shared.operation.status import Status
from shared.rowstore.errors import NothingProjected, RowsOutdated
from shared.rowstore.store import RowStore
from shared.transport.topics import Topic

ANSWER_SECONDS = 3.0
"""A look is small: a database that takes longer is not well, and a line that is dead is soon made anew."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the database found. `relayed` where it was asked for: then the lag is the relay's.

    `unreadable` says why this program cannot read the rows, and what to do; None where it can.
    """

    status: Status
    relayed: Relayed | None = None
    has_room: bool = True
    unreadable: str | None = None

    @property
    def position(self) -> int:
        return self.relayed.position if self.relayed else self.status.position

    @property
    def facts_behind(self) -> int:
        return sum(lag.facts for lag in self._lags())

    @property
    def seconds_behind(self) -> float:
        return max((lag.seconds for lag in self._lags()), default=0.0)

    def _lags(self) -> Sequence[Lag]:
        return self.relayed.partitions if self.relayed else self.status.partitions


@contextmanager
def database(
    url: str, topic: Topic, incarnation: Callable[[], str | None] = lambda: None
) -> Iterator[Callable[[], Seen]]:
    """Connects; what it gives looks each time it is called.

    `incarnation` is asked for the present life of the topic; where it gives one, the relay's progress is looked at.
    """
    with (
        EventLog.open(url, create_missing=False, answer_seconds=ANSWER_SECONDS) as log,
        RowStore(url, answer_seconds=ANSWER_SECONDS) as store,
    ):
        ends = Ends(log)

        def look() -> Seen:
            living = incarnation()
            how_far = relayed(log, topic, living, ends) if living else None
            return Seen(status(log, store, topic, ends), how_far, log.has_room(), _unreadable(store))

        yield look


def _unreadable(store: RowStore) -> str | None:
    try:
        store.live()
    except (NothingProjected, RowsOutdated) as error:
        return str(error)
    return None
