"""What was done with a proposal on a day, with what only such a deed has."""

from datetime import date

import pytest

from shared.readmodels import PARTICULARS, PROCEEDINGS, RESPONSES
from tests.readmodels.reading import row, rows


@pytest.mark.parametrize(
    ("line", "deed", "body"),
    [
        ("FastTrackRecommended", "fast_track_recommended", "csc"),
        ("FastTrackApproved", "fast_track_approved", "panel"),
        ("ConversionRefused  reason=Unclear", "conversion_refused", "panel"),
        ("UrgencyRefused  reason=Unclear", "urgency_refused", "authority"),
        ("ReportPhaseApproved", "report_phase_approved", "panel"),
        ("ReportReturned  reason=Unclear", "report_returned", "panel"),
        ("ProposalPutOnHold  reason=Unclear", "put_on_hold", None),
        ("ProposalResumed", "resumed", None),
        ("TitleChanged  title=Other", "title_changed", None),
        ("ProposerChanged  proposer.name=Bob", "proposer_changed", None),
        ("AlternativeAdded  n=1 title=Other", "alternative_added", "working_group"),
        ("WithdrawalRequested", "withdrawal_requested", None),
        ("AdoptionWindowClosed", "withdrawn", None),
        ("ProposalWithdrawn", "withdrawn", None),
        ("ProposalAdopted  proposer.name=Bob", "adopted", None),
        ("ChangeBoardDeferred  reason=Unclear", "deferred", "change_board"),
        ("ReworkStarted  route=refinement", "rework_started", "panel"),
        ("AppealLodged  appellant=Bob", "appeal_lodged", None),
        ("AppealDetermined  outcome=confirmed", "appeal_confirmed", "authority"),
        ("AppealDetermined  outcome=overturned", "appeal_overturned", "authority"),
        ("AppealDetermined  outcome=remitted", "appeal_remitted", "authority"),
    ],
)
def test_each_of_these_is_a_deed(line: str, deed: str, body: str | None) -> None:
    found = row(PROCEEDINGS, f"2020-06-01  MP96  {line}")
    assert (found.deed, found.body, found.taken.on) == (deed, body, date(2020, 6, 1))


def test_a_deferral_says_why_and_to_which_meeting() -> None:
    """MP127: put off on 22 July 2020 to 26 August."""
    found = row(PROCEEDINGS, '2020-07-22  MP127  ChangeBoardDeferred  reason="Unclear." until_on=2020-08-26')
    assert (found.about, found.until) == ("Unclear.", date(2020, 8, 26))


def test_a_vote_is_told_by_category_where_the_split_is_known() -> None:
    votes = '[{"category":"large_supplier","approve":9,"reject":3,"abstain":1,"outcome":"approve"}]'
    known = row(
        PROCEEDINGS, f"2020-07-22  MP127  ChangeBoardVoted  basis=self_governance result=approve votes='{votes}'"
    )
    assert [(vote.category, vote.approve, vote.reject, vote.abstain) for vote in known.votes] == [
        ("large_supplier", 9, 3, 1)
    ]
    assert row(PROCEEDINGS, "2020-07-22  MP127  ChangeBoardVoted  basis=self_governance result=approve").votes == ()


def test_a_split_names_the_parts_and_a_merger_the_other() -> None:
    split = row(PROCEEDINGS, """2020-03-04  MP102  ProposalSplit  children='[{"suffix": "A", "title": "Now"}]'""")
    merged = row(PROCEEDINGS, """2020-03-04  MP103  ProposalsMerged  into='"104"'""")
    assert (split.others, merged.others) == (("102A",), ("104",))


def test_what_is_seldom_asked_for_is_a_row_of_its_own_and_there_is_none_where_nothing_is_told() -> None:
    found = row(
        PARTICULARS,
        """
        2020-01-05  DP96  ProblemStatementReceived  title=Draft from_organisation=Npower
        2020-01-10  DP96  ProblemStatementCommented  comments="What is the problem?"
        2020-03-04  MP96  SolutionChanged  summary=Shorter
        2020-04-04  MP96  SolutionChanged  summary=Longer
        2020-04-05  MP96  ImpactsRecorded  party_categories='["large_supplier"]' documents='["SEC Section D"]'
        2020-05-05  MP96  LegalTextChanged  text_version='"1.1"'
        """,
    )
    assert [solution.text for solution in found.solutions] == ["Shorter", "Longer"]
    assert found.impacts[-1].documents == ("SEC Section D",)
    assert (found.drafts[0].from_organisation, found.legal_texts[0].text) == ("Npower", "1.1")
    assert rows(PARTICULARS, "2020-03-04  MP96  UrgencyGranted") == {}


def test_each_response_is_a_row() -> None:
    found = rows(
        RESPONSES,
        """
        2020-03-04  MP96  ResponseReceived  type=refinement respondent=r-1 party_category=large_supplier view=supportive
        2020-03-05  MP96  ResponseReceived  type=refinement respondent=r-2 confidential=true
        """,
    )
    assert [(response.respondent, response.view, response.confidential) for response in found.values()] == [
        ("r-1", "supportive", False),
        ("r-2", None, True),
    ]
