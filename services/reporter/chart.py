"""PURE. Charts as values: what is drawn, in the order in which it is drawn. Where it stands on paper is the renderers'.

Every chart is bars, so that whoever draws nothing else can print its labels and values. `KINDS` of chart differ in what
their bars hold more.
"""

from dataclasses import dataclass
from typing import Literal

from services.reporter.words import signed
from shared.domain.vocabulary import AssessmentKind
from shared.papers.statement import Statement

ChartKind = Literal["stages", "ageing", "by_month"]


@dataclass(frozen=True, slots=True)
class Bar:
    """`before`: the value in the last paper, with the facts known now; None where there was none."""

    label: str
    value: int
    evidence: tuple[str, ...] = ()
    says: tuple[Statement, ...] = ()
    before: int | None = None

    @property
    def words(self) -> str:
        """The value as it is drawn: `12`, or `12 (+3)` since the last paper."""
        return str(self.value) if self.before is None else f"{self.value} ({signed(self.value - self.before)})"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some Working Days on end: counted, or (`held`) without a clock and not counted."""

    days_wd: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class Ageing(Bar):
    """An open assessment, `value` Working Days old. `stretches`: those and the days without a clock, in their order.

    `target_wd`: in force; `first_target_wd`: the original one, where it was revised. `stated`: the days are those that
    a source states, and not counted from its dates.
    """

    stretches: tuple[Stretch, ...] = ()
    target_wd: int | None = None
    first_target_wd: int | None = None
    stated: bool = False

    @property
    def held_wd(self) -> int:
        return sum(each.days_wd for each in self.stretches if each.held)

    @property
    def words(self) -> str:
        """`239 WD, 199 over 40`."""
        return f"{self.value} WD{f', {self.against}' if self.target_wd is not None else ''}"

    @property
    def against(self) -> str:
        """`199 over 40`, `21 under 40`, `at 40`; a dash where no target is known."""
        if self.target_wd is None:
            return "–"
        over = self.value - self.target_wd
        return f"{abs(over)} {'over' if over > 0 else 'under'} {self.target_wd}" if over else f"at {self.target_wd}"


@dataclass(frozen=True, slots=True)
class Point(Bar):
    """The mean of what the DCC returned in the month `label`. `restated`: some of it is counted again from its days,
    where published papers state the rest."""

    kind: AssessmentKind = "PA"
    number: int = 1
    restated: bool = False

    @property
    def words(self) -> str:
        return f"{self.value} WD"


@dataclass(frozen=True, slots=True)
class Chart:
    """Drawn as SVG with the same values as a table below. `evidence`: of the headline.

    `axis`: of a chart by months all its months, in order, also those without a point.
    """

    id: str
    headline: str
    subtitle: str
    unit: str
    bars: tuple[Bar, ...]
    evidence: tuple[str, ...] = ()
    kind: ChartKind = "stages"
    axis: tuple[str, ...] = ()
