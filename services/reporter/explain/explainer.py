"""PURE. Whatever is asked of a paper, explained: a figure by its name, a line by its name or by words that it holds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from services.reporter.cut import NewsEndBeforeTheyBegin, cut_of, month_before
from services.reporter.explain.against import Before, against
from services.reporter.explain.bearing import Borne, Subject, borne
from services.reporter.explain.explanation import explain, explain_line, named_for
from services.reporter.explain.places import Place, places
from services.reporter.explain.sources import of_figure, of_line
from services.reporter.explain.subjects import figure_subject, line_subject
from services.reporter.explain.values import Explanation, LineExplanation, TellingOf
from services.reporter.explain.without import Histories, Without
from services.reporter.render.tokens import plain
from services.reporter.report import Report
from services.reporter.view import View

S = TypeVar("S")
T = TypeVar("T")
E = TypeVar("E", Explanation, LineExplanation)


class Explainer:
    """`report` is what is assembled of `view`; `told` the histories of the streams that are examined.

    `before`: what was issued for the month, where something was.
    """

    def __init__(
        self,
        view: View,
        report: Report,
        told: Histories,
        telling_of: TellingOf = lambda id: None,
        before: Before | None = None,
    ) -> None:
        self._view = view
        self._report = report
        self._without = Without(view, told)
        self._telling_of = telling_of
        self._before = before
        self._days: tuple[str, ...] | None = None

    def has_figure(self, name: str) -> bool:
        return name in self._report.figures

    def figure(self, name: str) -> Explanation:
        """Raises UnknownFigure."""
        if name not in self._report.figures:
            return explain(self._report, name)
        figure = self._report.figures[name]
        found = self._borne(figure_subject(figure), of_figure(self._view, name), named_for(figure))
        told = explain(self._report, name, self._telling_of, found, self._days_from())
        return self._around(told)

    def line(self, place: Place) -> LineExplanation:
        source = of_line(self._view, self._report, place)
        found = self._borne(line_subject(place, source(self._view)), source, place.evidence)
        told = explain_line(self._report, place, self._telling_of, found, self._days_from())
        return self._around(told)

    def named(self, name: str) -> tuple[LineExplanation, ...]:
        """The line of that very name; nothing where none has it."""
        return tuple(self.line(place) for place in places(self._report) if place.name == name)

    def lines(self, words: str) -> tuple[LineExplanation, ...]:
        """The line of that name; else all that hold the words."""
        return tuple(map(self.line, found(self._report, words)))

    def _around(self, told: E) -> E:
        return against(replace(told, examined=self._without.examined), self._before)

    def _borne(self, subject: Subject[S, T], source: Callable[[View], S], named: tuple[str, ...]) -> Borne[T]:
        return borne(subject, self._without.each(source), lambda ids: self._without.all(ids, source), named)

    def _days_from(self) -> tuple[str, ...]:
        """The facts from which the paper's days come."""
        if self._days is None:
            self._days = tuple(id for id, _ in self._without.each(_days))
        return self._days


def found(report: Report, words: str) -> tuple[Place, ...]:
    """As they are written, or as a reader sees them; capitals aside."""
    wanted, all_ = words.casefold(), places(report)
    named = tuple(place for place in all_ if place.name == wanted)
    return named or tuple(
        place for place in all_ if any(wanted in text.casefold() for text in (place.text, plain(place.text)))
    )


def _days(view: View) -> Mapping[str, object]:
    """As planned, or by rule; what was asked for otherwise comes from no fact."""
    month = view.cut.month
    try:
        cut = cut_of(month, view, view.cut.position)
    except NewsEndBeforeTheyBegin as error:
        return {"days": str(error)}
    return {"days": (cut.news, cut.stats_to), "the paper before": month_before(month, view)}
