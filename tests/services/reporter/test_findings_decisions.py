"""Decisions that cannot be right, or that presume what nobody recorded, are recorded and told."""

import pytest

from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import PLANNED

RAISED = "2020-05-11  MP127  ProposalRaised  label=DP127 title=Screening proposer.name=Ann"
REPORTED = f"""
{RAISED}
2020-06-19  MP127  ProposalConverted  route=report_phase
2020-06-22  MP127  ConsultationOpened  type=modification_report
2020-06-23  MP127  ConsultationClosed  type=modification_report
"""
SEPTEMBER = """
2020-08-07  paper/2020-08  PaperPlanned  paper_ref=SECP_83 action=Note classification=White author=A team=T
            issued_on=2020-08-07
2020-09-04  paper/2020-09  PaperPlanned  paper_ref=SECP_84 action=Note classification=White author=A team=T
            issued_on=2020-09-04
""".replace("\n            ", " ")


def found(facts: str, rule: str, month: str = "2020-07") -> list[str]:
    report = paper(f"{PLANNED}\n{facts}", month)
    return [finding.message for finding in report.findings if finding.rule == rule]


VOTED_TWICE = f"""
{SEPTEMBER}
{REPORTED}
2020-07-22  MP127  ChangeBoardVoted  basis=self_governance result=approve
2020-08-26  MP127  ChangeBoardVoted  basis=self_governance result=approve
"""


def test_a_vote_that_came_again_is_told_in_the_paper_of_the_later_one() -> None:
    """MP127 has votes on 22 July and on 26 August 2020."""
    assert found(VOTED_TWICE, "voted-again", "2020-09") == [
        "MP127: vote recorded on 22 July 2020 and again on 26 August 2020, and nothing says what brought it back."
    ]
    assert found(VOTED_TWICE, "voted-again", "2020-08") == []


@pytest.mark.parametrize(
    "between",
    [
        "AuthorityDetermined  outcome=sent_back",
        "ReworkStarted  route=report_phase",
        "AppealDetermined  outcome=remitted",
    ],
)
def test_what_was_brought_back_may_be_voted_on_again(between: str) -> None:
    told = VOTED_TWICE.replace("2020-08-26", f"2020-08-05  MP127  {between}\n2020-08-26")
    assert found(told, "voted-again", "2020-09") == []


def test_two_results_of_one_meeting_are_one_vote() -> None:
    told = VOTED_TWICE.replace("2020-08-26", "2020-07-22")
    assert found(told, "voted-again", "2020-09") == []


@pytest.mark.parametrize(
    ("end", "line", "message"),
    [
        (
            "ProposalWithdrawn",
            "ChangeBoardVoted  basis=self_governance result=approve",
            "MP127: the Change Board voted on 1 July 2020, after it was withdrawn (25 June 2020).",
        ),
        (
            """ProposalsMerged  into='"128"'""",
            "AuthorityDetermined  outcome=approved",
            "MP127: the Authority determined on 1 July 2020, after it was merged into another (25 June 2020).",
        ),
    ],
)
def test_a_decision_after_the_end_is_told(end: str, line: str, message: str) -> None:
    told = f"{REPORTED}\n2020-06-25  MP127  {end}\n2020-07-01  MP127  {line}"
    assert found(told, "decided-after-its-end") == [message]
    assert found(f"{REPORTED}\n2020-07-01  MP127  {line}", "decided-after-its-end") == []


def test_a_vote_without_a_modification_report_is_told_of_what_is_known_since_it_was_raised() -> None:
    voted = "2020-07-01  MP127  ChangeBoardVoted  basis=self_governance result=approve"
    assert found(f"{RAISED}\n{voted}", "step-not-recorded") == [
        "MP127: the Change Board voted on 1 July 2020, and nothing says that its Modification Report was submitted or "
        "consulted on."
    ]
    assert found(f"{REPORTED}\n{voted}", "step-not-recorded") == []
    assert found(f"by 2020-05-11  MP127  ProposalNamed  label=MP127\n{voted}", "step-not-recorded") == []
    urgent = "2020-05-18  MP127  UrgencyGranted"
    assert found(f"{RAISED}\n{urgent}\n{voted}", "step-not-recorded") == []


def test_an_implementation_without_an_approval_is_told() -> None:
    told = f"{REPORTED}\n2020-07-01  MP127  ProposalImplemented  release=2020-06"
    assert found(told, "step-not-recorded") == [
        "MP127 was implemented on 1 July 2020, and nothing says that it was approved."
    ]
    voted = told.replace(
        "2020-07-01", "2020-06-24  MP127  ChangeBoardVoted  basis=self_governance result=approve\n2020-07-01"
    )
    assert found(voted, "step-not-recorded") == []
    same_day = f"{REPORTED}\n2020-06-24  MP127  ChangeBoardVoted  basis=self_governance result=approve release=2020-11"
    assert found(f"{same_day}\n2020-06-24  MP127  ReleaseAssigned  release=2020-11", "step-not-recorded") == []


def test_what_is_rejected_on_appeal_and_assigned_to_a_release_still_is_told() -> None:
    told = f"""
    {REPORTED}
    2020-06-24  MP127  ChangeBoardVoted  basis=self_governance result=approve
    2020-06-24  MP127  ReleaseAssigned  release=2020-11
    2020-06-25  MP127  AppealLodged  appellant=Ann
    2020-07-02  MP127  AppealDetermined  outcome=overturned
    """
    assert found(told, "released-though-over") == [
        "MP127 was rejected on 2 July 2020, and is assigned to release 2020-11 still."
    ]
    cancelled = f"{told}\n2020-07-03  MP127  ImplementationCancelled  release=2020-11 reason=Rejected."
    assert found(cancelled, "released-though-over") == []


def test_a_time_for_adoption_that_is_over_without_an_outcome_is_told() -> None:
    told = f"{RAISED}\n2020-06-15  MP127  WithdrawalRequested  adoptable_until=2020-06-29"
    assert found(told, "adoption-window-lapsed") == [
        "DP127 could be adopted until 29 June 2020, and nothing says whether it was."
    ]
    assert found(f"{told}\n2020-06-29  MP127  AdoptionWindowClosed", "adoption-window-lapsed") == []


def test_words_for_a_section_that_no_paper_has_are_told() -> None:
    told = "2020-07-10  paper/2020-07  CommentaryWritten  section=opinion text=Lost."
    assert found(told, "commentary-without-a-place") == [
        "What was written for the section 'opinion' is not printed: there is no such section."
    ]


def test_june_has_none_of_these() -> None:
    rules = {"voted-again", "decided-after-its-end", "step-not-recorded", "released-though-over"}
    assert not rules & {finding.rule for finding in june().findings}
