"""PURE. Which facts made a later paper another one: each is taken away, and what is then as before was made by it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.reporter.assemble import assemble
from services.reporter.diff.difference import Kind
from services.reporter.diff.printed import Pair, changed
from services.reporter.explain.places import Place, places
from services.reporter.explain.sentence import value
from services.reporter.explain.without import Histories, Without
from services.reporter.report import Figure, Report
from services.reporter.view import Cut, View
from shared.domain.history import MENDING
from shared.domain.recorded import Recorded

T = TypeVar("T")
Seen = tuple[Mapping[str, str], tuple[Place, ...]]
"""What a reader sees of a paper: its figures by name, its lines."""


@dataclass(frozen=True, slots=True)
class Causes:
    """By figure's name and by what a line says, the facts that made it so; `mending` are those that correct others."""

    of_figures: Mapping[str, tuple[str, ...]]
    of_lines: Mapping[object, tuple[str, ...]]
    since: frozenset[str]
    mending: frozenset[str]

    def of_figure(self, before: Figure | None, after: Figure | None) -> tuple[str, ...]:
        named = [fact for figure in (after, before) if figure for fact in _named(figure)]
        name = (after or before or _NO_FIGURE).name
        return self.of_figures.get(name, ()) or self._of_since(named)

    def of_line(self, pair: Pair) -> tuple[str, ...]:
        was, now = pair
        return self.of_lines.get(_key(pair), ()) or self._of_since(
            (now and now.evidence) or (was and was.evidence) or ()
        )

    def kind(self, facts: Collection[str], before: Cut, after: Cut) -> Kind | None:
        """None between two months."""
        if before.month != after.month:
            return None
        if facts:
            return "R1" if self.mending.isdisjoint(facts) else "C"
        return "R2" if _versions(before) == _versions(after) else "R3"

    def _of_since(self, named: Iterable[str]) -> tuple[str, ...]:
        """Where none alone makes it so: several that say the same, named for it, and told since."""
        return tuple(id for id in dict.fromkeys(named) if id in self.since)


def causes(view: View, report: Report, told: Histories, after_position: int) -> Causes:
    """`report` is what is assembled of `view`, and `told` are the histories of the streams told of since
    `after_position`, up to the view's."""
    since = [recorded for history in told.values() for recorded in history if recorded.position > after_position]
    names, lines = defaultdict[str, list[str]](list), defaultdict[object, list[str]](list)
    figures, all_lines = seen(report)
    for id, (other_figures, other_lines) in _without_each(view, told, since):
        for name in figures.keys() | other_figures.keys():
            if figures.get(name) != other_figures.get(name):
                names[name].append(id)
        for pair in changed(other_lines, all_lines):
            lines[_key(pair)].append(id)
    return Causes(_kept(names), _kept(lines), _ids(since), _ids(one for one in since if type(one.fact) in MENDING))


def seen(report: Report) -> Seen:
    return {name: value(figure) for name, figure in report.figures.items()}, places(report)


def _without_each(view: View, told: Histories, since: Sequence[Recorded]) -> Iterable[tuple[str, Seen]]:
    says: Callable[[View], Seen] = lambda other: seen(assemble(other))  # noqa: E731
    return Without(view, told).each(says, among=_ids(since))


def _key(pair: Pair) -> object:
    """A line that stands is known by what it says, and one that is gone by what it said."""
    was, now = pair
    return ("now", now.words) if now else ("was", was.words if was else None)


def _ids(told: Iterable[Recorded]) -> frozenset[str]:
    return frozenset(recorded.id for recorded in told)


def _kept(found: Mapping[T, list[str]]) -> Mapping[T, tuple[str, ...]]:
    return {name: tuple(ids) for name, ids in found.items()}


def _named(figure: Figure) -> Iterable[str]:
    yield from figure.evidence
    yield from (id for given in figure.inputs for id in given.evidence)


def _versions(cut: Cut) -> tuple[str | None, ...]:
    return cut.rules, cut.calendar, cut.day_count, cut.beside, cut.template


_NO_FIGURE = Figure("", None, "", "computed", "")
