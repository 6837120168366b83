"""The facts that an explanation names are exactly those without which the figure or the line is otherwise.

Each fact of a log is taken away in turn, and the whole paper is assembled anew without it.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from random import Random
from typing import TypeVar

import pytest

from services.reporter.explain.everything import figures_need, lines_need
from services.reporter.explain.explainer import Explainer
from services.reporter.explain.places import Place, places
from services.reporter.explain.values import Explanation, LineExplanation
from services.reporter.explain.without import Without
from services.reporter.rows import Rows
from services.reporter.views import view
from shared.domain.codec import recorded
from shared.domain.period import Month
from tests.given import history, stored
from tests.histories import entries
from tests.services.reporter.befallen import BEFALLEN
from tests.services.reporter.papers import JUNE, june_history
from tests.services.reporter.small import NOTHING, ONE, TWO
from tests.services.reporter.taking_away import Needed, Paper, Seen, lines
from tests.services.reporter.test_needed import needed_of

pytestmark = pytest.mark.timeout(3_600)  # everything takes long; what is usual is a sample

JULY = Month(2020, 7)
WRITTEN = {"nothing": NOTHING, "one of everything": ONE, "several of everything": TWO, "what seldom happens": BEFALLEN}
MONTHS = ("2016-11", "2018-07", "2020-06")

T = TypeVar("T")
Explained = Explanation | LineExplanation


@cache
def june() -> Paper:
    return Paper(june_history(), JUNE)


@cache
def needed_in_june() -> Needed:
    return Needed(june(), june().facts)


@cache
def made_up(seed: int, month: str) -> Paper:
    return Paper(tuple(map(recorded, stored(entries(600, seed=seed)))), Month.parse(month))


@pytest.fixture
def size(pytestconfig: pytest.Config) -> int:
    """So many lines and so many facts of a paper that has very many."""
    number: int = pytestconfig.getoption("--explained")
    return number


def test_of_figures_and_lines_of_the_june_paper(size: int) -> None:
    assert_exact(june(), needed_in_june(), june().facts, size)


def test_of_the_line_that_counts_what_was_found_of_the_june_paper() -> None:
    """It rests on the whole paper."""
    both = zip(places(june().report), lines(june().report), strict=True)
    ((place, line),) = [(place, line) for place, line in both if "(#notes)" in place.text]
    explained = Explainer(june().view, june().report, june().streams).line(place)
    assert named(explained) == needed_in_june().by_line[line] != set()


def test_of_every_figure_and_line_of_the_june_paper_found_at_once() -> None:
    without = Without(june().view, june().streams, of_much=True)
    figures, lines_of_june = figures_need(without), lines_need(without, june().report)
    assert figures.keys() == june().report.figures.keys()
    assert {name: set(ids) for name, ids in figures.items()} == {n: needed_in_june().by_figure[n] for n in figures}
    expected = {place.name: needed_in_june().by_line[line] for place, line in seen(june())}
    assert {name: set(ids) for name, ids in lines_of_june.items()} == expected


@pytest.mark.parametrize("name", WRITTEN)
def test_of_every_figure_and_line_of_a_paper_of_a_few_facts(name: str) -> None:
    paper = Paper(history(WRITTEN[name]), JULY)
    assert_exact(paper, Needed(paper, paper.facts), paper.facts)


@pytest.mark.parametrize(("seed", "month"), list(enumerate(MONTHS)))
def test_of_a_made_up_history_with_corrections_and_late_facts(seed: int, month: str, size: int) -> None:
    paper = made_up(seed, month)
    facts = sampled(paper.facts, 4 * size, seed)
    assert_exact(paper, Needed(paper, facts), facts, size, seed)


def assert_exact(paper: Paper, needed: Needed, facts: Iterable[str], size: int = 1_000, seed: int = 1) -> None:
    """Of the facts that were taken away; of `size` figures and lines."""
    explainer, looked_at = Explainer(paper.view, paper.report, paper.streams), set(facts)
    for name in sampled(tuple(paper.report.figures), size, seed):
        assert named(explainer.figure(name)) & looked_at == needed.by_figure[name], name
    for place, line in sampled(tuple(seen(paper)), size, seed):
        assert named(explainer.line(place)) & looked_at == needed.by_line[line], place.name


def seen(paper: Paper) -> Iterator[tuple[Place, Seen]]:
    """Each line with its name; without that which counts the findings, of which each has its own facts."""
    both = zip(places(paper.report), lines(paper.report), strict=True)
    return ((place, line) for place, line in both if "(#notes)" not in place.text)


def named(explained: Explained) -> set[str]:
    return {fact.id for fact in explained.evidence}


def sampled(all_: tuple[T, ...], number: int, seed: int) -> tuple[T, ...]:
    return all_ if number >= len(all_) else tuple(Random(seed).sample(all_, number))


@pytest.mark.parametrize("month", ["2016-11"])
def test_rows_that_a_paper_needs_tell_the_same_of_the_streams_that_have_some(month: str, size: int) -> None:
    """What was settled long before is not read; of all else the same facts are found as from all rows."""
    paper = made_up(3, month)
    rows = Rows(needed_of(Rows(paper.view.rows), Month.parse(month)))
    needed = view(rows, Month.parse(month), paper.view.cut.position)
    streams = {row.stream for rows in needed.rows.values() for row in rows.values()}
    told = {stream: facts for stream, facts in paper.streams.items() if stream in streams}
    assert len(told) < len(paper.streams)
    whole, part = Explainer(paper.view, paper.report, paper.streams), Explainer(needed, paper.report, told)
    for name in sampled(tuple(paper.report.figures), size // 2, 4):
        examined = {id for id in named(whole.figure(name)) if id.rpartition("#")[0] in streams}
        assert named(part.figure(name)) == examined, name
    for place, _ in sampled(tuple(seen(paper)), size // 2, 4):
        examined = {id for id in named(whole.line(place)) if id.rpartition("#")[0] in streams}
        assert named(part.line(place)) == examined, place.name
