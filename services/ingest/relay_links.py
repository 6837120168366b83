"""PURE. The link of each fact to the one before it in its partition, as the log has them, whoever asks and whenever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.recorded import StoredFact
from shared.transport.carried import Carried, partition_of


@dataclass(frozen=True, slots=True)
class Links:
    """The last position in each partition, 0 where there is none yet."""

    last: Mapping[int, int]

    @classmethod
    def after(cls, last: Mapping[int, int], partition_count: int) -> "Links":
        """Going on after these positions; partitions that are not named have nothing."""
        return cls({partition: last.get(partition, 0) for partition in range(partition_count)})

    @property
    def position(self) -> int:
        """Whatever the log has up to here is linked in every partition, so reading on from here misses nothing."""
        return min(self.last.values())

    def link(self, facts: Sequence[StoredFact]) -> tuple[tuple[Carried, ...], "Links"]:
        """The facts that are not linked yet, and the links after them. `facts` ascend and leave nothing out."""
        last, carried = dict(self.last), []
        for fact in facts:
            partition = partition_of(fact.stream, len(last))
            if fact.position > last[partition]:
                carried.append(Carried(fact, partition, last[partition]))
                last[partition] = fact.position
        return tuple(carried), Links(last)
