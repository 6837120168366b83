"""What a restated paper says first: what is otherwise than before, and what came of what it expected."""

from datetime import date

from services.reporter.diff.revisions import changes_of, revisions
from tests.services.reporter.diff.papers import difference_of, difference_with, june_and

SINCE = """
2020-05-29  MP099  AssessmentReturned  IA 1 known=2020-07-02
2020-06-17  DP132  ProposalWithdrawn  known=2020-07-02
2020-10-30  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
"""


def test_restated_today_it_gives_29_november_and_that_dp132_was_withdrawn() -> None:
    found = difference_of(june_and(SINCE), by=date(2020, 11, 1))
    lines = {line.text: line.evidence for line in revisions(found)}
    assert lines == lines | {
        "DP132 goes to the Panel for the Refinement Process: expected on 19 June 2020; withdrawn on 17 June 2020.": (
            "132#4",
        ),
        "November 2020 Release goes live: expected on 5 November 2020; now planned for 29 November 2020.": (
            "release/2020-11#2",
        ),
    }


def test_the_first_line_counts() -> None:
    first, *_ = revisions(difference_with(SINCE))
    assert first.text.startswith("**Restated** beside as issued: six figures, ")
    (only,) = revisions(difference_with(""))
    assert only.text == "**Restated** beside as issued: nothing is otherwise."


def test_the_fact_that_restates_a_paper_has_its_figures() -> None:
    changes = changes_of(difference_with(SINCE))
    assert [(change.figure, change.before, change.after, change.kind, change.facts) for change in changes[1:3]] == [
        ("assessments.ia.open.mean_wd", "113 WD", "161 WD", "R1", ("99#5",)),
        ("assessments.ia.open.median_wd", "82 WD", "160.5 WD", "R1", ("99#5",)),
    ]


def test_the_difference_names_what_came_otherwise_and_the_facts_that_say_so() -> None:
    expected = difference_of(june_and(SINCE), by=date(2020, 11, 1)).expected
    assert [(change.name, change.after, change.facts) for change in expected if "DP132" in change.name] == [
        ("DP132 goes to the Panel for the Refinement Process", "withdrawn on 17 June 2020", ("132#4",))
    ]
    assert not difference_of(june_and(SINCE), by=date(2020, 6, 16)).expected
