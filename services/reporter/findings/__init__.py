"""PURE. What a reader should be told of a paper beside its words: contradictions in it, and doubts about its facts.

`CHECKS` of shared/papers look at what the paper says; `FACT_CHECKS` here look at the rows behind it. To add one of
these: a function of view and report, and a line in the list.
"""

from collections.abc import Callable, Iterable

from services.reporter.cut import DAY_COUNT
from services.reporter.findings.decisions import decided_after_its_end, steps_not_recorded, voted_again
from services.reporter.findings.durations import durations_not_to_be_counted, durations_unlike_their_days
from services.reporter.findings.figures import figures_unlike_those_stated, proposals_without_a_name
from services.reporter.findings.meetings import agenda_without_outcome, meetings_that_lapsed
from services.reporter.findings.paper import commentary_without_a_place, paper_not_planned
from services.reporter.findings.plans import plans_that_lapsed
from services.reporter.findings.releases import releases_that_lapsed
from services.reporter.findings.silence import nothing_recorded
from services.reporter.findings.stages import stages_implied
from services.reporter.findings.standing import adoption_windows_that_lapsed, releases_of_what_is_over
from services.reporter.findings.steps import steps_out_of_order
from services.reporter.findings.titles import titles_spelt_differently
from services.reporter.render.markdown import statements_of
from services.reporter.report import Report
from services.reporter.view import View
from shared.papers.checks import CHECKS
from shared.papers.checks.durations import durations_are_plain
from shared.papers.finding import Finding

FactCheck = Callable[[View, Report], Iterable[Finding]]

FACT_CHECKS: tuple[FactCheck, ...] = (
    paper_not_planned,
    nothing_recorded,
    commentary_without_a_place,
    steps_out_of_order,
    voted_again,
    decided_after_its_end,
    steps_not_recorded,
    durations_unlike_their_days,
    durations_not_to_be_counted,
    figures_unlike_those_stated,
    proposals_without_a_name,
    stages_implied,
    titles_spelt_differently,
    plans_that_lapsed,
    meetings_that_lapsed,
    agenda_without_outcome,
    releases_that_lapsed,
    releases_of_what_is_over,
    adoption_windows_that_lapsed,
)

_OF_THE_PUBLISHED_COUNT = frozenset({durations_are_plain})
"""Checks that hold where days are counted as the published papers count them."""


def findings_of(view: View, report: Report) -> tuple[Finding, ...]:
    """First what the paper contradicts, then what the facts leave in doubt."""
    statements = statements_of(report)
    checks = [check for check in CHECKS if check not in _OF_THE_PUBLISHED_COUNT or view.cut.day_count == DAY_COUNT]
    of_the_paper = (finding for check in checks for finding in check(statements))
    of_the_facts = (finding for check in FACT_CHECKS for finding in check(view, report))
    return (*of_the_paper, *of_the_facts)
