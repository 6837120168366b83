"""PURE. What was planned for days that went by without it: consultations here, and when any plan has lapsed."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.reporter import words
from services.reporter.names import name_as_proposal
from services.reporter.report import Report
from services.reporter.sections.consultations import NAMES
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.papers.finding import Finding
from shared.readmodels import CONSULTATIONS
from shared.readmodels.consultations import Consultation


def lapsed_in_the_news(view: View, last: date) -> bool:
    """Whether `last`, the last day of a plan, has gone by since the paper before this one; so it is told once.

    The day that a paper speaks of has not gone by: what was planned for it is told by the next paper.
    """
    return view.cut.news.first - timedelta(days=1) <= last < view.cut.as_of


def plans_that_lapsed(view: View, report: Report) -> Iterator[Finding]:
    """Consultations whose week ended in the days of this paper."""
    lapsed = [row for row in view.of(CONSULTATIONS).values() if _lapsed(view, row)]
    for row in sorted(lapsed, key=lambda row: (ModificationRef.parse(row.stream), row.type, row.n)):
        assert row.week_commencing is not None  # _lapsed says so
        yield Finding(
            rule="plan-lapsed",
            message=f"The {NAMES[row.type]} of {name_as_proposal(view, row.stream).label} was planned for the week "
            f"commencing {words.day(row.week_commencing)}, and nothing says that it was issued.",
            mend="record that it was issued, or the new plan.",
            subjects=(row.stream, *row.evidence),
        )


def _lapsed(view: View, row: Consultation) -> bool:
    day = view.cut.as_of
    if row.week_commencing is None or not row.planned or row.planned.on > day:
        return False
    return not row.is_issued_at(day) and lapsed_in_the_news(view, row.week_commencing + timedelta(days=6))
