"""Whether the rows hold everything that the log says up to a position. The log is asked, not the relay."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic, sleep
from typing import Protocol

from shared.domain.recorded import StoredFact
from shared.rowstore.errors import NotComplete
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore

LOOK_EVERY_SECONDS = 0.01
_PAGE = 1_000


class Log(Protocol):
    """What is asked of the log: the first `limit` facts above `after`, ascending by position."""

    def read(self, after: int, limit: int) -> Sequence[StoredFact]: ...


class Completeness:
    """A position is complete when every fact up to it is at or below its partition's bookmark, and none is parked.

    `partition_of` gives a stream's partition among so many. Keeps what it has seen, since bookmarks only rise.
    """

    def __init__(self, store: RowStore, log: Log, partition_of: Callable[[str, int], int]) -> None:
        self._store = store
        self._log = log
        self._partition_of = partition_of
        self._seen = (0, 0)  # generation, and the position up to which it is known to hold everything

    def wait(self, position: int, timeout_seconds: float) -> None:
        """Returns when `position` is complete. Raises NotComplete when it is not in time, or a fact is parked."""
        deadline = monotonic() + timeout_seconds
        while (missing := self.missing(position)) is not None:
            if monotonic() > deadline or missing.startswith("parked"):
                raise NotComplete(f"position {position} is not complete: {missing}")
            sleep(LOOK_EVERY_SECONDS)

    def missing(self, position: int) -> str | None:
        """In one line what the live rows lack of the log up to `position`; None when it is complete."""
        live = self._store.live()
        # In this order: what is parked later than this is above these bookmarks.
        bookmarks = self._store.bookmarks(live)
        parked = [parked for parked in self._store.parked(live) if parked.position <= position]
        if parked:
            first = parked[0]
            return (
                f"parked: {len(parked)}, the first at position {first.position} in stream {first.stream} "
                f"({first.reason})"
            )
        behind = self._behind(live, bookmarks, position)
        return f"{behind.id} at position {behind.position} is not projected yet" if behind else None

    def _behind(self, live: Generation, bookmarks: Mapping[int, int], position: int) -> StoredFact | None:
        """The first fact up to `position` that its partition's bookmark has not reached."""
        # There are no bookmarks if the generation was retired a moment ago.
        generation, seen = self._seen
        after = max(min(bookmarks.values(), default=0), seen if generation == live.id else 0)
        while after < position and (page := self._log.read(after, _PAGE)):
            for fact in page:
                if fact.position > position:
                    return None
                if fact.position > bookmarks.get(self._partition_of(fact.stream, live.partitions), 0):
                    return fact
                after = fact.position
                self._seen = (live.id, after)
        return None
