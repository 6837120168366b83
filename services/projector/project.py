"""Projecting: facts in, row versions written, bookmarks moved; all of a batch or nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import structlog

from services.projector.accept import Acceptance
from services.projector.aside import Aside, InTurn
from services.projector.batches import Batches, Progress
from services.projector.folding import Folding
from services.projector.limited import FOLD_SECONDS
from services.projector.ports import FactLog, WrittenRows
from services.projector.projected import Projected
from services.projector.stream import StreamWork
from services.projector.versions import merged
from shared.logs import LogEvent
from shared.rowstore.batch import Batch, Parked
from shared.rowstore.errors import NotParked
from shared.rowstore.generations import Generation
from shared.rowstore.journal import Deed
from shared.transport.carried import Received, partition_of

FACTS_PER_BATCH = 3_500
"""In one transaction, at most."""

log = structlog.get_logger()


class Projector:
    """Projects into one generation, from where its bookmarks are. Not for many threads.

    Exactly once in effect: a fact that comes again is dropped, one that is missing is read from the log, and a
    bookmark that another has moved refuses the batch (Fenced): then begin anew, with a new Projector. So too after
    any other error: what this one believes may no longer be so. A fact is granted `fold_seconds` of processor time.
    `aside` is how the rows of one batch are written while the next is folded.
    """

    def __init__(
        self,
        store: WrittenRows,
        facts: FactLog,
        generation: Generation,
        *,
        fold_seconds: float = FOLD_SECONDS,
        facts_per_batch: int = FACTS_PER_BATCH,
        aside: Aside = InTurn,
    ) -> None:
        self.generation = generation
        self._store = store
        self._facts = facts
        # The order matters while others are at work. What is parked after the bookmarks were read has moved one of
        # them; what is discarded after it was found parked is parked no longer: either way the batch is refused.
        # A generation that was retired a moment ago has no bookmarks: then it is refused too.
        bookmarks = dict.fromkeys(range(generation.partitions), 0) | store.bookmarks(generation)
        blocked = {parked.stream: parked.position for parked in reversed(store.parked(generation))}
        self._discarded = store.discarded()
        self._folding = Folding(store, facts, generation, self._discarded, fold_seconds)
        self._batches = Batches(
            store, generation, self._folding, bookmarks, blocked, self._discarded, aside, facts_per_batch
        )

    def project(self, received: Iterable[Received]) -> Projected:
        """Projects what the broker brought. Durable when it returns. Raises Fenced."""
        acceptance = self._acceptance()
        projected = acceptance.counted(self._batches.project(acceptance.accept(received)))
        if projected.repeats:
            log.info(LogEvent.REPEATS_DROPPED, records=projected.repeats)
        if projected.refilled:
            log.warning(LogEvent.GAP_FILLED, facts=projected.refilled)
        return projected

    def catch_up(self, until: int | None = None, progress: Progress | None = None) -> Projected:
        """Projects straight from the log what is not projected yet, up to position `until`. Raises Fenced."""
        acceptance = self._acceptance()
        return acceptance.counted(self._batches.project(acceptance.catch_up(until), progress))

    def retry(self, partitions: Collection[int], *, tried: bool = True) -> Projected:
        """Tries once more what is parked in `partitions`: a mended version may understand it. Raises Fenced.

        Without those streams that were `tried` before, if so wished.
        """
        parked: dict[str, list[Parked]] = defaultdict(list)
        for each in self._parked():
            if each.partition in partitions and (tried or not each.attempts):
                parked[each.stream].append(each)
        return Projected(facts=sum(self._retry(stream, waiting) for stream, waiting in parked.items()))

    def mend(self, deed: Deed) -> int:
        """Tries once more what is parked of one stream, without the fact that a discard passes over.

        How many facts were projected. The deed is recorded with what it brings about, or neither is. Raises Fenced,
        and NotParked when the deed's fact is not the one at which its stream is held up.
        """
        waiting = [each for each in self._parked() if each.stream == deed.stream]
        if not waiting or waiting[0].position != deed.position:
            raise NotParked(
                f"{deed.stream} is not held up at position {deed.position}: "
                f"see what is parked of it by `secchange quarantine show {deed.stream}`"
            )
        if deed.kind == "discard":
            self._discarded.add(deed.position)
        return self._retry(deed.stream, waiting, deed)

    def _parked(self) -> Sequence[Parked]:
        """What is parked now, with what is discarded by now: what was passed over a moment ago is not tried again."""
        parked = self._store.parked(self.generation)
        self._discarded |= self._store.discarded()
        return parked

    def _retry(self, stream: str, waiting: Sequence[Parked], deed: Deed | None = None) -> int:
        positions, partition = {each.position for each in waiting}, waiting[0].partition
        told = [
            fact
            for fact in self._facts.stored_history(stream)
            if fact.position in positions and fact.position not in self._discarded
        ]
        work = self._folding.fold_again(partition, told, waiting[0].attempts + 1) if told else StreamWork(stream)
        mark = self._batches.bookmarks[partition]
        self._store.commit(
            Batch(
                self.generation.id,
                {partition: (mark, mark)},
                merged([work.changes]),
                work.parked,
                unparked=list(positions),
                deed=deed,
            )
        )
        del self._batches.blocked[stream]
        self._batches.remember(work)
        if not work.parked:
            log.info(LogEvent.STREAM_UNPARKED, stream=stream, facts=len(told))
        return len(told) - len(work.parked)

    def _acceptance(self) -> Acceptance:
        count = self.generation.partitions
        return Acceptance(self._facts, lambda stream: partition_of(stream, count), dict(self._batches.bookmarks))
