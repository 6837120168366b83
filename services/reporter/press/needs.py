"""Exactly the facts that each figure and each line of a paper needs, found for those who keep it."""

from dataclasses import replace
from functools import cache

from services.reporter.explain.everything import figures_need, lines_need
from services.reporter.explain.without import Without
from services.reporter.issued.inputs import asked_of, inputs_of
from services.reporter.needed import needed_of
from services.reporter.press.press import Archive
from services.reporter.replay import histories
from services.reporter.report import Needs, Report
from services.reporter.view import View

MOST_FACTS = 1_000
"""So many are taken away one after the other; a paper that rests on more has the facts of which it tells."""


def with_needs(archive: Archive, view: View, report: Report) -> Report:
    """The report, which is assembled of the view, and which looks for what it needs when that is first asked."""
    return replace(report, needs=cache(lambda: _needs(archive, view, report)))


def _needs(archive: Archive, view: View, report: Report) -> Needs | None:
    seen = _of_what_it_can_rest_on(view)
    # Each stream has a fact at least: of too many nothing is read.
    if len({row.stream for rows in seen.rows.values() for row in rows.values()}) > MOST_FACTS:
        return None
    told = histories(archive.log, seen, archive.passed_over())
    if sum(map(len, told.values())) > MOST_FACTS:
        return None
    without = Without(seen, told, of_much=True)
    return Needs(figures_need(without), lines_need(without, report))


def _of_what_it_can_rest_on(view: View) -> View:
    """Whatever rows the view has more: so the same facts are found by each road."""
    rows = needed_of(view, view.cut.month, asked_of(inputs_of(view.cut)))
    before = view.previous and replace(view.previous, rows=rows, answers={})
    return replace(view, rows=rows, previous=before, answers={})
