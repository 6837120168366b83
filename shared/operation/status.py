"""PURE. How far the rows are: position, head, lag, and what is parked."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.operation.lag import Lag
from shared.rowstore.batch import Parked


@dataclass(frozen=True, slots=True)
class Status:
    """`generation` is the one that is read; None where nothing was projected yet.

    `first_missing` is the first position of the log that is in no row and not parked either.
    """

    generation: int | None
    topic: str
    head: int
    first_missing: int | None
    partitions: Sequence[Lag]
    parked: Sequence[Parked]

    @property
    def position(self) -> int:
        """Everything up to here is projected or parked."""
        return self.head if self.first_missing is None else self.first_missing - 1

    @property
    def facts_behind(self) -> int:
        return sum(lag.facts for lag in self.partitions)

    @property
    def seconds_behind(self) -> float:
        """Since the oldest fact that is not projected was recorded."""
        return max((lag.seconds for lag in self.partitions), default=0.0)

    @property
    def streams_parked(self) -> int:
        return len({parked.stream for parked in self.parked})

    @property
    def is_complete(self) -> bool:
        """Nothing is missing, and nothing is parked."""
        return self.first_missing is None and not self.parked

    @property
    def missing(self) -> str | None:
        """In one line what the rows lack; None when they lack nothing."""
        if self.parked:
            first = self.parked[0]
            return f"parked: {len(self.parked)}, the first at position {first.position} ({first.reason})"
        if self.first_missing is not None:
            return f"{self.facts_behind} facts are not projected yet, the first at position {self.first_missing}"
        return None
