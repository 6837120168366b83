"""Consultations: how long they are open, and that the Report Phase has one on the Modification Report."""

from tests.process.given import given

IN_REFINEMENT = """
2020-03-02  DP122  ProposalRaised  label=DP122 title=T proposer.name=N proposer.party_category=large_supplier
2020-03-31  DP122  ReadinessDetermined  outcome=ready mode=meeting
2020-04-17  DP122  ProposalConverted  route=refinement
"""
OPEN = f"""{IN_REFINEMENT}
2020-06-12  MP122  ConsultationOpened  type=refinement closes_on=2020-07-03
"""
EXTENDED = f"""{OPEN}
2020-07-01  MP122  ConsultationExtended  type=refinement closes_on=2020-07-10
"""


def test_an_extended_consultation_takes_responses_until_its_new_last_day() -> None:
    response = "  MP122  RecordResponse  type=refinement respondent=R"
    given(OPEN).when("2020-07-06" + response).refuses("consultation_over")
    given(EXTENDED).when("2020-07-06" + response).then(
        "2020-07-06  MP122  ResponseReceived  type=refinement respondent=R"
    )
    given(EXTENDED).when("2020-07-13" + response).refuses("consultation_over", "2020-07-10")


def test_an_extended_consultation_does_not_close_on_its_old_last_day() -> None:
    given(EXTENDED).when("2020-07-03  MP122  CloseConsultation  type=refinement").refuses("consultation_still_open")
    given(EXTENDED).when("2020-07-06  MP122  CloseConsultation  type=refinement").refuses("consultation_still_open")
    given(EXTENDED).when("2020-07-10  MP122  CloseConsultation  type=refinement").then(
        "2020-07-10  MP122  ConsultationClosed  type=refinement"
    )


def test_the_next_one_may_be_planned_while_one_is_open_and_the_open_one_closes() -> None:
    planned = f"{OPEN}\n2020-06-15  MP122  ConsultationPlanned  type=refinement week_commencing=2020-09-07"
    closed = "2020-07-03  MP122  ConsultationClosed  type=refinement"
    given(planned).when(closed.replace("ConsultationClosed", "CloseConsultation")).then(closed)
    given(f"{planned}\n{closed}").when("2020-07-06  MP122  CloseConsultation  type=refinement").refuses(
        "consultation_not_open"
    )
