"""One account of both sides: how many they have and how long those took, and every line in which they differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shared.reconciliation.checks import CHECKS, Difference
from shared.reconciliation.rules import Rule
from shared.reconciliation.sides import KINDS, Pair, Sides


@dataclass(frozen=True, slots=True)
class Total:
    """A figure as each side makes it: `assessments.pa.open.mean_wd`. Theirs is by the days of their tickets alone."""

    name: str
    ours: int | None
    theirs: int | None
    rule: Rule | None = None

    @property
    def is_unexplained(self) -> bool:
        return self.ours != self.theirs and self.rule is None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`compared`: assessments that are open or lately completed on either side."""

    compared: int
    totals: tuple[Total, ...]
    differences: tuple[Difference, ...]

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.differences if difference.rule is None)

    def of(self, source: str) -> "Reconciliation":
        """What concerns one source; what is not about any stays."""
        kept = tuple(each for each in self.differences if each.source in (source, None))
        return Reconciliation(self.compared, self.totals, kept)

    @property
    def agrees(self) -> bool:
        """Nothing differs but what a rule explains."""
        return not self.unexplained and not any(total.is_unexplained for total in self.totals)


def reconcile(sides: Sides) -> Reconciliation:
    differences = tuple(difference for check in CHECKS for difference in check(sides))
    pairs = [pair for pair in sides.pairs if sides.is_open(pair) or sides.is_completed(pair)]
    return Reconciliation(len(pairs), tuple(_totals(sides, pairs, differences)), differences)


def _totals(sides: Sides, pairs: Iterable[Pair], differences: Iterable[Difference]) -> Iterator[Total]:
    explained = {difference.subject for difference in differences if difference.rule}
    unexplained = {difference.subject for difference in differences if not difference.rule}
    for kind in KINDS:
        of_kind = [pair for pair in pairs if pair.kind == kind]
        for what in ("open", "completed"):
            ours = [pair for pair in of_kind if _is_ours(sides, pair, what)]
            theirs = [pair for pair in of_kind if _is_theirs(sides, pair, what)]
            unlike = [pair for pair in {id(p): p for p in (*ours, *theirs)}.values() if pair.subject in explained]
            rule: Rule | None = "follows-from-lines" if unlike else None
            if any(pair.subject in unexplained for pair in (*ours, *theirs)):
                rule = None
            name = f"assessments.{kind.lower()}.{what}"
            yield _total(f"{name}.count", len(ours), len(theirs), rule)
            ours_wd = mean([wd for pair in ours if (wd := pair.ours_wd(sides.cut)) is not None])
            theirs_wd = mean([wd for pair in theirs if (wd := pair.theirs_wd(sides.cut)) is not None])
            yield _total(f"{name}.mean_wd", ours_wd, theirs_wd, rule)


def mean(values: Sequence[int]) -> int | None:
    """The plain mean, a half rounded up, as papers print it; None of nothing."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None


def _total(name: str, ours: int | None, theirs: int | None, rule: Rule | None) -> Total:
    return Total(name, ours, theirs, rule if ours != theirs else None)


def _is_ours(sides: Sides, pair: Pair, what: str) -> bool:
    to = sides.cut.to
    if pair.ours is None:
        return False
    if what == "open":
        return pair.ours.state_at(to) in ("open", "stopped")
    day = pair.ours_returned_on(to)
    return day is not None and day >= sides.cut.since


def _is_theirs(sides: Sides, pair: Pair, what: str) -> bool:
    to = sides.cut.to
    if pair.theirs is None:
        return False
    if what == "open":
        return pair.theirs.state_at(to) in ("open", "stopped")
    day = pair.theirs.returned_on(to)
    return day is not None and day >= sides.cut.since
