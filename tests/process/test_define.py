"""Raising a proposal, and its way to the Panel."""

from tests.process.given import given

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


def test_mp130_was_made_urgent_in_three_days() -> None:
    asked = "2020-05-15  MP130  UrgencyRequested  by=panel"
    given(URGENT).when(asked.replace("UrgencyRequested", "RequestUrgency")).then(asked)
    given(URGENT + asked).when("2020-05-18  MP130  GrantUrgency").then("2020-05-18  MP130  UrgencyGranted")
    given(URGENT).when("2020-05-18  MP130  GrantUrgency").refuses("urgency_not_requested")
