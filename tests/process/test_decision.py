"""The Authority's determination, what is sent back and comes again, and appeals."""

from shared.process.command import Giver
from tests.process.broken import Broken, at, broken
from tests.process.given import given
from tests.process.ways import DETERMINED

MP130 = """
2020-05-12  MP130  ProposalRaised  label=MP130 title=T urgent_requested=true proposer.name=D proposer.organisation=DCC
2020-05-15  MP130  UrgencyRequested  by=panel
2020-05-18  MP130  UrgencyGranted
2020-05-18  MP130  PathDetermined  path=authority_determined
2020-05-18  MP130  ModificationReportSubmitted
2020-05-18  MP130  ReportPhaseApproved
2020-05-18  MP130  ConsultationOpened  type=modification_report closes_on=2020-05-21
2020-05-21  MP130  ConsultationClosed  type=modification_report
"""
VOTED = "2020-05-22  MP130  ChangeBoardVoted  basis=recommendation result=approve ad_hoc=true"
SUBMITTED = "2020-05-22  MP130  ReportSubmittedToAuthority"
APPROVED = "2020-05-26  MP130  AuthorityDetermined  outcome=approved implementation_wd_after=1"
ASSIGNED = "2020-05-26  MP130  ReleaseAssigned  release=standalone/2020-05-27 wd_after_approval=1 planned_on=2020-05-27"
IMPLEMENTED = "2020-05-27  MP130  ProposalImplemented  release=standalone/2020-05-27"


def test_mp130_was_voted_on_at_an_ad_hoc_change_board_and_implemented_one_working_day_after_its_approval() -> None:
    told = MP130
    for fact, name in (
        (VOTED, "RecordVote"),
        (SUBMITTED, "SubmitReportToAuthority"),
        (APPROVED, "RecordAuthorityDetermination"),
        (ASSIGNED, "AssignRelease"),
        (IMPLEMENTED, "ImplementProposal"),
    ):
        asked = fact.replace(fact.split()[2], name)
        given(told).when(asked).then(fact)
        told += f"{fact}\n"
    assert given(told).standing("130").state == "implemented"


def test_the_day_one_working_day_after_approval_is_worked_out() -> None:
    """26 to 27 May 2020: 25 May was a bank holiday, 26 May a Tuesday."""
    approved = given("\n".join([MP130, VOTED, SUBMITTED, APPROVED]))
    approved.when("2020-05-26  MP130  AssignRelease  release=standalone/2020-05-27 wd_after_approval=1").then(ASSIGNED)
    wrong = ASSIGNED.replace("ReleaseAssigned", "AssignRelease").replace(
        "planned_on=2020-05-27", "planned_on=2020-05-28"
    )
    approved.when(wrong).refuses("not_by_the_rule", "1 WD after approval is 2020-05-27")


def test_approval_stays_the_day_of_the_decision_when_a_release_is_given_up() -> None:
    told = "\n".join([MP130, VOTED, SUBMITTED, APPROVED, ASSIGNED])
    cancelled = "2020-05-28  MP130  ImplementationCancelled  release=standalone/2020-05-27 reason=R"
    again = given(f"{told}\n{cancelled}")
    assert again.standing("130").state == "approved"
    again.when("2020-05-28  MP130  AssignRelease  release=standalone/2020-05-27 wd_after_approval=1").then(
        ASSIGNED.replace("2020-05-26", "2020-05-28", 1)
    )


SECMP0067 = """
2018-10-10  SECMP0067  ProposalRaised  label=SECMP0067 title=T proposer.name=N proposer.organisation=DCC
2020-02-14  SECMP0067  PathDetermined  path=authority_determined
2020-02-14  SECMP0067  ModificationReportSubmitted
2020-02-14  SECMP0067  ReportPhaseApproved
2020-02-17  SECMP0067  ConsultationOpened  type=modification_report closes_on=2020-03-06
2020-03-06  SECMP0067  ConsultationClosed  type=modification_report
2020-03-25  SECMP0067  ChangeBoardVoted  basis=recommendation result=approve
2020-03-26  SECMP0067  ReportSubmittedToAuthority  submission=1
"""
SENT_BACK = "2020-05-28  SECMP0067  AuthorityDetermined  outcome=sent_back"


def test_secmp0067_was_sent_back_and_is_open_again() -> None:
    given(SECMP0067).when(SENT_BACK.replace("AuthorityDetermined", "RecordAuthorityDetermination")).then(SENT_BACK)
    sent_back = given(SECMP0067 + SENT_BACK)
    assert [turn.stage for turn in sent_back.standing("67").turns][-1] == "refine"
    rework = "2020-06-19  SECMP0067  ReworkStarted  route=report_phase"
    sent_back.when(rework.replace("ReworkStarted", "StartRework")).then(rework)


def test_what_was_sent_back_is_submitted_a_second_time() -> None:
    again = given(f"""{SECMP0067}{SENT_BACK}
    2020-06-19  SECMP0067  ReworkStarted  route=report_phase
    2020-06-19  SECMP0067  ModificationReportSubmitted  panel_on=2020-06-19
    2020-06-19  SECMP0067  ReportPhaseApproved
    2020-06-22  SECMP0067  ConsultationOpened  type=modification_report closes_on=2020-07-10
    2020-07-10  SECMP0067  ConsultationClosed  type=modification_report
    2020-07-22  SECMP0067  ChangeBoardVoted  basis=recommendation result=approve
    """)
    again.when("2020-07-23  SECMP0067  RecordAuthorityDetermination  outcome=approved").refuses("not_with_authority")
    again.when("2020-07-23  SECMP0067  SubmitReportToAuthority").then(
        "2020-07-23  SECMP0067  ReportSubmittedToAuthority  submission=2"
    )


def test_an_appeal_is_lodged_within_ten_working_days_of_a_self_governance_decision() -> None:
    """Of 21 October 2020: the tenth Working Day after it is 4 November."""
    lodged = "2020-11-04  MP125  AppealLodged  appellant=Party"
    for place in ("approved", "rejected", "awaiting_implementation"):
        at(place).when(lodged.replace("AppealLodged", "LodgeAppeal")).then(lodged)
        at(place).when("2020-11-05  MP125  LodgeAppeal  appellant=Party").refuses("appeal_too_late", "2020-11-04")


def test_implementation_waits_for_the_appeal() -> None:
    appealed = at("awaiting_implementation", "2020-10-26 MP125 LodgeAppeal appellant=Party")
    implement = "2020-11-26  MP125  ImplementProposal  release=standalone/2020-11-26"
    appealed.when(implement).refuses("appeal_pending")
    confirmed = at(
        "awaiting_implementation",
        "2020-10-26 MP125 LodgeAppeal appellant=Party",
        "2020-11-20 MP125 DetermineAppeal outcome=confirmed",
    )
    confirmed.when(implement).then(implement.replace("ImplementProposal", "ProposalImplemented"))


def test_of_a_decision_that_was_remitted_no_release_is_left() -> None:
    lines = [
        "2020-10-26 MP125 LodgeAppeal appellant=Party",
        "2020-11-20 MP125 DetermineAppeal outcome=remitted",
        "2020-12-11 MP125 StartRework route=report_phase",
        *("SubmitModificationReport", "ApproveReportPhase"),
        "OpenConsultation type=modification_report closes_on=2021-01-15",
        "2021-01-15 MP125 CloseConsultation type=modification_report",
        "2021-01-27 MP125 RecordVote basis=self_governance result=approve",
    ]
    again = at("awaiting_implementation", *lines)
    assigned = "2021-01-27  MP125  ReleaseAssigned  release=standalone/2020-11-26 planned_on=2021-02-25"
    again.when(assigned.replace("ReleaseAssigned", "AssignRelease")).then(assigned)


def test_what_the_authority_made_of_an_appeal_is_not_appealed_again() -> None:
    overturned = at("rejected", "LodgeAppeal appellant=Party", "DetermineAppeal outcome=overturned")
    assert overturned.standing("125").state == "approved"
    overturned.when("2020-10-22  MP125  LodgeAppeal  appellant=Other").refuses("not_self_governance")


def test_whoever_voted_does_not_record_the_determination() -> None:
    cast = "CastVote meeting_on=2020-10-02 category=consumer choice=approve member=Member"
    lines = [cast, DETERMINED, "RecordVote basis=recommendation result=approve", "SubmitReportToAuthority"]
    told = at("awaiting_change_board", *lines)
    determined = "2020-11-20  MP125  RecordAuthorityDetermination  outcome=approved"
    told.when(determined, Giver("Member", "secretariat")).refuses("voter_determines")


BROKEN: tuple[Broken, ...] = (
    broken("with_authority", *["SubmitReportToAuthority"] * 2, code="already_with_authority"),
    broken("with_authority", "RecordAuthorityDetermination outcome=approved", code="not_with_authority"),
    broken(
        "with_authority",
        *("2020-10-28 MP125 SubmitReportToAuthority", "2020-10-22 MP125 RecordAuthorityDetermination outcome=approved"),
        code="before_what_it_follows",
    ),
    broken("sent_back", "StartRework route=discussion", code="not_a_route"),
    broken(
        "with_authority",
        *("SubmitReportToAuthority", "RecordAuthorityDetermination outcome=approved", "LodgeAppeal appellant=A"),
        code="not_self_governance",
    ),
    broken("approved", *["LodgeAppeal appellant=A"] * 2, code="appeal_pending"),
    broken("approved", "2020-11-05 MP125 LodgeAppeal appellant=A", code="appeal_too_late"),
    broken(
        "approved",
        *("2020-10-26 MP125 LodgeAppeal appellant=A", "2020-10-23 MP125 DetermineAppeal outcome=confirmed"),
        code="before_what_it_follows",
    ),
    broken("approved", "DetermineAppeal outcome=confirmed", code="no_appeal_pending"),
)
