"""What became of what was received."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Projected:
    """`facts` counts those that moved a bookmark, parked ones among them; `refilled` those taken from the log."""

    facts: int = 0
    repeats: int = 0
    refilled: int = 0
    parked: int = 0

    def plus(self, other: "Projected") -> "Projected":
        return Projected(
            self.facts + other.facts,
            self.repeats + other.repeats,
            self.refilled + other.refilled,
            self.parked + other.parked,
        )
