"""PURE. What is different between two papers, as a value."""

from dataclasses import dataclass
from typing import Literal

from services.reporter.view import Cut

Kind = Literal["R1", "R2", "R3", "C"]
"""R1: a fact came late. R2: calculated anew from the same facts. R3: by another rule, calendar or template. C: a fact
was corrected or retracted."""

KINDS: dict[Kind, str] = {
    "R1": "late data",
    "R2": "recalculated",
    "R3": "rule changed",
    "C": "correction",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the two: `name` is what people call it."""

    name: str
    cut: Cut


@dataclass(frozen=True, slots=True)
class Change:
    """`name`: of the figure, or of the line as `report explain` takes it. None where one of the two lacks it.

    `facts`: those without which it would not be so. `kind` is None between the papers of two months: nothing was
    revised there.
    """

    name: str
    section: str
    under: str
    before: str | None
    after: str | None
    kind: Kind | None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """`rows` are of tables, `lines` all other text; each in the order of the later paper. `expected`: what the earlier
    one said was to come, and came otherwise."""

    before: Edition
    after: Edition
    figures: tuple[Change, ...]
    rows: tuple[Change, ...]
    lines: tuple[Change, ...]
    expected: tuple[Change, ...] = ()

    @property
    def same_text(self) -> bool:
        """Both say the same."""
        return not (self.figures or self.rows or self.lines)

    @property
    def is_none(self) -> bool:
        """And nothing came otherwise than the earlier one said."""
        return self.same_text and not self.expected
