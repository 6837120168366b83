"""What one person may not do after, or beside, what the same person did before."""

from datetime import date
from typing import get_args

from shared.domain.codec import placed
from shared.domain.entry import Actor
from shared.domain.facts import ReportBuilt, ReportIssued
from shared.process import publishing
from shared.process.command import Command, Giver, Role
from shared.process.guard import Case
from shared.process.settings import Settings
from shared.process.standing import Standing
from tests.given import INPUTS, history
from tests.process.broken import at
from tests.process.given import CALENDAR
from tests.process.ways import SELF

_CAST = "2020-10-21  MP125  CastVote  meeting_on=2020-10-21 category=consumer choice=approve member="


def test_a_proposer_does_not_vote_on_what_is_theirs() -> None:
    board = at("awaiting_change_board", SELF)
    board.when(f"{_CAST}N", Giver("N", "change_board")).refuses("proposer_votes")
    taken_over = at("awaiting_change_board", "ChangeProposer proposer.name=M proposer.party_category=gas_network")
    taken_over.when(f"{_CAST}M", Giver("M", "change_board")).refuses("proposer_votes")
    taken_over.when(f"{_CAST}N", Giver("N", "change_board")).then(f"{_CAST}N".replace("CastVote", "VoteCast"))


def test_everybody_votes_for_oneself() -> None:
    at("awaiting_change_board").when(f"{_CAST}Other", Giver("Member", "change_board")).refuses("votes_for_another")


def test_whoever_voted_does_not_tell_what_came_of_an_appeal() -> None:
    cast = "CastVote meeting_on=2020-10-02 category=consumer choice=approve member=Member"
    lines = [SELF, cast, "RecordVote basis=self_governance result=reject", "LodgeAppeal appellant=A"]
    appealed = at("awaiting_change_board", *lines)
    determined = "2020-10-30  MP125  DetermineAppeal  outcome=overturned"
    appealed.when(determined, Giver("Member", "secretariat")).refuses("voter_determines")
    appealed.when(determined).then(determined.replace("DetermineAppeal", "AppealDetermined"))


def test_whoever_returned_an_assessment_does_not_change_it() -> None:
    """What has no place here any more is told to others as that; to the assessor, why a correction is wanted."""
    returned = at("returned")
    revised = "2020-06-22  MP125  ReviseAssessmentTarget  PA  target_wd=25"
    returned.when(revised).refuses("assessor_edits", "correction")
    returned.when(revised, Giver("Analyst Two", "secretariat")).refuses("not_allowed_now")


def test_whoever_proposed_a_correction_does_not_agree_to_it_nor_refuse_it() -> None:
    told = at("unknown", "2020-06-12 MP090 ProposeCorrection of=90#1 reason=R now.title=T")
    for command in ("ApproveCorrection  proposal=90#2", "RefuseCorrection  proposal=90#2 reason=R"):
        told.when(f"2020-06-15  MP090  {command}").refuses("author_agrees")


def test_whoever_built_a_paper_does_not_issue_it() -> None:
    assert refused("IssueReport", Giver("Ann", "secretariat")) == (
        "builder_issues: Ann built it (paper/2020-06#1): expected somebody else (separation of duties)."
    )
    assert refused("IssueReport", Giver("Ben", "secretariat")) is None
    assert refused("IssueReport", Giver("Ben", "publisher")) is None


def test_a_paper_is_issued_by_its_publishers_alone() -> None:
    others = [role for role in get_args(Role) if role not in ("secretariat", "publisher")]
    assert len(others) == 6
    for role in others:
        assert refused("IssueReport", Giver("Ben", role)) == f"role_may_not: {role} does not give IssueReport (policy)."
    assert refused("IssuePaper", Giver("Ben", "publisher")) is not None


def refused(deed: str, giver: Giver) -> str | None:
    """What is said when a paper that Ann built is to be issued."""
    built = history(f"2020-06-12  paper/2020-06  ReportBuilt  paper_ref=SECP_81 inputs='{INPUTS}' formats=[]")[0]
    by_ann = built.entry.model_copy(update={"actor": Actor(body="SECAS", person="Ann", role="secretariat")})
    told = placed(by_ann, built.position, built.stream, built.version, built.recorded_at)
    assert isinstance(built.fact, ReportBuilt)
    issued = ReportIssued(paper_ref="SECP_81", inputs=built.fact.inputs, checkpoint="c", formats=(), built=told.id)
    command = Command(deed, told.stream, date(2020, 6, 12), issued)
    case = Case(command, Standing(told.stream, (told,)), {}, CALENDAR, Settings.on(command.on), giver)
    found = publishing.refused(case)
    return str(found) if found else None
