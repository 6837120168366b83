"""Which facts are next, of what the broker brings: repeats are dropped, gaps are filled from the log."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from services.projector.ports import FactLog
from services.projector.projected import Projected
from shared.domain.recorded import StoredFact
from shared.transport.carried import Carried, Received

PartitionOf = Callable[[str], int]
PAGE = 1_000

Next = tuple[int, StoredFact]
"""A partition, and the fact that comes next in it."""


@dataclass(slots=True)
class Counts:
    """How many records were dropped as repeats, and how many facts came from the log instead of the broker."""

    repeats: int = 0
    refilled: int = 0


@dataclass(slots=True)
class Acceptance:
    """Goes on from `marks`, the position up to which each partition is projected; counts as it goes."""

    log: FactLog
    partition_of: PartitionOf
    marks: dict[int, int]
    counts: Counts = field(default_factory=Counts)

    def accept(self, received: Iterable[Received]) -> Iterator[Next]:
        """The facts that come next, each partition in order and without gaps. Reads the log only as it is asked."""
        marks, counts = self.marks, self.counts
        for each in received:
            if not isinstance(each, Carried):
                # Something else lies where a fact may have stood: the log knows what should be there.
                yield from self._refill({each.partition}, None)
                continue
            fact, partition = each.fact, each.partition
            position, mark = fact.position, marks[partition]
            if position <= mark:
                counts.repeats += 1
            elif each.previous <= mark:
                marks[partition] = position
                yield partition, fact
            else:
                yield from self._refill({partition}, position)

    def catch_up(self, until: int | None = None) -> Iterator[Next]:
        """The facts of all partitions that come next, straight from the log, up to position `until`, inclusive."""
        yield from self._refill(set(self.marks), until)

    def counted(self, projected: Projected) -> Projected:
        """With what was dropped and what was filled."""
        return replace(projected, repeats=self.counts.repeats, refilled=self.counts.refilled)

    def _refill(self, partitions: set[int], until: int | None) -> Iterator[Next]:
        after = min(self.marks[partition] for partition in partitions)
        while page := self.log.read(after, PAGE):
            for fact in page:
                if until is not None and fact.position > until:
                    return
                partition = self.partition_of(fact.stream)
                if partition in partitions and fact.position > self.marks[partition]:
                    self.marks[partition] = fact.position
                    self.counts.refilled += 1
                    yield partition, fact
            after = page[-1].position
