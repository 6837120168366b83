"""PURE. What a batch's facts of one stream come to: row versions, and facts parked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.projector.standing import Standing
from services.projector.versions import StreamChanges, versions_of
from shared.domain.recorded import StoredFact
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.batch import Parked


@dataclass(frozen=True, slots=True)
class StreamWork:
    """How the stream stands after its facts, what they changed, and which of them are parked."""

    stream: str
    standing: Standing = field(default_factory=Standing)
    changes: StreamChanges = field(default_factory=StreamChanges)
    parked: Sequence[Parked] = ()


def work_on(
    models: Sequence[ReadModel[Any]], partition: int, before: Standing, facts: Sequence[StoredFact], attempts: int = 1
) -> StreamWork:
    """Projects the facts in order, up to the first that cannot be; that one and those behind it are parked."""
    standing, changes, reason = versions_of(models, before, facts)
    left = facts[len(standing.told) - len(before.told) :]
    parked = park(partition, left, reason, attempts) if reason else ()
    return StreamWork(facts[0].stream, standing, changes, parked)


def park(partition: int, facts: Sequence[StoredFact], reason: str, attempts: int = 1) -> list[Parked]:
    """The first for its reason, the others because they are later facts of the same stream."""
    first, *others = facts
    waiting = f"waits behind {first.id} at position {first.position}"
    return [
        Parked(partition, first.stream, first.position, reason, attempts),
        *wait(partition, others, waiting),
    ]


def wait(partition: int, facts: Sequence[StoredFact], reason: str, attempts: int = 1) -> list[Parked]:
    """Facts of a stream that is parked already."""
    return [Parked(partition, fact.stream, fact.position, reason, attempts) for fact in facts]


def by_stream(facts: Iterable[tuple[int, StoredFact]]) -> Iterator[tuple[int, list[StoredFact]]]:
    """The facts of each stream, in order, with the stream's partition."""
    told: dict[tuple[int, str], list[StoredFact]] = defaultdict(list)
    for partition, fact in facts:
        told[partition, fact.stream].append(fact)
    for (partition, _), facts_of_stream in told.items():
        yield partition, facts_of_stream
