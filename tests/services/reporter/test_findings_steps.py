"""Steps of an assessment that cannot have been in that order are recorded, and told."""

from datetime import date

import pytest

from services.reporter.durations import open_assessments
from services.reporter.listings.assessments import assessments
from services.reporter.views import replayed
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS
from shared.papers.finding import Finding
from tests.given import history
from tests.services.reporter.papers import june, paper, view
from tests.services.reporter.small import PLANNED

RETURNED_FIRST = """
2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15
2020-03-01  MP106  AssessmentReturned  PA 1
"""


def found(facts: str) -> list[Finding]:
    return [finding for finding in paper(f"{PLANNED}\n{facts}").findings if finding.rule == "steps-out-of-order"]


def test_a_return_before_the_acceptance_is_told_with_its_facts() -> None:
    (finding,) = found(RETURNED_FIRST)
    assert finding.message == "MP106 PA 1: returned on 1 March 2020, before it was accepted (26 March 2020)"
    assert finding.subjects == ("106", "106#2", "106#1")
    assert finding.mend == "correct the day that is wrong, or retract its fact: 106#2 and 106#1."


def test_an_acceptance_before_the_request_is_told() -> None:
    (finding,) = found("""
        2020-04-01  MP106  AssessmentRequested  PA 1
        2020-03-26  MP106  AssessmentAccepted  PA 1
    """)
    assert finding.message == "MP106 PA 1: accepted on 26 March 2020, before it was requested (1 April 2020)"


@pytest.mark.parametrize(
    "facts",
    [
        "2020-03-26  MP106  AssessmentReturned  PA 1",
        """
        2020-03-26  MP106  AssessmentAccepted  PA 1
        2020-03-26  MP106  AssessmentReturned  PA 1
        """,
        """
        2020-03-01  MP106  AssessmentReturned  PA 1
        by 2020-06-12  MP106  AssessmentAccepted  PA 1
        """,
        """
        2020-03-02  MP106  AssessmentRequested  PA 1
        2020-03-04  MP106  AssessmentRefused  PA 1
        2020-03-06  MP106  AssessmentRequested  PA 1
        2020-03-09  MP106  AssessmentAccepted  PA 1
        2020-03-23  MP106  AssessmentReturned  PA 1
        2020-04-01  MP106  AssessmentReissued  PA 1
        2020-04-06  MP106  AssessmentReturned  PA 1
        """,
        f"{RETURNED_FIRST}\n2020-04-20  MP106  FactRetracted  of=106#2 reason=Misread",
        "2020-07-08  MP106  AssessmentReturned  PA 1\n2020-07-20  MP106  AssessmentAccepted  PA 1",
    ],
    ids=["no acceptance told", "one day", "accepted by a later day", "refused, reissued", "mended", "not yet known"],
)
def test_what_may_have_been_in_order_is_not_told(facts: str) -> None:
    assert not found(facts)


def test_june_has_no_steps_out_of_order() -> None:
    assert not [finding for finding in june().findings if finding.rule == "steps-out-of-order"]


def test_the_duration_of_one_returned_too_early_runs_from_its_acceptance() -> None:
    (taken,) = open_assessments(view(f"{PLANNED}\n{RETURNED_FIRST}"))
    assert (taken.accepted_on, taken.counted_wd) == (date(2020, 3, 26), 69)


@pytest.mark.parametrize(
    ("day", "state", "duration_wd"),
    [(date(2020, 3, 1), "returned", None), (date(2020, 3, 25), "returned", None), (date(2020, 3, 27), "open", 2)],
)
def test_it_is_listed_on_every_day_without_a_duration_before_its_acceptance(
    day: date, state: str, duration_wd: int | None
) -> None:
    convention, calendar = CONVENTIONS["weekdays_both_ends"], CALENDARS["england_and_wales/1"]
    (listed,) = assessments(replayed(history(RETURNED_FIRST)), day, "all", convention, calendar)
    assert (listed["state"], listed["duration_wd"]) == (state, duration_wd)
    assert listed["target_wd_original"] == listed["target_wd"] == (15 if state == "open" else None)


def test_a_reissue_is_no_acceptance_where_none_is_told() -> None:
    facts = """
        2020-03-02  MP106  AssessmentReturned  PA 1
        2020-05-04  MP106  AssessmentReissued  PA 1
    """
    (taken,) = open_assessments(view(f"{PLANNED}\n{facts}"))
    assert (taken.accepted_on, taken.counted_wd) == (None, None)
    assert not found(facts)
