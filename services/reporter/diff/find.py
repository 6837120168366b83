"""PURE. The difference between two papers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.reporter.diff.causes import Causes
from services.reporter.diff.difference import Change, Difference, Edition
from services.reporter.diff.expected import came_otherwise
from services.reporter.diff.printed import Pair, changed, printed, texts
from services.reporter.explain.sentence import value
from services.reporter.forecasts.forecast import Compared
from services.reporter.report import Figure, Report

FIGURES = "figures"
"""Where figures stand: in no section of the paper, but beside it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A paper and what people call it: `2020-06 as issued`."""

    name: str
    report: Report

    @property
    def edition(self) -> Edition:
        return Edition(self.name, self.report.cut)


def difference(before: Named, after: Named, causes: Causes, outcomes: Iterable[Compared] = ()) -> Difference:
    """`causes` are of what `after` is, since the position of `before`; `outcomes` of what `before` forecast."""
    was, now = printed(before.report), printed(after.report)
    rows: list[Change] = []
    lines: list[Change] = []
    for pair in changed(was.places, now.places):
        place = pair[1] or pair[0]
        assert place is not None  # a pair is of something
        change = _of_line(pair, before, after, causes)
        (rows if now.has_as_row(place) or was.has_as_row(place) else lines).append(change)
    figures = tuple(_of_figures(before, after, causes))
    expected = came_otherwise(outcomes, causes.since)
    return Difference(before.edition, after.edition, figures, tuple(rows), tuple(lines), expected)


def _of_figures(before: Named, after: Named, causes: Causes) -> Iterator[Change]:
    was, now = before.report.figures, after.report.figures
    for name in dict.fromkeys((*now, *was)):
        old, new = was.get(name), now.get(name)
        if (old and value(old)) != (new and value(new)):
            facts = causes.of_figure(old, new)
            kind = causes.kind(facts, before.report.cut, after.report.cut)
            yield Change(name, FIGURES, "", _value(old), _value(new), kind, facts)


def _value(figure: Figure | None) -> str | None:
    return value(figure) if figure else None


def _of_line(pair: Pair, before: Named, after: Named, causes: Causes) -> Change:
    place = pair[1] or pair[0]
    assert place is not None
    facts = causes.of_line(pair)
    kind = causes.kind(facts, before.report.cut, after.report.cut)
    return Change(place.name, place.section, place.under, *texts(pair), kind, facts)
