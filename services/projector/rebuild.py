"""Making all rows again from the log, beside the live ones; then the list of what differs; then the swap."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog

from services.projector.accept import Acceptance
from services.projector.ports import FactLog, RebuiltRows, WrittenRows
from services.projector.project import Projector
from shared.domain.recorded import StoredFact
from shared.logs import LogEvent
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.differences import Difference, Differences
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of

DIFFERENCES_LISTED = 1_000
"""Of each read model, at most."""

Progress = Callable[[int], None]
"""Told the position that the rebuild has reached, after each batch."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found. `compared_at`: the position at which the two were compared; None with no live rows.

    `differences` lists the first thousand of each read model, `differing` counts them all. `not_compared` names the
    read models of which the live rows are of another version. `told_by` has the facts at the positions of the listed
    differences; none for a position that is no fact's.
    """

    facts: int
    parked: int
    compared_at: int | None
    differences: Sequence[Difference]
    differing: int = 0
    not_compared: Sequence[str] = ()
    told_by: Mapping[int, StoredFact] = field(default_factory=dict)


class DiscardedMeanwhile(Exception):
    """A fact was discarded while rows were made that may hold it."""


def rebuild(
    url: str,
    facts: FactLog,
    topic: str,
    partitions: int,
    *,
    only_compare: bool = False,
    progress: Progress | None = None,
    models: Sequence[ReadModel[Any]] = READ_MODELS,
) -> Rebuilt:
    """Replays the log into fresh rows in the database at `url`, and makes them live unless `only_compare`.

    Until then the live rows are read and written as ever, and a rebuild that dies leaves them untouched. Nothing is
    sent anywhere. Raises RebuildRunning when another is at it.
    """
    # What is asked of all rows at once takes as long as it takes.
    with RowStore(url, models, answer_seconds=None) as store, RowStore(url, models) as writer:
        return rebuild_beside(store, writer, facts, topic, partitions, only_compare=only_compare, progress=progress)


def rebuild_beside(
    store: RebuiltRows,
    writer: WrittenRows,
    facts: FactLog,
    topic: str,
    partitions: int,
    *,
    only_compare: bool = False,
    progress: Progress | None = None,
) -> Rebuilt:
    """As `rebuild`; `writer` is another way to the same rows, since `store` is held during the swap.

    A fact that an operator discards meanwhile may be in the fresh rows already: then all is made once more.
    """
    while True:
        with suppress(DiscardedMeanwhile):
            return _rebuild_once(store, writer, facts, topic, partitions, only_compare, progress)


def _rebuild_once(
    store: RebuiltRows,
    writer: WrittenRows,
    facts: FactLog,
    topic: str,
    partitions: int,
    only_compare: bool,
    progress: Progress | None,
) -> Rebuilt:
    # The live one after the fresh one: from there on nobody else makes another live.
    fresh = store.begin_rebuild(topic, partitions)
    live = store.live_if_any()
    projector = Projector(writer, facts, fresh)
    projected = projector.catch_up(progress=progress)
    compared_at, found = _compare(store, facts, live, fresh)
    log.info(LogEvent.ROWS_REBUILT, generation=fresh.id, facts=projected.facts, differences=found.count)
    if only_compare:
        store.discard(fresh)
    else:
        # Almost all of it is done before anyone has to wait, and the rest while nobody can add to it.
        projector.catch_up()
        store.swap(fresh, partial(_catch_up_for_the_swap, projector))
        log.info(LogEvent.ROWS_SWAPPED, generation=fresh.id)
    return Rebuilt(
        projected.facts,
        projected.parked,
        compared_at,
        found.listed,
        found.count,
        _of_other_versions(live, fresh),
        _facts_at(facts, {difference.position for difference in found.listed}),
    )


def _catch_up_for_the_swap(projector: Projector) -> None:
    """Nobody can project or discard meanwhile."""
    projector.catch_up()
    if not projector.heeds_every_discard():
        raise DiscardedMeanwhile


def _compare(
    store: RebuiltRows, facts: FactLog, live: Generation | None, fresh: Generation
) -> tuple[int | None, Differences]:
    """At the last position that both hold whole."""
    if live is None:
        return None, Differences(0, [])
    position = min(_held_whole(store, facts, live), _held_whole(store, facts, fresh))
    return position, store.differences(live, fresh, position, DIFFERENCES_LISTED)


def _of_other_versions(live: Generation | None, fresh: Generation) -> list[str]:
    standing = live.models if live else fresh.models
    return [model for model, version in fresh.models.items() if standing.get(model) != version]


def _facts_at(facts: FactLog, positions: Collection[int]) -> dict[int, StoredFact]:
    first = (facts.read(position - 1, 1) for position in positions)
    return {fact.position: fact for page in first for fact in page if fact.position in positions}


def _held_whole(store: RebuiltRows, facts: FactLog, generation: Generation) -> int:
    """The last position up to which everything is projected."""
    bookmarks = store.bookmarks(generation)
    acceptance = Acceptance(facts, lambda stream: partition_of(stream, generation.partitions), bookmarks)
    missing = next(acceptance.catch_up(), None)
    return missing[1].position - 1 if missing else max(bookmarks.values())
