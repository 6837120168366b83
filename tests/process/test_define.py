"""Raising a proposal, and its way to the Panel."""

from tests.process.broken import Broken, at, broken
from tests.process.given import given
from tests.process.ways import DETERMINED, RAISE, SELF

RAISED = """
2020-05-07  DP125  ProposalRaised  label=DP125 title=Meters proposer.name=N proposer.party_category=large_supplier
"""
URGENT = """
2020-05-12  MP130  ProposalRaised  label=MP130 title=T urgent_requested=true proposer.name=D proposer.organisation=DCC
"""


def test_a_proposal_is_raised_as_a_draft() -> None:
    line = RAISED.replace("ProposalRaised", "RaiseProposal")
    given().when(line).then(RAISED)


def test_a_draft_that_is_ready_goes_to_refinement() -> None:
    ready = "2020-05-26  DP125  ReadinessDetermined  outcome=ready mode=meeting"
    given(RAISED).when(ready.replace("ReadinessDetermined", "DetermineReadiness")).then(ready)
    given(f"{RAISED}\n{ready}").when("2020-06-19  DP125  ConvertProposal  route=refinement").then(
        "2020-06-19  DP125  ProposalConverted  route=refinement"
    )


def test_a_draft_that_nobody_found_ready_is_not_converted() -> None:
    refusal = given(RAISED).when("2020-06-19  DP125  ConvertProposal  route=refinement").refuses("not_allowed_now")
    assert refusal.clause == "SEC D3"
    assert "DetermineReadiness" in refusal.allowed


def test_what_is_out_of_place_is_refused_for_that_whatever_else_it_says() -> None:
    line = "2020-05-26  DP125  RaiseProposal  label=DP9 title=T proposer.name=N proposer.party_category=large_supplier"
    given(RAISED).when(line).refuses("not_allowed_now", "125 is draft proposal: RaiseProposal is for")
    given().when(line).refuses("label_does_not_fit", "the label DP9 is of modification 9")


def test_mp130_was_made_urgent_in_three_days() -> None:
    asked = "2020-05-15  MP130  UrgencyRequested  by=panel"
    given(URGENT).when(asked.replace("UrgencyRequested", "RequestUrgency")).then(asked)
    given(URGENT + asked).when("2020-05-18  MP130  GrantUrgency").then("2020-05-18  MP130  UrgencyGranted")
    given(URGENT).when("2020-05-18  MP130  GrantUrgency").refuses("urgency_not_requested")


def test_mp130_starts_as_a_modification_proposal_since_it_is_urgent() -> None:
    raised = URGENT.replace("ProposalRaised", "RaiseProposal")
    given().when(raised).then(URGENT)
    assert given(URGENT).standing("130").state == "in_refinement"
    given().when(raised.replace("label=MP130", "label=DP130")).refuses("label_does_not_fit", "starts as MP130")
    given().when(raised.replace("urgent_requested=true", "")).refuses("label_does_not_fit", "expected DP130")


def test_mp185_was_asked_to_be_urgent_by_the_csc_and_is_so_three_days_later() -> None:
    raised = "2021-10-01  DP185  ProposalRaised  label=DP185 title=T proposer.name=N proposer.organisation=DCC"
    asked = "2021-10-15  DP185  UrgencyRequested  by=csc"
    given(raised).when(asked.replace("UrgencyRequested", "RequestUrgency")).then(asked)
    given(f"{raised}\n{asked}").when("2021-10-18  DP185  GrantUrgency").then("2021-10-18  DP185  UrgencyGranted")
    granted = given(f"{raised}\n{asked}\n2021-10-18  DP185  UrgencyGranted")
    assert granted.standing("185").is_urgent


def test_urgency_that_was_refused_may_be_asked_for_again_also_on_that_day() -> None:
    lines = ["RequestUrgency by=panel", "RefuseUrgency"]
    again = at("draft_proposal", *lines, "RequestUrgency by=csc")
    again.when("2020-05-07  MP125  RequestUrgency  by=csc").refuses("urgency_already_requested")
    again.when("2020-05-07  MP125  GrantUrgency").then("2020-05-07  MP125  UrgencyGranted")


def test_any_live_proposal_may_be_made_urgent_also_what_was_sent_back() -> None:
    asked = "2020-11-20  MP125  UrgencyRequested  by=panel"
    at("sent_back").when(asked.replace("UrgencyRequested", "RequestUrgency")).then(asked)


def test_the_csc_determines_by_correspondence_too() -> None:
    """As on 4 June 2020."""
    ready = "2020-06-04  DP125  ReadinessDetermined  outcome=ready mode=correspondence"
    given(RAISED).when(ready.replace("ReadinessDetermined", "DetermineReadiness")).then(ready)


def test_dp124_goes_straight_to_the_report_phase() -> None:
    given("""
    2020-05-05  DP124  ProposalRaised  label=DP124 title=T proposer.name=N proposer.party_category=large_supplier
    2020-05-26  DP124  ReadinessDetermined  outcome=ready mode=meeting
    """).when("2020-06-19  DP124  ConvertProposal  route=report_phase").then(
        "2020-06-19  DP124  ProposalConverted  route=report_phase"
    )


def test_what_the_panel_does_not_convert_is_a_draft_again() -> None:
    refused = at("ready_for_panel", "2020-06-19 MP125 RefuseConversion reason=Unclear")
    assert refused.standing("125").state == "draft_proposal"


def test_a_fast_track_modification_is_approved_by_the_panel_without_refinement_or_report() -> None:
    """MP153: the CSC may recommend it."""
    approved = at("ready_for_panel", "RecommendFastTrack", "2020-06-19 MP125 ApproveFastTrack")
    assert [turn.state for turn in approved.standing("125").turns] == ["draft_proposal", "ready_for_panel", "approved"]


def test_the_authority_may_overrule_the_panel_on_the_path() -> None:
    overruled = at("in_refinement", SELF, "2020-07-01 MP125 DeterminePath path=authority_determined by=authority")
    assert overruled.standing("125").path == "authority_determined"


def test_a_problem_statement_is_read_by_secas_before_it_is_raised() -> None:
    given("2020-04-20  DP125  ProblemStatementReceived  title=Meters").when(
        "2020-04-27  DP125  CommentOnProblemStatement"
    ).then("2020-04-27  DP125  ProblemStatementCommented")
    assert at("critical_friend_review").standing("125").state == "critical_friend_review"


_ANYBODY = "RaiseProposal label=DP125 title=T proposer.name=N"

BROKEN: tuple[Broken, ...] = (
    broken("unknown", f"2020-05-07 MP125 {RAISE.format('DP124')}", code="label_does_not_fit"),
    broken("unknown", f"2020-05-07 MP125 {RAISE.format('SECMP0125')}", code="label_does_not_fit"),
    broken("unknown", f"2020-05-07 MP125 {_ANYBODY}", code="proposer_not_eligible"),
    broken("critical_friend_review", f"2020-04-19 MP125 {RAISE.format('DP125')}", code="before_what_it_follows"),
    broken("draft_proposal", "ChangeTitle title=Meters", code="title_is_the_same"),
    broken("draft_proposal", "ChangeProposer proposer.name=X", code="proposer_not_eligible"),
    broken("draft_proposal", "RecordDependency depends_on=DP125", code="names_itself"),
    broken("draft_proposal", "RecordDependency depends_on=MP777", code="other_not_known"),
    broken("ready_for_panel", DETERMINED, "RecommendFastTrack", code="not_self_governance"),
    broken("ready_for_panel", DETERMINED, "ApproveFastTrack", code="not_self_governance"),
    broken("ready_for_panel", "ConvertProposal route=discussion", code="not_a_route"),
    broken("in_refinement", "DeterminePath path=authority_led by=csc", code="body_may_not"),
    broken("in_refinement", SELF, SELF, code="path_is_the_same"),
    broken("draft_proposal", "RequestUrgency by=panel", "RequestUrgency by=csc", code="urgency_already_requested"),
    broken("draft_proposal", "GrantUrgency", code="urgency_not_requested"),
    broken("draft_proposal", "RefuseUrgency", code="urgency_not_requested"),
)
