"""The DCC's assessments: asked for by whom, counted on from one, ended by being returned, refused or cancelled."""

from shared.process.command import Giver
from tests.process.broken import Broken, at, broken
from tests.process.given import given

MP090 = """
2019-10-01  DP090  ProposalRaised  label=DP090 title=T proposer.name=N proposer.organisation=DCC
2019-10-29  DP090  ReadinessDetermined  outcome=ready mode=meeting
2019-11-15  MP090  ProposalConverted  route=refinement
2019-11-15  MP090  AssessmentRequested  PA 1
2019-11-19  MP090  AssessmentAccepted  PA 1  target_wd=15
"""


def test_mp090_had_two_preliminary_assessments() -> None:
    returned = f"{MP090}\n2020-02-11  MP090  AssessmentReturned  PA 1"
    given(MP090).when("2020-02-11  MP090  ReturnAssessment  PA").then("2020-02-11  MP090  AssessmentReturned  PA 1")
    given(returned).when("2020-03-04  MP090  RequestAssessment  PA").then(
        "2020-03-04  MP090  AssessmentRequested  PA 2"
    )
    twice = f"{returned}\n2020-03-04  MP090  AssessmentRequested  PA 2"
    given(twice).when("2020-03-06  MP090  AcceptAssessment  PA").then("2020-03-06  MP090  AssessmentAccepted  PA 2")
    given(twice).when("2020-03-06  MP090  AcceptAssessment  PA 1").refuses("not_allowed_now", "returned")


def test_an_impact_assessment_is_asked_for_at_the_change_board() -> None:
    """As at the Change Board of 27 May 2020."""
    asked = "2020-05-27  MP090  RequestAssessment  IA  at_change_board_on=2020-05-27"
    told = given(f"{MP090}\n2020-02-11  MP090  AssessmentReturned  PA 1")
    told.when(asked).then("2020-05-27  MP090  AssessmentRequested  IA 1  at_change_board_on=2020-05-27")
    told.when("2020-05-27  MP090  RequestAssessment  IA").refuses("not_by_change_board", "at_change_board_on")


def test_a_target_is_what_somebody_set_and_not_a_function_of_the_type() -> None:
    """Targets of 25 and 40 WD are among those of 15 in the June 2020 paper."""
    given(MP090).when("2019-11-20  MP090  ReviseAssessmentTarget  PA  target_wd=25 was_wd=15").then(
        "2019-11-20  MP090  AssessmentTargetRevised  PA 1  target_wd=25 was_wd=15"
    )


def test_a_clock_stops_and_goes_on() -> None:
    stopped = "2019-11-25  MP090  AssessmentClockStopped  PA 1  reason=Unclear awaiting=SECAS"
    given(MP090).when("2019-11-25  MP090  StopAssessmentClock  PA  reason=Unclear awaiting=SECAS").then(stopped)
    given(MP090 + stopped).when("2019-11-28  MP090  ResumeAssessmentClock  PA").then(
        "2019-11-28  MP090  AssessmentClockResumed  PA 1"
    )
    given(MP090).when("2019-11-28  MP090  ResumeAssessmentClock  PA").refuses("not_allowed_now", "open")


def test_what_runs_can_be_cancelled_also_when_the_modification_is_gone() -> None:
    withdrawn = at("open", "RequestWithdrawal")
    withdrawn.when("2020-06-19  MP125  ReturnAssessment  PA").refuses("not_live")
    withdrawn.when("2020-06-19  MP125  CancelAssessment  PA").then("2020-06-19  MP125  AssessmentCancelled  PA 1")


def test_the_dcc_sends_an_incomplete_request_back() -> None:
    refused = at("requested", "2020-06-22 MP125 RefuseAssessment PA")
    refused.when("2020-06-23  MP125  AcceptAssessment  PA").refuses("not_allowed_now")
    refused.when("2020-06-23  MP125  RequestAssessment  PA").then("2020-06-23  MP125  AssessmentRequested  PA 2")


def test_the_dcc_gives_what_is_its_own() -> None:
    dcc = Giver("DCC Assessor", "dcc")
    at("requested").when("2020-06-22  MP125  AcceptAssessment  PA", dcc).then(
        "2020-06-22  MP125  AssessmentAccepted  PA 1"
    )
    at("in_refinement").when("2020-06-22  MP125  RequestAssessment  PA", dcc).refuses("role_may_not")


BROKEN: tuple[Broken, ...] = (
    broken("draft_proposal", "RequestAssessment PA", code="not_in_refinement"),
    broken("in_refinement", "2020-06-18 MP125 RequestAssessment PA", code="before_what_it_follows"),
    broken("in_refinement", "RequestAssessment PA 5", code="not_the_next"),
    broken("in_refinement", "RequestAssessment IA", code="not_by_change_board"),
    broken("open", "ReviseAssessmentTarget PA target_wd=15", code="target_is_the_same"),
    broken("open", "ReviseAssessmentTarget PA target_wd=25 was_wd=20", code="target_is_the_same"),
)
