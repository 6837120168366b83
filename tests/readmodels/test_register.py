"""The register: what a modification is called, and which stages it went through."""

from datetime import date

import pytest

from shared.readmodels import REGISTER
from tests.readmodels.reading import row

RAISED = """
2020-03-02     DP106  ProposalRaised  label=DP106 title=Meters proposer.name=Someone
"""


def stages(text: str) -> list[tuple[str, str]]:
    """Day and state of each turn, `*` where it is implied."""
    turns = row(REGISTER, text).turns
    return [(turn.on.isoformat(), turn.state + "*" * turn.implied) for turn in turns]


def test_a_draft_proposal_becomes_a_modification_proposal_when_the_panel_converts_it() -> None:
    text = f"""{RAISED}
    2020-03-31     DP106  ReadinessDetermined  outcome=ready mode=meeting
    2020-04-17     MP106  ProposalConverted  route=refinement
    """
    assert stages(text) == [
        ("2020-03-02", "draft_proposal"),
        ("2020-03-31", "ready_for_panel"),
        ("2020-04-17", "in_refinement"),
    ]
    modification = row(REGISTER, text)
    assert modification.label_at(date(2020, 4, 16)) == "DP106"
    assert modification.label_at(date(2020, 4, 17)) == "MP106"
    assert (modification.stage_at(date(2020, 3, 1)), modification.stage_at(date(2020, 4, 16))) == ("unknown", "define")


def test_an_assessment_presumes_that_it_is_being_refined() -> None:
    assert stages("2020-03-26  MP106  AssessmentAccepted  PA 1") == [("2020-03-26", "in_refinement*")]


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("ChangeBoardVoted  basis=self_governance result=approve", "approved"),
        ("ChangeBoardVoted  basis=self_governance result=reject", "rejected"),
        ("ChangeBoardVoted  basis=recommendation result=approve", "with_authority"),
        ("ReportSubmittedToAuthority", "with_authority"),
        ("AuthorityDetermined  outcome=sent_back", "sent_back"),
        ("ProposalWithdrawn", "withdrawn"),
        ("ConsultationClosed  type=modification_report", "awaiting_change_board"),
        ("ModificationReportSubmitted", "ready_for_report"),
        ("ReleaseAssigned  release=2020-11", "awaiting_implementation*"),
        ("ProposalImplemented  release=2020-11", "implemented"),
    ],
)
def test_each_of_these_facts_alone_says_where_it_stands(line: str, state: str) -> None:
    assert stages(f"2020-06-01  MP96  {line}") == [("2020-06-01", state)]


def test_a_send_back_leads_back_to_refinement_and_an_old_fact_does_not() -> None:
    assert stages("""
    2020-01-10  MP96  AuthorityDetermined  outcome=sent_back
    2020-02-10  MP96  ReportSubmittedToAuthority  submission=2
    2020-02-20  MP96  AssessmentAccepted  IA 1
    """) == [("2020-01-10", "sent_back"), ("2020-02-10", "with_authority")]


def test_it_is_implemented_when_every_part_is_and_not_before() -> None:
    text = """
    2019-11-01  SECMP0062  ReleaseAssigned  release=2020-06 part=1
    2019-11-01  SECMP0062  ReleaseAssigned  release=2020-11 part=2
    2020-05-06  SECMP0062  ProposalImplemented  release=2020-06 part=1
    """
    assert stages(text)[-1] == ("2020-05-06", "part_implemented")
    assert row(REGISTER, text).settled_on is None
    whole = f"{text}\n2020-11-05  SECMP0062  ProposalImplemented  release=2020-11 part=2"
    assert stages(whole)[-1] == ("2020-11-05", "implemented")
    assert row(REGISTER, whole).settled_on == date(2020, 11, 5)


def test_a_fact_that_is_told_late_takes_its_place_by_its_day() -> None:
    assert stages(f"""{RAISED}
    2020-05-01  MP106  ProposalWithdrawn
    2020-04-17  MP106  ProposalConverted  route=refinement  known=2020-06-01
    """) == [("2020-03-02", "draft_proposal"), ("2020-04-17", "in_refinement"), ("2020-05-01", "withdrawn")]


def test_a_corrected_day_counts_from_the_start_and_names_both_facts() -> None:
    text = f"""{RAISED}
    2020-05-01  MP106  FactCorrected  of=106#1 now.occurred_on=2020-02-28 reason=Misread
    """
    turn = row(REGISTER, text).turns[0]
    assert (turn.on, turn.evidence) == (date(2020, 2, 28), ("106#1", "106#2"))
    assert row(REGISTER, text).opened_on == date(2020, 2, 28)


def test_a_retracted_fact_leaves_nothing_behind() -> None:
    text = f"""{RAISED}
    2020-05-01  MP106  ProposalWithdrawn
    2020-05-04  MP106  FactRetracted  of=106#2 reason="It was MP107."
    """
    assert stages(text) == [("2020-03-02", "draft_proposal")]
    assert row(REGISTER, text).settled_on is None


def test_a_statement_of_standing_is_not_exact() -> None:
    turn = row(REGISTER, "by 2020-05-31  MP106  AssessmentAccepted  PA 1").turns[0]
    assert (turn.on, turn.exact) == (date(2020, 5, 31), False)


def test_the_title_most_often_printed_stands_and_the_first_among_equals() -> None:
    modification = row(
        REGISTER,
        """
        2020-01-31  MP78  ProposalNamed  label=MP078 title=First
        2020-02-28  MP78  ProposalNamed  label=MP078 title=Second
        2020-03-31  MP78  ProposalNamed  label=MP078 title=Second
        """,
    )
    titles = [modification.title_at(date(2020, *day)) for day in ((1, 31), (2, 29), (3, 30), (3, 31))]
    assert titles == ["First", "First", "First", "Second"]
    assert modification.aliases() == ("MP078",)


def test_the_old_series_keeps_its_name() -> None:
    modification = row(REGISTER, "2016-01-31  SECMP0007  ProposalNamed  label=SECMP0007 title=Firmware")
    assert modification.label_at(date(2020, 5, 31)) == "SECMP0007"


def test_what_no_source_names_is_called_by_the_series_of_its_number() -> None:
    accepted = "2020-02-06  {}  AssessmentAccepted  IA 1"
    labels = [row(REGISTER, accepted.format(stream)).label_as_proposal() for stream in ("SECMP0067", "MP068")]
    assert labels == ["SECMP0067", "MP068"]
