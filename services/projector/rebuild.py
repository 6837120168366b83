"""Making all rows again from the log, beside the live ones; then the list of what differs; then the swap."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

import structlog

from services.projector.compare import Rebuilt, compared
from services.projector.fill import Filled, Filling, portions
from services.projector.fillers import Fillers, FillersFor, Index, by_itself, side_by_side
from services.projector.parked import tell_news
from services.projector.ports import FilledRows, RebuiltRows, WholeLog
from services.projector.project import Projector
from shared.logs import LogEvent
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.batch import Batch
from shared.rowstore.schema import HALVES
from shared.rowstore.store import RowStore

Progress = Callable[[int], None]
"""Told the position that would be reached, if the log were gone through in its order."""

Found = Callable[[Rebuilt], None]
"""Told what differs, before anything becomes live."""

log = structlog.get_logger()


class DiscardedMeanwhile(Exception):
    """A fact was discarded while rows were made that may hold it."""


def rebuild(
    url: str,
    facts: WholeLog,
    topic: str,
    partitions: int,
    *,
    only_compare: bool = False,
    progress: Progress | None = None,
    found: Found | None = None,
    models: Sequence[ReadModel[Any]] = READ_MODELS,
    processes: int = 1,
) -> Rebuilt:
    """Replays the log into fresh rows in the database at `url`, and makes them live unless `only_compare`.

    Until then the live rows are read and written as ever, and a rebuild that dies leaves them untouched. Nothing is
    sent anywhere. With more than one of `processes`, the log is that of the same database and the models are
    READ_MODELS. Raises RebuildRunning when another is at it.
    """
    # What is asked of all rows at once takes as long as it takes.
    with RowStore(url, models, answer_seconds=None) as store, RowStore(url, models) as writer:
        fillers = partial(side_by_side, url, processes) if processes > 1 else partial(by_itself, store, facts)
        return rebuild_beside(
            store,
            writer,
            facts,
            topic,
            partitions,
            fillers=fillers,
            only_compare=only_compare,
            progress=progress,
            found=found,
        )


def rebuild_beside(
    store: RebuiltRows,
    writer: FilledRows,
    facts: WholeLog,
    topic: str,
    partitions: int,
    *,
    fillers: FillersFor | None = None,
    only_compare: bool = False,
    progress: Progress | None = None,
    found: Found | None = None,
) -> Rebuilt:
    """As `rebuild`; `writer` is another way to the same rows, since `store` is held during the swap.

    A fact that an operator discards meanwhile may be in the fresh rows already: then all is made once more.
    """
    fillers = fillers or partial(by_itself, store, facts)
    work = _Work(store, writer, facts, fillers, progress or (lambda position: None), found or (lambda rebuilt: None))
    while True:
        with suppress(DiscardedMeanwhile):
            fresh = store.begin_rebuild(topic, partitions)
            return work.rebuild(Filling(fresh, facts.head(), store.discarded()), only_compare)


@dataclass(frozen=True, slots=True)
class _Work:
    """Who does what in a rebuild."""

    store: RebuiltRows
    writer: FilledRows
    facts: WholeLog
    fillers: FillersFor
    progress: Progress
    found: Found

    def rebuild(self, filling: Filling, only_compare: bool) -> Rebuilt:
        """The fresh generation holds nothing yet."""
        # From when the fresh one was begun, nobody else makes another live.
        live, fresh = self.store.live_if_any(), filling.generation
        projector, replayed = self._replayed(filling)
        parked = self.store.parked(fresh)
        tell_news(parked, self.store.parked(live) if live else ())
        done = compared(self.store, self.facts, live, fresh, replayed, len(parked))
        log.info(LogEvent.ROWS_REBUILT, generation=fresh.id, facts=replayed, differences=done.differing)
        self.found(done)
        if only_compare:
            self.store.discard(fresh)
        else:
            # Almost all of it is done before anyone has to wait, and the rest while nobody can add to it.
            projector.catch_up()
            log.info(LogEvent.ROWS_SWAPPED, generation=fresh.id, seconds=round(self._swap(projector, filling), 4))
        return done

    def _swap(self, projector: Projector, filling: Filling) -> float:
        """For how many seconds projecting stood still: from when all bookmarks were held until others may move them."""
        held_at = perf_counter()

        def catch_up() -> None:
            nonlocal held_at
            held_at = perf_counter()
            self._catch_up_for_the_swap(projector, filling)

        self.store.swap(filling.generation, catch_up)
        return perf_counter() - held_at

    def _replayed(self, filling: Filling) -> tuple[Projector, int]:
        """The log up to now, stream by stream; then what came meanwhile, in its order; and how many facts it was."""
        with self.fillers(filling) as fillers:
            filled = self._filled(filling, fillers)
            # The halves with the most rows first.
            list(fillers.each(Index(model.name, half) for half in HALVES for model in self.store.models))
        moved = {partition: (0, end) for partition, end in filled.ends.items()}
        self.writer.commit(Batch(filling.generation.id, moved, {}, filled.parked))
        projector = Projector(self.writer, self.facts, filling.generation)
        projector.retry(moved, tried=False)
        return projector, filled.facts + projector.catch_up().facts

    def _filled(self, filling: Filling, fillers: Fillers) -> Filled:
        tasks = list(portions(list(self.facts.streams(filling.upto)), filling.upto))
        filled = Filled()
        for number, portion in enumerate(fillers.each(tasks), 1):
            filled = filled.plus(portion)
            self.progress(filling.upto * number // len(tasks))
        return filled

    def _catch_up_for_the_swap(self, projector: Projector, filling: Filling) -> None:
        """Nobody can project or discard meanwhile."""
        projector.catch_up()
        if not heeds_every_discard(self.writer, filling):
            raise DiscardedMeanwhile


def heeds_every_discard(rows: FilledRows, filling: Filling) -> bool:
    """Whether no fact was discarded since the filling began."""
    return rows.discarded() <= filling.discarded
