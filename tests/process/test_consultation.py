"""Consultations: how long they are open, and that the Report Phase has one on the Modification Report."""

from tests.process.broken import Broken, at, broken
from tests.process.given import given
from tests.process.ways import INFORMATION, MRC, REFINEMENT

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


def test_a_modification_report_consultation_opens_on_the_monday_after_the_panel_and_closes_at_17_00() -> None:
    """The Panel of Friday 19 June 2020, then Monday 22 June."""
    report = f"""{IN_REFINEMENT}
    2020-06-10  MP122  ModificationReportSubmitted  panel_on=2020-06-19
    2020-06-19  MP122  ReportPhaseApproved
    """
    opened = "2020-06-22  MP122  ConsultationOpened  type=modification_report closes_on=2020-07-10"
    given(report).when(opened.replace("ConsultationOpened", "OpenConsultation")).then(opened)
    out = given(report + opened)
    assert out.standing("122").state == "out_for_mrc"
    response = "  MP122  RecordResponse  type=modification_report respondent=R"
    out.when("2020-07-10" + response).then("2020-07-10  MP122  ResponseReceived  type=modification_report respondent=R")
    out.when("2020-07-13" + response).refuses("consultation_over", "17:00 on 2020-07-10")
    closed = "2020-07-10  MP122  ConsultationClosed  type=modification_report"
    out.when(closed.replace("ConsultationClosed", "CloseConsultation")).then(closed)
    assert given(f"{report}{opened}\n{closed}").standing("122").state == "awaiting_change_board"


def test_fifteen_working_days_are_enough_and_fourteen_are_not_unless_it_is_urgent() -> None:
    """As on MP118, MP117 and others: both ends counted, bank holidays out."""
    opens = "2020-06-22  MP125  OpenConsultation  type=refinement closes_on="
    at("in_refinement").when(f"{opens}2020-07-10").then(
        "2020-06-22  MP125  ConsultationOpened  type=refinement closes_on=2020-07-10"
    )
    at("in_refinement").when(f"{opens}2020-07-09").refuses("consultation_too_short", "14 WD")
    urgent = at("in_refinement", "RequestUrgency by=panel", "GrantUrgency")
    urgent.when(f"{opens}2020-06-29").then(
        "2020-06-22  MP125  ConsultationOpened  type=refinement closes_on=2020-06-29"
    )


def test_a_modification_report_is_not_consulted_on_in_refinement() -> None:
    at("in_refinement").when(f"2020-06-22  MP125  OpenConsultation  {MRC} closes_on=2020-07-31").refuses(
        "report_phase_not_approved"
    )


def test_a_consultation_is_planned_for_a_week_and_a_week_commences_on_a_monday() -> None:
    at("in_refinement").when("2020-06-22  MP125  PlanConsultation  type=refinement week_commencing=2020-07-06").then(
        "2020-06-22  MP125  ConsultationPlanned  type=refinement week_commencing=2020-07-06"
    )


_OPEN = f"2020-06-22 MP125 OpenConsultation {REFINEMENT} closes_on=2020-07-10"
_ASKED = f"2020-06-22 MP125 OpenConsultation {INFORMATION} closes_on=2020-06-30"

BROKEN: tuple[Broken, ...] = (
    broken("in_refinement", f"PlanConsultation {REFINEMENT} week_commencing=2020-06-23", code="not_a_monday"),
    broken(
        "in_refinement",
        *(_ASKED, f"2020-06-30 MP125 CloseConsultation {INFORMATION}"),
        f"2020-06-25 MP125 OpenConsultation {INFORMATION} closes_on=2020-07-31",
        code="before_what_it_follows",
    ),
    broken(
        "ready_for_report",
        *("2020-09-11 MP125 ApproveReportPhase", f"2020-09-07 MP125 OpenConsultation {MRC} closes_on=2020-10-02"),
        code="before_what_it_follows",
    ),
    broken(
        "in_refinement",
        f"2020-06-18 MP125 OpenConsultation {REFINEMENT} closes_on=2020-07-10",
        code="before_what_it_follows",
    ),
    broken(
        "in_refinement", _OPEN, f"OpenConsultation {REFINEMENT} closes_on=2020-07-31", code="consultation_already_open"
    ),
    broken("in_refinement", f"OpenConsultation {REFINEMENT} closes_on=2020-06-30", code="consultation_too_short"),
    broken("in_refinement", f"OpenConsultation {REFINEMENT} closes_on=2020-06-01", code="consultation_too_short"),
    broken("in_refinement", f"OpenConsultation {REFINEMENT}", code="consultation_too_short"),
    broken("ready_for_report", f"OpenConsultation {MRC} closes_on=2020-12-18", code="report_phase_not_approved"),
    broken("in_refinement", f"ExtendConsultation {REFINEMENT} closes_on=2020-12-18", code="consultation_not_open"),
    broken(
        "in_refinement",
        *(_OPEN, f"2020-07-13 MP125 ExtendConsultation {REFINEMENT} closes_on=2020-07-24"),
        code="consultation_over",
    ),
    broken("in_refinement", _OPEN, f"ExtendConsultation {REFINEMENT} closes_on=2020-07-10", code="not_an_extension"),
    broken("in_refinement", f"RecordResponse {REFINEMENT} respondent=R", code="consultation_not_open"),
    broken(
        "in_refinement",
        *(_OPEN, f"2020-07-13 MP125 RecordResponse {REFINEMENT} respondent=R"),
        code="consultation_over",
    ),
    broken(
        "in_refinement",
        *(_OPEN, *[f"RecordResponse {REFINEMENT} respondent=R"] * 2),
        code="responded_already",
    ),
    broken("in_refinement", f"CloseConsultation {REFINEMENT}", code="consultation_not_open"),
    broken(
        "out_for_mrc",
        "2020-09-30 MP125 RequestWithdrawal",
        "2020-10-12 MP125 AdoptProposal proposer.name=X proposer.organisation=DCC",
        f"2020-10-02 MP125 CloseConsultation {MRC}",
        code="before_what_it_follows",
    ),
    broken("in_refinement", _OPEN, f"2020-07-09 MP125 CloseConsultation {REFINEMENT}", code="consultation_still_open"),
)
