"""The reporter as a service: what a request sees, over the log and the row store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from services.reporter.assemble import assemble
from services.reporter.load import load
from services.reporter.report import Report
from services.reporter.rows import RowSource
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.rowstore.completeness import Completeness
from shared.rowstore.on_demand import RowsOnDemand
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of

READERS = 4
"""Requests served at the same time; further ones wait their turn."""
WAIT_FOR_ROWS_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class AtPosition:
    """Everything projected up to `position`."""

    position: int
    log: EventLog
    store: RowStore

    def rows(self, modification: str | None = None) -> RowSource:
        return RowsOnDemand(self.store, self.position, modification)

    def history(self, stream: str) -> Sequence[Recorded]:
        return self.log.history(stream, upto=self.position)

    def report(self, month: Month) -> Report:
        return assemble(load(self.store, month, self.position))


class Readers:
    """A few connections to the rows, lent to one request each. Close it when no request is under way."""

    def __init__(self, url: str, log: EventLog) -> None:
        self._url = url
        self._log = log
        self._idle: SimpleQueue[RowStore] = SimpleQueue()
        for _ in range(READERS):
            self._idle.put(RowStore(url))

    @contextmanager
    def now(self) -> Iterator[AtPosition]:
        """Everything in the log as it is now. Raises NotComplete when the rows do not follow in time."""
        store = self._idle.get()
        try:
            if not store.answers():
                # As after a restart of the database. Where it is away still, this raises, and the next one tries.
                store.close()
                store = RowStore(self._url)
            position = self._log.head()
            Completeness(store, self._log, partition_of).wait(position, WAIT_FOR_ROWS_SECONDS)
            yield AtPosition(position, self._log, store)
        finally:
            self._idle.put(store)

    def close(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()
