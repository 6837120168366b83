"""Filling a generation that holds nothing yet: stream by stream, each folded once from its first fact to its last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from services.projector.limited import FOLD_SECONDS, work_within
from services.projector.ports import FilledRows, WholeLog
from services.projector.standing import Standing
from services.projector.stream import StreamWork, wait
from services.projector.versions import merged
from shared.domain.recorded import StoredFact
from shared.rowstore.batch import Parked
from shared.rowstore.errors import RowsRefused
from shared.rowstore.generations import Generation
from shared.transport.carried import partition_of

FACTS_AT_ONCE = 4_000
"""In one transaction, about."""


class Filling(NamedTuple):
    """What is filled, with the facts up to position `upto`, but those at the positions `discarded`."""

    generation: Generation
    upto: int
    discarded: AbstractSet[int]
    fold_seconds: float = FOLD_SECONDS


@dataclass(frozen=True, slots=True)
class Filled:
    """How many facts, the last position of each partition, and what could not be projected.

    What is parked with no attempts was not tried fact by fact: PostgreSQL refused the rows of the whole stream.
    """

    facts: int = 0
    ends: Mapping[int, int] = field(default_factory=dict)
    parked: Sequence[Parked] = ()

    def plus(self, other: "Filled") -> "Filled":
        ends = {partition: max(self.ends.get(partition, 0), end) for partition, end in other.ends.items()}
        return Filled(self.facts + other.facts, {**self.ends, **ends}, [*self.parked, *other.parked])


def portions(streams: Sequence[str], facts: int) -> Iterator[Sequence[str]]:
    """The streams of a log with about so many facts, by as many as are filled at once."""
    size = max(1, FACTS_AT_ONCE * len(streams) // max(1, facts))
    return (streams[first : first + size] for first in range(0, len(streams), size))


def fill(rows: FilledRows, log: WholeLog, filling: Filling, streams: Sequence[str]) -> Filled:
    """Adds all that the facts of `streams` come to. Nobody else may have added anything of them."""
    told = log.stored_histories(streams, filling.upto)
    work = [_work_on(rows, filling, facts) for facts in told.values()]
    refused = _refused(rows, filling.generation, work)
    parked = [parked for each in work if each.stream not in refused for parked in each.parked]
    for stream, why in refused.items():
        parked += wait(_partition(filling, stream), _heeded(filling, told[stream]), why, attempts=0)
    return Filled(sum(map(len, told.values())), _ends(filling, told), parked)


def _work_on(rows: FilledRows, filling: Filling, facts: Sequence[StoredFact]) -> StreamWork:
    stream = facts[0].stream
    if not (heeded := _heeded(filling, facts)):
        return StreamWork(stream)
    return work_within(filling.fold_seconds, rows.models, _partition(filling, stream), Standing(), heeded)


def _heeded(filling: Filling, facts: Sequence[StoredFact]) -> Sequence[StoredFact]:
    return [fact for fact in facts if fact.position not in filling.discarded]


def _refused(rows: FilledRows, generation: Generation, work: Sequence[StreamWork]) -> Mapping[str, str]:
    """The streams of which PostgreSQL does not take the rows, and why; the rows of all others are there then."""
    try:
        _add(rows, generation, work)
    except RowsRefused as error:
        if len(work) == 1:
            return {work[0].stream: " ".join(str(error).split())}
        return {stream: why for each in work for stream, why in _refused(rows, generation, [each]).items()}
    return {}


def _add(rows: FilledRows, generation: Generation, work: Iterable[StreamWork]) -> None:
    changes = merged([each.changes for each in work])
    rows.fill(generation, {model: change.versions for model, change in changes.items()})


def _ends(filling: Filling, told: Mapping[str, Sequence[StoredFact]]) -> Mapping[int, int]:
    ends: dict[int, int] = {}
    for stream, facts in told.items():
        partition = _partition(filling, stream)
        ends[partition] = max(ends.get(partition, 0), facts[-1].position)
    return ends


def _partition(filling: Filling, stream: str) -> int:
    return partition_of(stream, filling.generation.partitions)
