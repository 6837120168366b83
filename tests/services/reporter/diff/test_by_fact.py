"""Differences turned round: of each fact, the papers that it touches."""

from services.reporter.diff.by_fact import by_fact
from services.reporter.diff.difference import Change, Difference, Edition
from tests.services.reporter.papers import june_view


def difference(paper: str, figures: tuple[Change, ...] = (), lines: tuple[Change, ...] = ()) -> Difference:
    cut = june_view().cut
    return Difference(Edition(paper, cut), Edition("now", cut), figures, (), lines)


def change(name: str, *facts: str) -> Change:
    return Change(name, "refine", "", "before", "after", "R1", facts)


def test_what_several_facts_make_together_stands_with_each_and_what_none_makes_with_none() -> None:
    mean, count, line = change("mean", "99#5", "99#6"), change("count", "99#6"), change("line", "99#5")
    found = by_fact([difference("May", (mean, count)), difference("June", (change("rule"),), (line,))])
    assert {fact: [(each.paper, each.figures, each.lines) for each in papers] for fact, papers in found.items()} == {
        "99#5": [("May", (mean,), ()), ("June", (), (line,))],
        "99#6": [("May", (mean, count), ())],
    }
