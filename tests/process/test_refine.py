"""The Refinement Process: alternatives, splits, mergers, and the Modification Report that ends it."""

from tests.process.broken import Broken, at, broken
from tests.process.given import given
from tests.process.ways import REFINEMENT

MP102 = """
2020-01-20  DP102  ProposalRaised  label=DP102 title=Whole proposer.name=N proposer.organisation=DCC
2020-02-25  DP102  ReadinessDetermined  outcome=ready mode=meeting
2020-03-20  MP102  ProposalConverted  route=refinement
"""


def test_mp102_is_split_into_two_that_keep_the_day_on_which_it_was_raised() -> None:
    split = given(MP102).when(
        """2020-08-14  MP102  SplitProposal
        'children=[{"suffix": "A", "title": "First"}, {"suffix": "B", "title": "Second"}]'"""
    )
    split.then(
        """2020-08-14  MP102  ProposalSplit
        'children=[{"suffix": "A", "title": "First"}, {"suffix": "B", "title": "Second"}]'""".replace("\n", " "),
        "2020-01-20  MP102A  ProposalRaised  label=DP102A title=First proposer.name=N proposer.organisation=DCC",
        "2020-08-14  MP102A  ProposalSplitOff  parent='\"102\"' state=in_refinement",
        "2020-01-20  MP102B  ProposalRaised  label=DP102B title=Second proposer.name=N proposer.organisation=DCC",
        "2020-08-14  MP102B  ProposalSplitOff  parent='\"102\"' state=in_refinement",
    )


def test_the_parts_of_mp102_go_on_where_it_stood_and_it_does_not() -> None:
    told = at("in_refinement", """2020-08-14 MP125 SplitProposal 'children=[{"suffix": "A", "title": "T"}]'""")
    assert told.standing("125").state == "split"
    part = told.standing("125A")
    assert [(turn.on.isoformat(), turn.state) for turn in part.turns] == [
        ("2020-05-07", "draft_proposal"),
        ("2020-08-14", "in_refinement"),
    ]


def test_what_came_out_of_a_split_is_not_split_again() -> None:
    told = at("in_refinement", """2020-08-14 MP125 SplitProposal 'children=[{"suffix": "A", "title": "T"}]'""")
    again = """2020-09-01 MP125A SplitProposal 'children=[{"suffix": "B", "title": "T"}]'"""
    told.when(again).refuses("suffix_taken", "came out of a split itself")


def test_only_what_is_in_refinement_is_split() -> None:
    at("out_for_mrc").when("""2020-09-20 MP125 SplitProposal 'children=[{"suffix": "A", "title": "T"}]'""").refuses(
        "not_allowed_now"
    )


def test_what_is_merged_lives_on_in_another() -> None:
    merged = "2020-07-01  MP125  ProposalsMerged  into='\"90\"'"
    at("in_refinement").when("2020-07-01  MP125  MergeProposals  into=MP090").then(merged)


def test_the_working_group_discusses_what_is_in_refinement() -> None:
    discussed = "2020-07-01  MP125  WorkingGroupDiscussed  meeting_on=2020-07-01"
    at("in_refinement").when(discussed.replace("WorkingGroupDiscussed", "RecordWorkingGroupDiscussion")).then(discussed)
    at("draft_proposal").when(discussed.replace("WorkingGroupDiscussed", "RecordWorkingGroupDiscussion")).refuses(
        "not_allowed_now"
    )


BROKEN: tuple[Broken, ...] = (
    broken("in_refinement", "AddAlternative n=2 title=T", code="not_the_next"),
    broken(
        "in_refinement",
        """SplitProposal 'children=[{"suffix": "A", "title": "T"}, {"suffix": "A", "title": "U"}]'""",
        code="suffix_taken",
    ),
    broken("in_refinement", "MergeProposals into=MP125", code="names_itself"),
    broken("in_refinement", "MergeProposals into=MP777", code="other_not_known"),
    broken("in_refinement", "2020-06-19 MP090 RequestWithdrawal", "MergeProposals into=MP090", code="other_not_live"),
    broken("requested", "SubmitModificationReport", code="assessment_running"),
    broken(
        "in_refinement",
        f"OpenConsultation {REFINEMENT} closes_on=2020-12-18",
        "SubmitModificationReport",
        code="consultation_open",
    ),
    broken("ready_for_report", "SubmitModificationReport", code="report_already_submitted"),
)
