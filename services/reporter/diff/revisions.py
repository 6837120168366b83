"""PURE. What a restated paper says of itself: how much is otherwise than before, and what became of forecasts.

Which figures are others, and why, stands in its issue. The paper speaks of the days that it always spoke of: what it
expected of later days stands as it was, and what came of it is told beside it.
"""

from dataclasses import replace

from services.reporter import words
from services.reporter.diff.difference import Difference
from services.reporter.report import Line, Report
from shared.domain.facts import FigureChange

NONE = "–"


def restated(report: Report, difference: Difference) -> Report:
    """The report with its revisions."""
    return replace(report, revisions=revisions(difference))


def revisions(difference: Difference) -> tuple[Line, ...]:
    """The first line counts; then each forecast that came otherwise."""
    came = (Line(f"{of.name}: {of.before}; {of.after}.", of.facts) for of in difference.expected)
    return (_lead(difference), *came)


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
    if difference.same_text:
        return Line(f"{beside} nothing is otherwise.")
    rows, lines = len(difference.rows), len(difference.lines)
    figures = words.counted(len(difference.figures), "figure")
    also = f"{words.counted(rows, 'table row')} and {words.counted(lines, 'other line')}"
    return Line(f"{beside} {figures}, {also} are otherwise.")
