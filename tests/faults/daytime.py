"""What goes on in the daytime, each in a thread: facts arrive and are projected, and somebody reads all the while."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from services.projector.run import Projection
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.eventlog.log import EventLog
from shared.readmodels import FEEDS, FOLLOWED, MEETINGS, SET_ASIDE, TICKETS
from shared.rowstore.completeness import Completeness
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of
from shared.transport.memory import MemoryBroker
from shared.transport.topics import CHANGE_EVENTS

ARRIVING_PER_SECOND, LOTS_PER_SECOND = 100, 10
TOPIC, PARTITIONS = CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count
OF_THE_FEED = {model.name for model in (TICKETS, FEEDS, SET_ASIDE, FOLLOWED)}


class Arrivals:
    """So many facts a second are recorded and projected; the longest that one lot of them took is kept."""

    def __init__(self, url: str, told: Sequence[Entry[AnyFact]]) -> None:
        self._url, self._told = url, told
        self.count, self.longest_seconds = 0, 0.0

    def run(self, stop: Event) -> None:
        turn, begun, size = 0, monotonic(), ARRIVING_PER_SECOND // LOTS_PER_SECOND
        with EventLog.open(self._url) as log, RowStore(self._url) as store:
            projection = Projection(MemoryBroker().subscription("arrivals"), log, store, TOPIC, PARTITIONS)
            while not stop.wait(max(0.0, begun + turn / LOTS_PER_SECOND - monotonic())):
                started, lot = monotonic(), self._told[self.count : self.count + size]
                assert lot, "the arrivals ran dry before the test was over: give them more"
                log.import_entries(lot)
                projection.catch_up()
                self.count += len(lot)
                self.longest_seconds = max(self.longest_seconds, monotonic() - started)
                turn += 1


def keys_of_all(store: RowStore, position: int) -> dict[str, set[str]]:
    """But for those of the feed: no made-up history tells of tickets."""
    of_all = store.load_all(position).by_model.items()
    return {model: set(rows) for model, rows in of_all if model not in OF_THE_FEED}


def keys_of_meetings(store: RowStore, position: int) -> dict[str, set[str]]:
    """Few, so that they are read often."""
    return {MEETINGS.name: set(store.load(MEETINGS, position))}


class Reader:
    """Reads rows as they stood at a position, again and again; each time there must be the same ones."""

    def __init__(
        self, url: str, position: int, read: Callable[[RowStore, int], dict[str, set[str]]], pause_seconds: float
    ) -> None:
        self._url, self._position, self._read, self._pause_seconds = url, position, read, pause_seconds
        self.generations: set[int] = set()
        self.longest_seconds = 0.0

    def run(self, stop: Event) -> None:
        with EventLog.open(self._url) as log, RowStore(self._url) as store:
            completeness, first = Completeness(store, log, partition_of), self._read(store, self._position)
            assert all(first.values())
            while not stop.wait(self._pause_seconds):
                started = monotonic()
                completeness.wait(self._position, timeout_seconds=5)
                assert self._read(store, self._position) == first
                self.generations.add(store.live().id)
                self.longest_seconds = max(self.longest_seconds, monotonic() - started)


@contextmanager
def at_work(*works: Callable[[Event], None]) -> Iterator[None]:
    """Each in a thread of its own while the block runs; what fails in one fails here."""
    stop, failed = Event(), list[BaseException]()

    def run(work: Callable[[Event], None]) -> None:
        try:
            work(stop)
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]
