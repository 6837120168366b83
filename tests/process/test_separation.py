"""What one person may not do after, or beside, what the same person did before."""

from shared.process.command import Giver
from tests.process.broken import at
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
