"""Papers of nothing, one and several: the sentences follow the counts."""

import pytest

from tests.services.reporter.papers import paper, rows, under
from tests.services.reporter.small import NOTHING, ONE, PLANNED, TWO


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        (
            "Recommended to proceed to Refinement Process",
            "There are no Draft Proposals being presented to the Panel for progression to the Refinement Process this "
            "month.",
        ),
        (
            "Recommended to proceed to Report Phase",
            "There are no Modification Reports being presented to the Panel for progression to the Report Phase this "
            "month.",
        ),
        ("Decisions", "The Change Board approved no Modification Proposals under Self-Governance this month."),
        ("Decisions", "The Authority issued no determinations this month."),
        ("New Draft Proposals", "No Draft Proposals were raised this month."),
        ("Change Sub-Committee decisions", "The Change Sub-Committee (CSC) made no decisions this month."),
        ("Working Group meetings", "No monthly Working Group meeting has been recorded."),
        ("Refinement Consultations", "There are currently no Modification Proposals out for Refinement Consultation."),
        (
            "Impact Assessment requests",
            "No Impact Assessments were requested, as no Change Board meeting has been recorded.",
        ),
        (
            "Modification Report Consultations",
            "There are currently no Modification Proposals out for Modification Report Consultation.",
        ),
        ("Change Board votes", "The Change Board voted on no modifications this month."),
        ("Authority decisions", "The Authority issued no determinations this month."),
        ("Authority decisions", "There are no Modification Proposals currently with the Authority for decision."),
        ("SEC Releases", "No modifications were implemented this month."),
        ("SEC Releases", "There are currently no modifications approved and waiting for implementation."),
    ],
)
def test_of_nothing_the_paper_says_so(heading: str, line: str) -> None:
    assert line in under(paper(NOTHING), heading)


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        (
            "Recommended to proceed to Refinement Process",
            [
                "There is one Draft Proposal being presented to the Panel for progression to the Refinement Process "
                "this month:",
                "- [DP201 'One'](#dp201)",
            ],
        ),
        (
            "Recommended to proceed to Report Phase",
            [
                "There is one Modification Report being presented to the Panel for progression to the Report Phase "
                "this month:",
                "- [MP202 'Two'](#mp202)",
            ],
        ),
        (
            "Decisions",
            [
                "The Change Board rejected one Modification Proposal under Self-Governance this month:",
                "- [MP205 'Five'](#mp205)",
                "The Authority issued determinations on one Modification Proposal this month:",
                "- [MP206 'Six'](#mp206) – approved",
            ],
        ),
        ("DP201", ["[DP201 'One'](#dp201) was raised by Ann from the DCC on 13 June 2020.", "The one."]),
        (
            "Change Sub-Committee decisions",
            [
                "On 30 June 2020, the Change Sub-Committee (CSC) agreed via correspondence that the following Draft "
                "Proposal should be presented to the Panel for conversion to a Modification Proposal:",
                "- [DP201 'One'](#dp201)",
            ],
        ),
        (
            "Working Group meetings",
            [
                "The last monthly Working Group meeting was held on 1 July 2020, and included the following "
                "modification:",
                "- [MP202 'Two'](#mp202)",
                "The next monthly Working Group meeting will be held on 5 August 2020, and the provisional agenda for "
                "this session will be announced on 22 July 2020.",
            ],
        ),
        (
            "Refinement Consultations",
            [
                "There is currently one Modification Proposal out for Refinement Consultation:",
                "- [MP202 'Two'](#mp202) (closes on 23 July 2020)",
            ],
        ),
        (
            "Impact Assessment requests",
            [
                "One Impact Assessment was requested at the June 2020 Change Board meeting:",
                "- [MP204 'Four'](#mp204)",
            ],
        ),
        (
            "Modification Report Consultations",
            [
                "There are currently no Modification Proposals out for Modification Report Consultation.",
                "The following Modification Report Consultation is expected to be issued in the week commencing "
                "20 July 2020:",
                "- [MP203 'Three'](#mp203)",
            ],
        ),
        (
            "Change Board votes",
            [
                "The Change Board voted on one modification on 24 June 2020:",
                "- [MP205 'Five'](#mp205) was **rejected** under Self-Governance.",
            ],
        ),
        (
            "Authority decisions",
            [
                "The Authority issued determinations on the following modification:",
                "- [MP206 'Six'](#mp206) was **approved** on 26 June 2020.",
                "There is one Modification Proposal currently with the Authority for decision:",
                "- [SECMP0060 'Sixty'](#secmp0060)",
            ],
        ),
        (
            "SEC Releases",
            [
                "One modification was implemented in the June 2020 Release (29 June 2020):",
                "- [MP207 'Seven'](#mp207)",
                "There is currently one modification approved for implementation as a standalone release on 3 August "
                "2020:",
                "- [MP206 'Six'](#mp206)",
            ],
        ),
    ],
)
def test_of_one_the_paper_speaks_in_the_singular(heading: str, lines: list[str]) -> None:
    assert under(paper(ONE), heading) == lines


def test_assessments_of_one_kind_each() -> None:
    assert rows(paper(ONE), "Summary") == [
        ("Preliminary Assessments open", "0", "–"),
        ("Preliminary Assessments completed in the last 12 months", "1", "6 WD"),
        ("Impact Assessments open", "1", "4 WD"),
        ("Impact Assessments completed in the last 12 months", "0", "–"),
    ]


def test_a_new_proposal_may_be_decided_in_the_month_in_which_it_was_raised() -> None:
    assert under(paper(TWO), "MP203")[-1] == (
        "The Proposer requested this be treated as an Urgent Proposal. This request was approved by the Authority. On "
        "24 June 2020, the Change Board voted to approve this Modification Proposal under Self-Governance."
    )


def test_consultations_are_expected_week_by_week() -> None:
    assert under(paper(TWO), "Refinement Consultations")[1:] == [
        "The following Refinement Consultation is expected to be issued in the week commencing 13 July 2020:",
        "- [MP205 'Five'](#mp205)",
        "The following Refinement Consultation is expected to be issued in the week commencing 20 July 2020:",
        "- [MP206 'Six'](#mp206)",
    ]


def test_the_analysts_words_stand_after_what_they_are_about() -> None:
    assert under(paper(TWO), "Working Group meetings")[-1] == "It did not meet."


def test_what_changed_since_the_last_paper_is_seen_at_once() -> None:
    assert paper(TWO).glance[2].text == (
        "Since the June 2020 paper: Define 2 (+2), Refine 0 (no change), Opine 2 (+2) and Approved 2 (+2). DCC "
        "assessments: 0 newly open, 0 no longer open."
    )


def test_what_is_not_dated_is_no_news() -> None:
    told = PLANNED + "\nby 2020-07-01  MP200  ChangeBoardVoted  basis=self_governance result=approve"
    assert under(paper(told), "Change Board votes") == ["The Change Board voted on no modifications this month."]


def test_more_than_ten_are_counted_in_digits() -> None:
    items = ", ".join(f'{{"stream": "{n}", "purpose": "refinement"}}' for n in range(201, 212))
    told = f"2020-07-01  meeting/panel/2020-07-17  AgendaPublished  items='[{items}]'"
    assert under(paper(told), "Recommended to proceed to Refinement Process")[0].startswith("There are 11 Draft")


def test_a_proposal_that_becomes_a_modification_changes_its_label_and_nothing_else() -> None:
    told = """
    2020-06-15  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann
    2020-06-19  DP201  ProposalConverted  route=refinement
    """
    assert under(paper(told), "MP201")[0] == "[MP201 'One'](#mp201) was raised by Ann on 15 June 2020."


def test_standalone_releases_come_after_the_others_whenever_they_were() -> None:
    told = f"""
    {PLANNED}
    by 2020-06-15  MP200  ProposalNamed  label=MP200 title=A
    by 2020-06-15  MP201  ProposalNamed  label=MP201 title=B
    2020-06-16  MP200  ProposalImplemented  release=standalone/2020-06-16
    2020-06-25  MP201  ProposalImplemented  release=2020-06
    2020-06-25  release/2020-06  ReleaseWentLive
    """
    assert under(paper(told), "SEC Releases")[:4] == [
        "One modification was implemented in the June 2020 Release (25 June 2020):",
        "- [MP201 'B'](#mp201)",
        "One modification was implemented as a standalone release on 16 June 2020:",
        "- [MP200 'A'](#mp200)",
    ]


def test_impact_assessments_are_those_that_the_last_regular_change_board_requested() -> None:
    told = f"""
    {PLANNED}
    by 2020-06-15  MP200  ProposalNamed  label=MP200 title=A
    2020-06-24  meeting/change_board/2020-06-24  MeetingHeld
    2020-06-24  MP200  AssessmentRequested  IA 1
    2020-06-24  MP201  AssessmentRequested  PA 1
    2020-07-01  meeting/change_board/2020-07-01  MeetingHeld  ad_hoc=true
    """
    assert under(paper(told), "Impact Assessment requests") == [
        "One Impact Assessment was requested at the June 2020 Change Board meeting:",
        "- [MP200 'A'](#mp200)",
    ]


def test_open_assessments_without_a_target_or_a_duration_hold_no_paper_up() -> None:
    """Sources tell of some that an assessment is open, and no more."""
    told = "\n".join(f"2020-03-0{n}  MP20{n}  AssessmentAccepted  PA 1 target_wd=15" for n in range(1, 4))
    bare = paper(f"{told}\n2020-03-05  MP204  AssessmentAccepted  PA 1", "2020-07")
    by_then = paper(f"{told}\nby 2020-03-05  MP204  AssessmentAccepted  PA 1", "2020-07")
    for report in (bare, by_then):
        assert [row[:2] for row in rows(report, "Open Assessments")][3] == ("MP204", "PA")
        assert not [finding for finding in report.findings if finding.rule == "targets-are-usual"]
