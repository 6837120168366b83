"""PURE. What a restated paper says of itself: how much is otherwise than before, and what became of forecasts.

Which figures are others, and why, stands in its issue. The paper speaks of the days that it always spoke of: what it
expected of later days stands as it was, and what came of it is told beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.reporter import words
from services.reporter.diff.difference import Difference
from services.reporter.forecasts.forecast import Came, Compared
from services.reporter.report import Line, Report
from shared.domain.facts import FigureChange
from shared.domain.period import Window

_OTHERWISE: dict[Came, str] = {
    "another_day": "it came on {on}",
    "moved": "now planned for {on}",
    "cancelled": "cancelled",
    "withdrawn": "withdrawn on {on}",
}
"""How what came otherwise is told; of the rest there is nothing to say, or nothing yet."""
NONE = "–"


def restated(report: Report, difference: Difference, outcomes: Iterable[Compared]) -> Report:
    """The report with its revisions."""
    return replace(report, revisions=revisions(difference, outcomes))


def revisions(difference: Difference, outcomes: Iterable[Compared]) -> tuple[Line, ...]:
    """The first line counts; then each forecast that came otherwise."""
    return (_lead(difference), *_forecasts(outcomes))


def changes_of(difference: Difference) -> tuple[FigureChange, ...]:
    """The figures, as the fact that restates the paper has them. Between two papers of one month alone."""
    return tuple(
        FigureChange(
            figure=change.name,
            before=change.before or NONE,
            after=change.after or NONE,
            kind=change.kind,
            facts=change.facts,
        )
        for change in difference.figures
        if change.kind
    )


def _lead(difference: Difference) -> Line:
    beside = f"**Restated** beside {difference.before.name}:"
    if difference.is_none:
        return Line(f"{beside} nothing is otherwise.")
    rows, lines = len(difference.rows), len(difference.lines)
    figures = words.counted(len(difference.figures), "figure")
    also = f"{words.counted(rows, 'table row')} and {words.counted(lines, 'other line')}"
    return Line(f"{beside} {figures}, {also} are otherwise.")


def _forecasts(outcomes: Iterable[Compared]) -> Iterator[Line]:
    for outcome in outcomes:
        if form := _form(outcome):
            forecast = outcome.forecast
            came = form.format(on=words.day(outcome.on) if outcome.on else NONE)
            yield Line(f"{forecast.which} {forecast.what}: expected {_days(forecast.days)}; {came}.", outcome.evidence)


def _form(outcome: Compared) -> str | None:
    if outcome.came == "not_come" and outcome.on:
        return "planned since for {on}, and nothing is recorded of it"
    return _OTHERWISE.get(outcome.came)


def _days(days: Window) -> str:
    first = words.day(days.first)
    return f"on {first}" if days.first == days.last else f"from {first} to {words.day(days.last)}"
