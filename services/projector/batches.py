"""Facts in, batch by batch: rows written and bookmarks moved, all of a batch or nothing.

While one batch is being written the next is folded, on top of what is not confirmed yet. Batches are written one after
another; what befalls one is known before the next is begun.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from time import perf_counter

from services.projector.accept import Next
from services.projector.aside import Aside, Begun
from services.projector.folded import Folded, batch_of
from services.projector.folding import Folding
from services.projector.parked import tell
from services.projector.ports import WrittenRows
from services.projector.projected import Projected
from services.projector.stream import StreamWork, by_stream, wait
from shared.domain.recorded import StoredFact
from shared.rowstore.batch import Parked
from shared.rowstore.errors import RowsRefused
from shared.rowstore.generations import Generation

Progress = Callable[[int], None]
"""Is told the position reached."""


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A batch that is being written. `moved`: its bookmarks, from and to."""

    folded: Folded
    moved: Mapping[int, tuple[int, int]]
    writing: Begun


class Batches:
    """Of one generation, from `bookmarks` on. `blocked`: of each parked stream, the position that holds it up.

    Raises Fenced; after that, or any other error, what this one believes may no longer be so.
    """

    def __init__(
        self,
        store: WrittenRows,
        generation: Generation,
        folding: Folding,
        bookmarks: dict[int, int],
        blocked: dict[str, int],
        discarded: Container[int],
        aside: Aside,
        facts_per_batch: int,
    ) -> None:
        self.bookmarks = bookmarks
        self.blocked = blocked
        self._store = store
        self._generation = generation
        self._folding = folding
        self._discarded = discarded
        self._aside = aside
        self._facts_per_batch = facts_per_batch
        self._under_way: _UnderWay | None = None
        self._done = Projected()

    def project(self, facts: Iterator[Next], progress: Progress | None = None) -> Projected:
        """Durable when it returns. `progress` is told after each batch."""
        self._done = Projected()
        try:
            while some := list(islice(facts, self._facts_per_batch)):
                folded = self._fold(some)
                if not self._settle(progress):
                    folded = self._fold(some)
                self._begin(folded)
                if folded.parked():
                    self._settle(progress)
            self._settle(progress)
        finally:
            self._let_go()
        return self._done

    def remember(self, work: StreamWork) -> None:
        """That the work is written."""
        self._folding.keep(work)
        self._heed_parked(work)

    def _heed_parked(self, work: StreamWork) -> None:
        if work.parked and work.stream not in self.blocked:
            self._block(work.parked[0])

    def _fold(self, facts: Sequence[Next]) -> Folded:
        begun = perf_counter()
        # Hardly ever is any fact discarded.
        told = [each for each in facts if each[1].position not in self._discarded] if self._discarded else facts
        work = [self._work_on(partition, told) for partition, told in by_stream(told)]
        return Folded(facts, told, work, perf_counter() - begun)

    def _work_on(self, partition: int, facts: Sequence[StoredFact]) -> StreamWork:
        stream = facts[0].stream
        if stream in self.blocked:
            return StreamWork(stream, parked=wait(partition, facts, f"waits behind position {self.blocked[stream]}"))
        return self._folding.fold(partition, facts)

    def _begin(self, folded: Folded) -> None:
        """The next batch is folded as if this one were written."""
        after = folded.after()
        moved = {partition: (self.bookmarks[partition], position) for partition, position in after.items()}
        batch = batch_of(self._generation, moved, folded.work, self.blocked)
        self._under_way = _UnderWay(folded, moved, self._aside(partial(self._store.commit, batch)))
        self.bookmarks |= after
        for each in folded.work:
            self._folding.keep(each)

    def _settle(self, progress: Progress | None) -> bool:
        """Whether what is under way, if anything, is written as it was folded; else some of its rows were refused."""
        if self._under_way is None:
            return True
        begun, under_way, self._under_way = perf_counter(), self._under_way, None
        folded, written = under_way.folded, under_way.folded
        try:
            under_way.writing.wait()
        except RowsRefused:
            written = replace(folded, work=[self._folding.or_parked(each, folded.told) for each in folded.work])
            self._store.commit(batch_of(self._generation, under_way.moved, written.work, self.blocked))
        for each in written.work:
            # What is written as it was folded is kept since it was begun.
            (self._heed_parked if written is folded else self.remember)(each)
        self._done = self._done.plus(written.told_of(perf_counter() - begun))
        if progress:
            progress(written.position)
        return written is folded

    def _let_go(self) -> None:
        """Nobody else may use the store as long as it is in use."""
        if self._under_way is not None:
            self._under_way.writing.let_go()
            self._under_way = None

    def _block(self, first: Parked) -> None:
        """Told once, however many facts come to wait behind it."""
        self.blocked[first.stream] = first.position
        tell(first)
