"""The Report Phase and the Change Board: how it votes, by Party Category, and on which basis."""

from dataclasses import replace

import pytest

from shared.process.command import Giver
from shared.process.decide import decide
from shared.process.refusal import Refusal
from shared.process.settings import Settings
from tests.process.broken import Broken, at, broken
from tests.process.given import CALENDAR, SECRETARIAT, command, given
from tests.process.ways import DETERMINED, SELF

MP127 = """
2020-05-05  DP127  ProposalRaised  label=DP127 title=T proposer.name=N proposer.organisation=DCC
2020-05-26  DP127  ReadinessDetermined  outcome=ready mode=meeting
2020-06-19  DP127  ProposalConverted  route=report_phase
2020-06-19  MP127  ModificationReportSubmitted  panel_on=2020-06-19
2020-06-19  MP127  PathDetermined  path=self_governance
2020-06-19  MP127  ReportPhaseApproved
2020-06-22  MP127  ConsultationOpened  type=modification_report closes_on=2020-07-10
2020-07-10  MP127  ConsultationClosed  type=modification_report
"""
DEFERRED = "2020-07-22  MP127  ChangeBoardDeferred  reason=Unclear until_on=2020-08-26"


def test_mp127_came_to_the_change_board_twice() -> None:
    """On 22 July, when the vote was put off, and on 26 August 2020."""
    given(MP127).when(DEFERRED.replace("ChangeBoardDeferred", "DeferVote")).then(DEFERRED)
    deferred = given(MP127 + DEFERRED)
    assert deferred.standing("127").state == "awaiting_change_board"
    voted = "2020-08-26  MP127  ChangeBoardVoted  basis=self_governance result=approve"
    deferred.when(voted.replace("ChangeBoardVoted", "RecordVote")).then(voted)
    assert given(f"{MP127}{DEFERRED}\n{voted}").standing("127").state == "approved"


def test_two_votes_that_were_observed_are_both_kept_and_the_last_stands() -> None:
    votes = """
    2020-07-22  MP127  ChangeBoardVoted  basis=self_governance result=reject
    2020-08-26  MP127  ChangeBoardVoted  basis=self_governance result=approve
    """
    standing = given(MP127 + votes).standing("127")
    assert standing.state == "approved"
    assert standing.decided_by_vote is not None
    assert standing.decided_by_vote.day.isoformat() == "2020-08-26"


def test_under_self_governance_the_change_board_decides_and_else_it_recommends() -> None:
    decides, recommends = (f"2020-10-21  MP125  RecordVote  basis={basis} result=approve" for basis in BASES)
    at("awaiting_change_board", SELF).when(decides).then(decides.replace("RecordVote", "ChangeBoardVoted"))
    at("awaiting_change_board", SELF).when(recommends).refuses("basis_does_not_fit", "self_governance")
    for path in ("authority_determined", "authority_led"):
        board = at("awaiting_change_board", f"DeterminePath path={path}")
        board.when(recommends).then(recommends.replace("RecordVote", "ChangeBoardVoted"))
        board.when(decides).refuses("basis_does_not_fit", "recommendation")
    at("awaiting_change_board").when(decides).refuses("basis_does_not_fit", "DeterminePath")


BASES = ("self_governance", "recommendation")
_VOTE = "2020-10-21  MP125  RecordVote  basis=self_governance"


@pytest.mark.parametrize(
    ("votes", "result"),
    [
        ({"large_supplier": (7, 2), "network": (0, 3), "consumer": (1, 0)}, "approve"),
        ({"large_supplier": (13, 0), "network": (1, 2), "consumer": (0, 1)}, "reject"),
        ({"large_supplier": (13, 0), "network": (0, 3)}, "reject"),
        ({"large_supplier": (2, 2), "network": (2, 0), "small_supplier": (0, 0)}, "approve"),
    ],
    ids=["the majority of categories", "not of Members", "a tie rejects", "tied and silent ones count for neither"],
)
def test_each_party_category_gives_one_result(votes: dict[str, tuple[int, int]], result: str) -> None:
    split = ", ".join(_split(category, *count) for category, count in votes.items())
    line = f"{_VOTE} result={result} 'votes=[{split}]'"
    at("awaiting_change_board", SELF).when(line).then(line.replace("RecordVote", "ChangeBoardVoted"))
    other = {"approve": "reject", "reject": "approve"}[result]
    at("awaiting_change_board", SELF).when(f"{_VOTE} result={other} 'votes=[{split}]'").refuses("votes_do_not_add_up")


def _split(category: str, approve: int, reject: int) -> str:
    outcome = "tied" if approve else "no_vote"
    if approve != reject:
        outcome = "approve" if approve > reject else "reject"
    return f'{{"category": "{category}", "approve": {approve}, "reject": {reject}, "outcome": "{outcome}"}}'


def test_one_overall_result_is_enough_where_no_split_is_known() -> None:
    line = f"{_VOTE} result=approve"
    at("awaiting_change_board", SELF).when(line).then(line.replace("RecordVote", "ChangeBoardVoted"))


def test_what_is_rejected_of_the_alternatives_decides_nothing() -> None:
    alternative = ["2020-07-01 MP125 AddAlternative n=1 title=A"]
    lines = [
        *alternative,
        *("2020-09-04 MP125 SubmitModificationReport", "2020-09-11 MP125 ApproveReportPhase"),
        "2020-09-14 MP125 OpenConsultation type=modification_report closes_on=2020-10-02",
        *("2020-10-02 MP125 CloseConsultation type=modification_report", SELF),
        "2020-10-21 MP125 RecordVote basis=self_governance result=reject on_alternative=1",
    ]
    board = at("in_refinement", *lines)
    assert board.standing("125").state == "awaiting_change_board"
    chosen = "2020-10-21  MP125  RecordVote  basis=self_governance result=approve on_alternative=1"
    board.when(chosen).then(chosen.replace("RecordVote", "ChangeBoardVoted"))


def test_members_vote_at_the_meeting_each_once_and_the_result_is_theirs() -> None:
    member = Giver("Member", "change_board")
    cast = "2020-10-21  MP125  CastVote  meeting_on=2020-10-21 category=consumer choice=reject member=Member"
    at("awaiting_change_board", SELF).when(cast, member).then(cast.replace("CastVote", "VoteCast"))
    told = at("awaiting_change_board", SELF, cast)
    told.when(cast, member).refuses("voted_already")
    told.when(f"{_VOTE} result=approve 'votes=[{_split('consumer', 1, 0)}]'").refuses("not_as_cast")
    line = f"{_VOTE} result=reject 'votes=[{_split('consumer', 0, 1)}]'"
    told.when(line).then(line.replace("RecordVote", "ChangeBoardVoted"))


def test_a_quorum_is_asked_for_where_the_settings_of_the_day_have_one() -> None:
    asked = command(f"{_VOTE} result=approve 'votes=[{_split('consumer', 1, 0)}]'")
    standing = at("awaiting_change_board", SELF).standing("125")
    settings = replace(Settings.on(asked.on), change_board_quorum=2)
    refusal = decide(asked, standing, calendar=CALENDAR, settings=settings, giver=SECRETARIAT)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.message) == ("not_quorate", "1 votes: the quorum is 2")


def test_a_report_that_is_not_sound_goes_back_and_may_come_again_on_the_same_day() -> None:
    again = at("ready_for_report", "ApproveReportPhase", "ReturnReport reason=Unsound", "SubmitModificationReport")
    assert again.standing("125").state == "ready_for_report"
    again.when("2020-09-04  MP125  ApproveReportPhase").then("2020-09-04  MP125  ReportPhaseApproved")


_CONVERTED = "2020-06-19 MP125 ConvertProposal route=report_phase"
_LATER = "2020-07-10 MP125 SubmitModificationReport"

BROKEN: tuple[Broken, ...] = (
    broken("ready_for_panel", _CONVERTED, _LATER, "2020-07-01 MP125 ApproveReportPhase", code="before_what_it_follows"),
    broken("ready_for_panel", _CONVERTED, "ApproveReportPhase", code="report_not_submitted"),
    broken("ready_for_report", "ApproveReportPhase", "ApproveReportPhase", code="report_phase_already_approved"),
    broken(
        "ready_for_panel",
        *(_CONVERTED, _LATER, "2020-07-01 MP125 ReturnReport reason=R"),
        code="before_what_it_follows",
    ),
    broken("ready_for_panel", _CONVERTED, "ReturnReport reason=R", code="report_not_submitted"),
    broken(
        "awaiting_change_board",
        "CastVote meeting_on=2020-10-21 category=consumer choice=approve member=Member",
        code="not_at_the_meeting",
    ),
    broken(
        "awaiting_change_board",
        *["CastVote meeting_on=2020-10-02 category=consumer choice=approve member=Member"] * 2,
        code="voted_already",
    ),
    broken(
        "awaiting_change_board",
        *(
            SELF,
            "2020-10-21 MP125 DeferVote reason=R",
            "2020-10-10 MP125 RecordVote basis=self_governance result=reject",
        ),
        code="before_what_it_follows",
    ),
    broken("awaiting_change_board", DETERMINED, f"{_VOTE} result=approve", code="basis_does_not_fit"),
    broken("awaiting_change_board", SELF, f"{_VOTE} result=approve on_alternative=1", code="no_such_alternative"),
    broken(
        "awaiting_change_board",
        *(SELF, f"{_VOTE} result=approve 'votes=[{_split('consumer', 2, 0)}]'"),
        code="more_votes_than_seats",
    ),
    broken(
        "awaiting_change_board",
        *(SELF, f"{_VOTE} result=approve 'votes=[{_split('consumer', 0, 1)}]'"),
        code="votes_do_not_add_up",
    ),
    broken(
        "awaiting_change_board",
        *(SELF, f"{_VOTE} result=approve 'votes=[{_split('network', 1, 0)}, {_split('network', 1, 0)}]'"),
        code="votes_do_not_add_up",
    ),
    broken(
        "awaiting_change_board",
        *(SELF, "2020-10-21 MP125 CastVote meeting_on=2020-10-21 category=consumer choice=reject member=Member"),
        f"{_VOTE} result=approve 'votes=[{_split('consumer', 1, 0)}]'",
        code="not_as_cast",
    ),
    broken(
        "awaiting_change_board",
        *("2020-10-21 MP125 DeferVote reason=R", "2020-10-10 MP125 DeferVote reason=S"),
        code="before_what_it_follows",
    ),
)
