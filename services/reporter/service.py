"""The reporter as a service: what a request sees, over the log and the row store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from queue import Empty, SimpleQueue

from services.reporter.assemble import assemble
from services.reporter.explain.explainer import Explainer
from services.reporter.listings.find import named, unknown
from services.reporter.load import load
from services.reporter.press import explaining, trails
from services.reporter.press.press import Archive
from services.reporter.report import Report
from services.reporter.rows import RowSource
from services.reporter.trail_document.document import TrailDocument
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.issued.store import IssuedStore
from shared.readmodels import REGISTER
from shared.rowstore.completeness import Completeness
from shared.rowstore.on_demand import RowsOnDemand
from shared.rowstore.store import RowStore
from shared.trailstore.errors import NothingSigned
from shared.trailstore.trail import Trail
from shared.transport.carried import partition_of

READERS = 4
"""Requests served at the same time; further ones wait their turn."""
WAIT_FOR_ROWS_SECONDS = 5.0


@dataclass(frozen=True)
class Places:
    """Where papers and proofs are: the database, and the folders of keys and of checkpoints outside of it."""

    url: str
    keys: Path | None = None
    checkpoints: Path | None = None

    @cached_property
    def issued(self) -> IssuedStore:
        """Opened when somebody first asks for a paper that is out."""
        return IssuedStore(self.url)

    def trail(self) -> Trail:
        """To be closed. Raises NothingSigned where this service was told of no folders."""
        if self.keys is None or self.checkpoints is None:
            raise NothingSigned
        return Trail(self.url, self.keys, self.checkpoints)

    def close(self) -> None:
        if "issued" in self.__dict__:
            self.issued.close()


@dataclass(frozen=True, slots=True)
class AtPosition:
    """Everything projected up to `position`."""

    position: int
    log: EventLog
    store: RowStore
    places: Places

    @property
    def archive(self) -> Archive:
        return Archive(self.log, self.store, self.places.issued)

    def rows(self, modification: str | None = None) -> RowSource:
        return RowsOnDemand(self.store, self.position, modification)

    def history(self, stream: str) -> Sequence[Recorded]:
        return self.log.history(stream, self.position, passed_over=self.store.discarded())

    def report(self, month: Month) -> Report:
        return assemble(load(self.store, month, self.position))

    def explainer(self, month: Month) -> Explainer:
        view = load(self.store, month, self.position)
        return explaining.explainer_of(self.log, self.store, view, self.position)

    def trail(self, ref: str) -> TrailDocument:
        """Up to the last checkpoint that was signed: whoever looks has nothing signed by that. Raises TrailError."""
        with self.places.trail() as kept:
            note = kept.last_signed()
            if note is None:
                raise NothingSigned
            then = replace(self, position=kept.keys().accepted(note).position)
            history = then.history(named(ref))
            if not history:
                raise unknown(ref, then.rows().of(REGISTER))
            return trails.document_of(ref, then, history, kept, note)


class Readers:
    """A few connections to the rows, lent to one request each. Close it when no request is under way."""

    def __init__(self, url: str, log: EventLog, keys: Path | None = None, checkpoints: Path | None = None) -> None:
        """`keys` and `checkpoints`: the folders that tell of the trail; nothing is made or signed there."""
        self._url = url
        self._log = log
        self._places = Places(url, keys, checkpoints)
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
            yield AtPosition(position, self._log, store, self._places)
        finally:
            self._idle.put(store)

    def close(self) -> None:
        self._places.close()
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()
