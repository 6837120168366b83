"""PURE. Whether anything is recorded of the days of a paper. Where nothing is, each "none" of it means only that."""

from collections.abc import Iterable, Iterator
from datetime import date

from services.reporter import words
from services.reporter.report import Report
from services.reporter.view import View
from shared.papers.finding import Finding
from shared.readmodels import PAPERS, PROCEEDINGS
from shared.readmodels.readmodel import Row, Step


def nothing_recorded(view: View, report: Report) -> Iterator[Finding]:
    news = view.cut.news
    # Most rows say nothing of the days of one paper, and mostly some deed does.
    if any(row.taken.on in news for row in view.of(PROCEEDINGS).values()) or any(day in news for day in _days(view)):
        return
    recorded = [day for day in _days(view) if day <= news.last]
    last = f"the last recorded day is {words.day(max(recorded))}" if recorded else "nothing is recorded before them"
    yield Finding(
        rule="nothing-recorded",
        message=f"Nothing is recorded of the days from {words.day(news.first)} to {words.day(news.last)}; {last}. "
        "Where this paper says that there was none, it says only that none is recorded.",
        mend="import the papers or the facts of these days, and build it again.",
        subjects=(f"paper/{view.cut.month}",),
    )


def _days(view: View) -> Iterator[date]:
    """The days that facts speak of. Papers are left out: a plan for a paper is no news of the process."""
    models = (rows.values() for name, rows in view.rows.items() if name != PAPERS.name)
    return (step.on for rows in models for row in rows for step in _steps(row))


def _steps(row: Row) -> Iterator[Step]:
    for value in (getattr(row, name) for name in row.__struct_fields__):
        held: Iterable[object] = value if isinstance(value, tuple) else (value,)
        yield from (step for step in held if isinstance(step, Step))
