"""Where a paper contradicts itself. `CHECKS` is the list; `check` runs it over a paper that was read.

A check takes what a paper says and gives findings: the rule, what is wrong in words, every place, how to mend it. None
knows a particular paper. To add one: a function in the file of its theme, and a line here.
"""

from collections.abc import Callable, Iterable

from shared.papers.checks.action import action_fits_the_request
from shared.papers.checks.agenda import agenda_was_found_ready, ready_is_on_the_agenda
from shared.papers.checks.articles import articles_agree
from shared.papers.checks.counts import counts_agree
from shared.papers.checks.days_of_the_week import days_are_weekdays, weeks_begin_on_mondays
from shared.papers.checks.decisions import decisions_agree
from shared.papers.checks.doubles import not_in_both_lists, once_in_a_list
from shared.papers.checks.durations import durations_are_plain
from shared.papers.checks.figures import figures_fit_their_table
from shared.papers.checks.names import labels_agree, one_title_one_proposal, titles_agree
from shared.papers.checks.order import (
    agenda_comes_before_its_meeting,
    nothing_happens_after_the_paper,
    steps_come_in_order,
    what_is_to_come_lies_ahead,
)
from shared.papers.checks.paper_day import month_fits_its_days, paper_day_fits_its_reference
from shared.papers.checks.releases import (
    approved_waits_in_its_release,
    implemented_with_its_release,
    in_one_release,
    release_is_named_for_its_day,
)
from shared.papers.checks.said import Check, Statements
from shared.papers.checks.targets import targets_are_usual
from shared.papers.checks.told_twice import told_twice_alike
from shared.papers.checks.whole import headings_head_something, sections_are_there, text_is_understood
from shared.papers.checks.window import rows_lie_in_their_window
from shared.papers.checks.wording import wording_has_no_slips
from shared.papers.finding import Finding
from shared.papers.reading import Reading

CHECKS: tuple[Check, ...] = (
    decisions_agree,
    counts_agree,
    titles_agree,
    one_title_one_proposal,
    labels_agree,
    agenda_was_found_ready,
    ready_is_on_the_agenda,
    release_is_named_for_its_day,
    implemented_with_its_release,
    approved_waits_in_its_release,
    in_one_release,
    targets_are_usual,
    durations_are_plain,
    figures_fit_their_table,
    action_fits_the_request,
    once_in_a_list,
    not_in_both_lists,
    nothing_happens_after_the_paper,
    what_is_to_come_lies_ahead,
    weeks_begin_on_mondays,
    agenda_comes_before_its_meeting,
    rows_lie_in_their_window,
    steps_come_in_order,
    days_are_weekdays,
    told_twice_alike,
    paper_day_fits_its_reference,
    month_fits_its_days,
    articles_agree,
    wording_has_no_slips,
)

OF_A_READING: tuple[Callable[[Reading], Iterable[Finding]], ...] = (
    sections_are_there,
    headings_head_something,
    text_is_understood,
)
"""What can be found in a paper that was read, and not in what is about to be printed."""

__all__ = ["CHECKS", "OF_A_READING", "Check", "check", "contradictions"]


def contradictions(statements: Statements) -> tuple[Finding, ...]:
    """What `CHECKS` find in what a paper, published or about to be printed, says; in the order of the paper."""
    return _sorted(finding for check in CHECKS for finding in check(statements))


def check(reading: Reading) -> tuple[Finding, ...]:
    """The same for a paper that was read, with what it lacks and the lines that were not understood."""
    found = (*contradictions(reading.statements), *(finding for look in OF_A_READING for finding in look(reading)))
    return _sorted(found)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: [place.line for place in finding.places]))
