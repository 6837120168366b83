"""Projecting: facts in, row versions written, bookmarks moved; all of a batch or nothing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from time import perf_counter

import structlog

from services.projector.accept import Acceptance, Next
from services.projector.limited import FOLD_SECONDS, EarlierUnfit, work_within
from services.projector.parked import tell
from services.projector.ports import FactLog, WrittenRows
from services.projector.projected import Projected
from services.projector.stream import StreamWork, by_stream, park, wait
from services.projector.streams import StreamsAtHand
from services.projector.versions import merged
from shared.domain.recorded import StoredFact
from shared.logs import LogEvent
from shared.rowstore.batch import Batch, Parked
from shared.rowstore.errors import NotParked, RowsRefused
from shared.rowstore.generations import Generation
from shared.rowstore.journal import Deed
from shared.transport.carried import Received, partition_of

FACTS_PER_BATCH = 1_000
"""In one transaction, at most."""

log = structlog.get_logger()


class Projector:
    """Projects into one generation, from where its bookmarks are. Not for many threads.

    Exactly once in effect: a fact that comes again is dropped, one that is missing is read from the log, and a
    bookmark that another has moved refuses the batch (Fenced): then begin anew, with a new Projector. So too after
    any other error: what this one believes may no longer be so. A fact is granted `fold_seconds` of processor time.
    """

    def __init__(
        self, store: WrittenRows, facts: FactLog, generation: Generation, *, fold_seconds: float = FOLD_SECONDS
    ) -> None:
        self.generation = generation
        self._fold_seconds = fold_seconds
        self._store = store
        self._facts = facts
        # The order matters while others are at work. What is parked after the bookmarks were read has moved one of
        # them; what is discarded after it was found parked is parked no longer: either way the batch is refused.
        # A generation that was retired a moment ago has no bookmarks: then it is refused too.
        self._bookmarks = dict.fromkeys(range(generation.partitions), 0) | store.bookmarks(generation)
        self._blocked = {parked.stream: parked.position for parked in reversed(store.parked(generation))}
        self._discarded = store.discarded()
        self._streams = StreamsAtHand(store.models, facts, discarded=self._discarded, fold_seconds=fold_seconds)

    def project(self, received: Sequence[Received]) -> Projected:
        """Projects what the broker brought. Durable when it returns. Raises Fenced."""
        acceptance = self._acceptance()
        projected = self._project(acceptance, acceptance.accept(received))
        if projected.repeats:
            log.info(LogEvent.REPEATS_DROPPED, records=projected.repeats)
        if projected.refilled:
            log.warning(LogEvent.GAP_FILLED, facts=projected.refilled)
        return projected

    def catch_up(self, until: int | None = None, progress: Callable[[int], None] | None = None) -> Projected:
        """Projects straight from the log what is not projected yet, up to position `until`. Raises Fenced.

        `progress` is told the position reached, after each batch.
        """
        acceptance = self._acceptance()
        return self._project(acceptance, acceptance.catch_up(until), progress)

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
            raise NotParked
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
        work = self._tried_again(partition, told, waiting[0].attempts + 1) if told else StreamWork(stream)
        mark = self._bookmarks[partition]
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
        del self._blocked[stream]
        self._remember([work])
        if not work.parked:
            log.info(LogEvent.STREAM_UNPARKED, stream=stream, facts=len(told))
        return len(told) - len(work.parked)

    def _tried_again(self, partition: int, told: Sequence[StoredFact], attempts: int) -> StreamWork:
        """What the facts come to now; PostgreSQL may refuse their rows again."""
        work = self._folded(partition, told, attempts)
        return work if self._refusal(work) is None else self._as_far_as_taken(partition, told, attempts)

    def _as_far_as_taken(self, partition: int, told: Sequence[StoredFact], attempts: int = 1) -> StreamWork:
        """Up to the first fact with which PostgreSQL refuses the rows; that one and those behind it are parked.

        Where a stream is parked must not hang on which of its facts came in one batch.
        """
        taken = StreamWork(told[0].stream)
        for number, fact in enumerate(told, 1):
            work = self._folded(partition, told[:number], attempts)
            if (refusal := self._refusal(work)) is not None:
                parked = park(partition, told[number - 1 :], refusal, attempts)
                return StreamWork(fact.stream, taken.standing, taken.changes, parked)
            taken = work
        return taken

    def _refusal(self, work: StreamWork) -> str | None:
        return self._store.refusal(Batch(self.generation.id, {}, merged([work.changes])))

    def _acceptance(self) -> Acceptance:
        count = self.generation.partitions
        return Acceptance(self._facts, lambda stream: partition_of(stream, count), dict(self._bookmarks))

    def _project(
        self, acceptance: Acceptance, facts: Iterator[Next], progress: Callable[[int], None] | None = None
    ) -> Projected:
        done, parked = 0, 0
        while batch := list(islice(facts, FACTS_PER_BATCH)):
            done += len(batch)
            parked += self._project_batch(batch)
            if progress:
                progress(batch[-1][1].position)
        counts = acceptance.counts
        return Projected(done, counts.repeats, counts.refilled, parked)

    def _project_batch(self, facts: Sequence[Next]) -> int:
        begun = perf_counter()
        told = [each for each in facts if each[1].position not in self._discarded]
        work = [self._work_on(partition, told) for partition, told in by_stream(told)]
        after = {partition: fact.position for partition, fact in facts}
        moved = {partition: (self._bookmarks[partition], position) for partition, position in after.items()}
        try:
            self._store.commit(self._batch(moved, work))
        except RowsRefused:
            work = [self._or_parked(each, told) for each in work]
            self._store.commit(self._batch(moved, work))
        self._bookmarks |= after
        self._remember(work)
        parked = sum(len(each.parked) for each in work)
        log.info(
            LogEvent.BATCH_PROJECTED,
            facts=len(facts),
            position=facts[-1][1].position,
            parked=parked,
            seconds=round(perf_counter() - begun, 4),
        )
        return parked

    def _work_on(self, partition: int, facts: Sequence[StoredFact]) -> StreamWork:
        stream = facts[0].stream
        if stream in self._blocked:
            reason = f"waits behind position {self._blocked[stream]}"
            return StreamWork(stream, parked=wait(partition, facts, reason))
        return self._folded(partition, facts)

    def _folded(self, partition: int, told: Sequence[StoredFact], attempts: int = 1) -> StreamWork:
        try:
            before = self._streams.before(told[0])
        except EarlierUnfit as unfit:
            return StreamWork(told[0].stream, parked=park(partition, told, str(unfit), attempts))
        return work_within(self._fold_seconds, self._store.models, partition, before, told, attempts)

    def _or_parked(self, work: StreamWork, told: Sequence[Next]) -> StreamWork:
        """The work on a stream, as far as PostgreSQL takes its rows."""
        if self._refusal(work) is None:
            return work
        mine = [(partition, fact) for partition, fact in told if fact.stream == work.stream]
        return self._as_far_as_taken(mine[0][0], [fact for _, fact in mine])

    def _batch(self, moved: dict[int, tuple[int, int]], work: Sequence[StreamWork]) -> Batch:
        parked = [parked for each in work for parked in each.parked]
        behind = {self._blocked[each.stream] for each in work if each.stream in self._blocked}
        changes = merged([each.changes for each in work])
        return Batch(self.generation.id, moved, changes, parked, list(behind))

    def _remember(self, work: Sequence[StreamWork]) -> None:
        for each in work:
            self._streams.keep(each.stream, each.standing)
            if each.parked and each.stream not in self._blocked:
                self._block(each.parked[0])

    def _block(self, first: Parked) -> None:
        """Told once, however many facts come to wait behind it."""
        self._blocked[first.stream] = first.position
        tell(first)
