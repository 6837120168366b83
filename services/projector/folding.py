"""What facts of a stream come to: as far as they can be folded, and as PostgreSQL takes their rows."""

from collections.abc import Container, Sequence

from services.projector.limited import EarlierUnfit, work_within
from services.projector.ports import FactLog, WrittenRows
from services.projector.stream import StreamWork, park
from services.projector.streams import StreamsAtHand
from services.projector.versions import merged
from shared.domain.recorded import StoredFact
from shared.rowstore.batch import Batch
from shared.rowstore.generations import Generation


class Folding:
    """For the rows of one generation. A fact is granted `fold_seconds`; those at `discarded` are passed over."""

    def __init__(
        self,
        store: WrittenRows,
        facts: FactLog,
        generation: Generation,
        discarded: Container[int],
        fold_seconds: float,
    ) -> None:
        self._store = store
        self._generation = generation
        self._fold_seconds = fold_seconds
        self._streams = StreamsAtHand(store.models, facts, discarded=discarded, fold_seconds=fold_seconds)

    def fold(self, partition: int, told: Sequence[StoredFact], attempts: int = 1) -> StreamWork:
        """The next facts of a stream, up to the first that cannot be folded; that one and those behind are parked."""
        try:
            before = self._streams.before(told[0])
        except EarlierUnfit as unfit:
            return StreamWork(told[0].stream, parked=park(partition, told, str(unfit), attempts))
        return work_within(self._fold_seconds, self._store.models, partition, before, told, attempts)

    def fold_again(self, partition: int, told: Sequence[StoredFact], attempts: int) -> StreamWork:
        """What was parked before; PostgreSQL may refuse its rows again."""
        work = self.fold(partition, told, attempts)
        return work if self._refusal(work) is None else self._as_far_as_taken(partition, told, attempts)

    def or_parked(self, work: StreamWork, told: Sequence[tuple[int, StoredFact]]) -> StreamWork:
        """The work on a stream, as far as PostgreSQL takes its rows. `told` may hold facts of other streams too."""
        if self._refusal(work) is None:
            return work
        mine = [(partition, fact) for partition, fact in told if fact.stream == work.stream]
        return self._as_far_as_taken(mine[0][0], [fact for _, fact in mine])

    def keep(self, work: StreamWork) -> None:
        """The next fact of the stream is folded from here."""
        self._streams.keep(work.stream, work.standing)

    def _as_far_as_taken(self, partition: int, told: Sequence[StoredFact], attempts: int = 1) -> StreamWork:
        """Up to the first fact with which PostgreSQL refuses the rows; that one and those behind it are parked.

        Where a stream is parked must not hang on which of its facts came in one batch.
        """
        taken = StreamWork(told[0].stream)
        for number, fact in enumerate(told, 1):
            work = self.fold(partition, told[:number], attempts)
            if (refusal := self._refusal(work)) is not None:
                parked = park(partition, told[number - 1 :], refusal, attempts)
                return StreamWork(fact.stream, taken.standing, taken.changes, parked)
            taken = work
        return taken

    def _refusal(self, work: StreamWork) -> str | None:
        return self._store.refusal(Batch(self._generation.id, {}, merged([work.changes])))
