"""What a rebuild found: where the live rows and the fresh ones are not the same, and which facts made them differ."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from services.projector.accept import Acceptance
from services.projector.ports import FactLog, RebuiltRows
from shared.domain.recorded import StoredFact
from shared.rowstore.differences import Difference
from shared.rowstore.generations import Generation
from shared.transport.carried import partition_of

DIFFERENCES_LISTED = 1_000
"""Of each read model, at most."""


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


def compared(
    store: RebuiltRows, facts: FactLog, live: Generation | None, fresh: Generation, replayed: int, parked: int
) -> Rebuilt:
    """The two at the last position that both hold whole. `replayed` facts made the fresh one, `parked` did not."""
    if live is None:
        return Rebuilt(replayed, parked, None, [])
    position = min(_held_whole(store, facts, live), _held_whole(store, facts, fresh))
    found = store.differences(live, fresh, position, DIFFERENCES_LISTED)
    return Rebuilt(
        replayed,
        parked,
        position,
        found.listed,
        found.count,
        [model for model, version in fresh.models.items() if live.models.get(model) != version],
        _facts_at(facts, {difference.position for difference in found.listed}),
    )


def _facts_at(facts: FactLog, positions: Collection[int]) -> dict[int, StoredFact]:
    first = (facts.read(position - 1, 1) for position in positions)
    return {fact.position: fact for page in first for fact in page if fact.position in positions}


def _held_whole(store: RebuiltRows, facts: FactLog, generation: Generation) -> int:
    """The last position up to which everything is projected."""
    bookmarks = store.bookmarks(generation)
    acceptance = Acceptance(facts, lambda stream: partition_of(stream, generation.partitions), bookmarks)
    missing = next(acceptance.catch_up(), None)
    return missing[1].position - 1 if missing else max(bookmarks.values())
