"""PURE. The chart of how long the DCC's assessments took, by the month in which they were returned."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from services.reporter import words
from services.reporter.chart import Chart, Point
from services.reporter.durations import Duration, completed_assessments
from services.reporter.figures.assessments import KINDS, evidence
from services.reporter.figures.means import mean
from services.reporter.report import Block
from services.reporter.view import View
from shared.domain.period import Month
from shared.domain.vocabulary import AssessmentKind

HEADLINE = "Average duration of assessments by month of return"


def monthly_chart(view: View) -> Iterator[Block]:
    """A point for each kind and month of the last 12; nothing where nothing of known duration was returned."""
    months, returned = _months(view), _returned(view)
    points = tuple(point for kind in KINDS for month in months if (point := _point(kind, month, returned[kind, month])))
    if points:
        axis = tuple(words.month(month) for month in months)
        yield Chart("by-month", HEADLINE, _subtitle(view), "Working Days", points, kind="by_month", axis=axis)


def _months(view: View) -> tuple[Month, ...]:
    """Those of the statistics, the first one first."""
    window, months = view.cut.statistics, [words.month_of(view.cut.statistics.last)]
    while months[0].first_day > window.first:
        months.insert(0, months[0].previous)
    return tuple(months)


def _returned(view: View) -> Mapping[tuple[AssessmentKind, Month], list[Duration]]:
    """What was returned, by kind and month."""
    found = defaultdict[tuple[AssessmentKind, Month], list[Duration]](list)
    for taken in completed_assessments(view):
        found[taken.row.kind, words.month_of(taken.until)].append(taken)
    return found


def _point(kind: AssessmentKind, month: Month, returned: Sequence[Duration]) -> Point | None:
    known = [taken for taken in returned if taken.printed_wd is not None]
    value = mean([taken.printed_wd for taken in known if taken.printed_wd is not None])
    if value is None:
        return None
    restated = any(taken.stated_wd is None or taken.printed_wd != taken.stated_wd for taken in known)
    return Point(words.month(month), value, evidence(known), kind=kind, number=len(known), restated=restated)


def _subtitle(view: View) -> str:
    return f"Mean of the assessments returned in each of the 12 months to {words.day(view.cut.stats_to)}."
