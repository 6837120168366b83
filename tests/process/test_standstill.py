"""Holding, withdrawing and adopting."""

from tests.process.broken import Broken, at, broken
from tests.process.given import given

DP132 = """
2020-06-01  DP132  ProposalRaised  label=DP132 title=T proposer.name=N proposer.organisation=DCC
"""
MP117 = """
2020-03-02  DP117  ProposalRaised  label=DP117 title=T proposer.name=N proposer.organisation=DCC
2020-03-31  DP117  ReadinessDetermined  outcome=ready mode=meeting
2020-04-17  MP117  ProposalConverted  route=refinement
"""
WITHDRAWN = "2021-06-09  MP117  WithdrawalRequested  adoptable_until=2021-06-23"


def test_dp132_was_withdrawn_at_once_since_it_was_a_draft_proposal() -> None:
    """On 17 June 2020, when the June paper had named it already."""
    given(DP132).when("2020-06-17  DP132  RequestWithdrawal").then(
        "2020-06-17  DP132  WithdrawalRequested", "2020-06-17  DP132  ProposalWithdrawn"
    )


def test_mp117_could_be_adopted_from_9_to_23_june_2021() -> None:
    given(MP117).when("2021-06-09  MP117  RequestWithdrawal").then(WITHDRAWN)
    window = given(MP117 + WITHDRAWN)
    assert window.standing("117").state == "adoption_window"
    adopted = "  MP117  ProposalAdopted  proposer.name=M proposer.party_category=small_supplier"
    adopt = adopted.replace("ProposalAdopted", "AdoptProposal")
    window.when("2021-06-23" + adopt).then("2021-06-23" + adopted)
    window.when("2021-06-24" + adopt).refuses("adoption_too_late", "2021-06-23")
    window.when("2021-06-22  MP117  CloseAdoptionWindow").refuses("adoption_window_open", "2021-06-23")
    window.when("2021-06-23  MP117  CloseAdoptionWindow").then("2021-06-23  MP117  AdoptionWindowClosed")


def test_what_is_adopted_goes_on_where_it_stood() -> None:
    adopt = "AdoptProposal proposer.name=M proposer.party_category=small_supplier"
    for place in ("in_refinement", "out_for_mrc", "with_authority", "sent_back"):
        assert at(place, "RequestWithdrawal", adopt).standing("125").state == place


def test_nothing_is_withdrawn_once_the_decision_is_taken() -> None:
    for place in ("approved", "rejected", "awaiting_implementation"):
        at(place).when("2020-11-30  MP125  RequestWithdrawal").refuses("not_allowed_now")


def test_what_is_held_waits_for_another_and_goes_on_when_it_is_resumed() -> None:
    """As DP238, which waited for MP252."""
    held = "2020-07-01  MP125  ProposalPutOnHold  reason=Waits awaiting='\"90\"'"
    at("in_refinement").when("2020-07-01  MP125  PutOnHold  reason=Waits awaiting=MP090").then(held)
    told = at("in_refinement", "2020-07-01 MP125 PutOnHold reason=Waits awaiting=MP090")
    told.when("2020-08-03  MP125  SubmitModificationReport").refuses("on_hold", "ResumeProposal")
    told.when("2020-08-03  MP125  ResumeProposal").then("2020-08-03  MP125  ProposalResumed")
    told.when("2020-06-30  MP125  ResumeProposal").refuses("before_what_it_follows")


BROKEN: tuple[Broken, ...] = (
    broken("draft_proposal", *["PutOnHold reason=R"] * 2, code="on_hold"),
    broken("draft_proposal", "PutOnHold reason=R awaiting=MP125", code="names_itself"),
    broken("draft_proposal", "PutOnHold reason=R awaiting=MP777", code="other_not_known"),
    broken("draft_proposal", "ResumeProposal", code="not_on_hold"),
    broken(
        "with_authority",
        *("2020-10-28 MP125 SubmitReportToAuthority", "2020-10-26 MP125 RequestWithdrawal"),
        code="before_what_it_follows",
    ),
    broken("adoption_window", "AdoptProposal proposer.name=X", code="proposer_not_eligible"),
    broken(
        "adoption_window",
        "2020-07-16 MP125 AdoptProposal proposer.name=X proposer.organisation=DCC",
        code="adoption_too_late",
    ),
    broken("adoption_window", "2020-07-14 MP125 CloseAdoptionWindow", code="adoption_window_open"),
)
