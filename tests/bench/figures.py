"""What was measured, and what it was to reach."""

import statistics
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure of each round, in the order of rounds."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)


@dataclass(frozen=True, slots=True)
class Goal:
    """`most` or `least`, in the row's own unit; with `of_peer`, as a multiple of what the peer did."""

    bound: Literal["at least", "at most"]
    value: float
    of_peer: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`peer` is a name and its figures, of the same run. Without a goal it is told for information."""

    measure: str
    unit: str
    ours: Figures
    goal: Goal | None = None
    peer: tuple[str, Figures] | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours to the peer's, by their medians."""
        return self.ours.median / self.peer[1].median if self.peer else None

    @property
    def passes(self) -> bool | None:
        """None where there is no goal."""
        if self.goal is None:
            return None
        reached = self.ratio if self.goal.of_peer else self.ours.median
        assert reached is not None, f"{self.measure} has a goal by its peer, and no peer"
        return reached >= self.goal.value if self.goal.bound == "at least" else reached <= self.goal.value


@dataclass(frozen=True, slots=True)
class Crash:
    """A case that did not come to its end, and why."""

    case: str
    reason: str


def percentile(values: list[float], percent: float) -> float:
    """The value that `percent` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
