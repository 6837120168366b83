"""Consultations, implementations, proceedings, meetings, releases and papers, a row each."""

from datetime import date

from shared.readmodels import (
    BOARD_VOTES,
    CONSULTATIONS,
    IMPLEMENTATIONS,
    MEETINGS,
    PAPERS,
    PROBLEMS,
    PROCEEDINGS,
    REGISTER,
    RELEASES,
)
from tests.readmodels.reading import row, rows

CONSULTATION = """
2020-05-01  MP122  ConsultationPlanned  type=refinement week_commencing=2020-06-08
2020-06-10  MP122  ConsultationOpened   type=refinement closes_on=2020-07-01
"""


def test_a_consultation_is_expected_until_its_week_is_over_or_it_is_issued() -> None:
    planned = row(CONSULTATIONS, CONSULTATION.strip().splitlines()[0])
    expected = [
        planned.is_expected_at(date(*day)) for day in ((2020, 4, 30), (2020, 5, 1), (2020, 6, 14), (2020, 6, 15))
    ]
    assert expected == [False, True, True, False]
    assert not row(CONSULTATIONS, CONSULTATION).is_expected_at(date(2020, 6, 10))


def test_a_consultation_is_open_from_its_day_until_it_closes() -> None:
    consultation = row(CONSULTATIONS, CONSULTATION)
    is_open = [
        consultation.is_open_at(date(*day)) for day in ((2020, 6, 9), (2020, 6, 10), (2020, 6, 30), (2020, 7, 1))
    ]
    assert is_open == [False, True, True, False]


def test_a_plan_after_a_consultation_is_the_next_one() -> None:
    found = rows(
        CONSULTATIONS,
        f"{CONSULTATION}\n2020-08-03  MP122  ConsultationPlanned  type=refinement week_commencing=2020-08-10",
    )
    assert list(found) == ["122/refinement/1", "122/refinement/2"]


def test_each_part_waits_for_its_own_release() -> None:
    found = rows(
        IMPLEMENTATIONS,
        """
        2019-11-01  SECMP0062  ReleaseAssigned  release=2020-06 part=1 planned_on=2020-05-06
        2019-11-01  SECMP0062  ReleaseAssigned  release=2020-11 part=2
        2020-05-06  SECMP0062  ProposalImplemented  release=2020-06 part=1
        """,
    )
    waiting = {key: implementation.is_waiting_at(date(2020, 5, 6)) for key, implementation in found.items()}
    assert waiting == {"62/2020-06/1": False, "62/2020-11/2": True}
    assert found["62/2020-06/1"].planned_on == date(2020, 5, 6)
    assert found["62/2020-06/1"].settled_on == date(2020, 5, 6)


def test_what_a_body_did_is_a_row_with_the_id_of_its_fact() -> None:
    found = rows(
        PROCEEDINGS,
        """
        2020-04-28  DP125  ReadinessDetermined  outcome=ready mode=correspondence
        2020-05-15  MP125  ProposalConverted  route=refinement
        2020-05-16  MP125  LeadAnalystAssigned  analyst=analyst-1
        2020-05-27  MP125  ChangeBoardVoted  basis=recommendation result=reject ad_hoc=true
        """,
    )
    assert {key: (deed.body, deed.deed, deed.mode) for key, deed in found.items()} == {
        "125#1": ("csc", "ready", "correspondence"),
        "125#2": ("panel", "converted", None),
        "125#4": ("change_board", "vote_reject", None),
    }
    assert found["125#4"].ad_hoc


def test_a_meeting_knows_its_body_and_day_from_its_stream() -> None:
    meeting = row(
        MEETINGS,
        """
        2020-01-10  meeting/csc/2020-06-30  MeetingScheduled  agenda_on=2020-06-16
        2020-06-16  meeting/csc/2020-06-30  AgendaPublished  items='[{"stream":"127","purpose":"discussion"}]'
        2020-06-30  meeting/csc/2020-06-30  MeetingHeld  mode=correspondence
        """,
    )
    assert (meeting.body, meeting.on, meeting.agenda_on) == ("csc", date(2020, 6, 30), date(2020, 6, 16))
    assert [item.stream for item in meeting.items] == ["127"]
    assert (meeting.mode, meeting.settled_on) == ("correspondence", date(2020, 6, 30))


def test_a_release_is_on_the_day_last_told_until_it_is_live() -> None:
    release = row(
        RELEASES,
        """
        2020-01-10  release/2020-06  ReleasePlanned  planned_on=2020-06-25
        2020-03-20  release/2020-06  ReleaseDateChanged  was_on=2020-06-25 planned_on=2020-05-06
        2020-05-07  release/2020-06  ReleaseWentLive
        """,
    )
    days = [release.date_at(date(2020, month, 15)) for month in (1, 3, 4, 5)]
    assert days == [date(2020, 6, 25), date(2020, 6, 25), date(2020, 5, 6), date(2020, 5, 7)]
    assert (release.name, release.is_standalone, release.settled_on) == ("2020-06", False, date(2020, 5, 7))


def test_a_paper_keeps_the_figure_last_stated() -> None:
    paper = row(
        PAPERS,
        """
        2020-06-12  paper/2020-06  FigureStated  name=proposals.open.mean_wd value=279 unit=WD
        2020-06-12  paper/2020-06  FigureStated  name=stages.define value=7
        2020-06-15  paper/2020-06  FigureStated  name=proposals.open.mean_wd value=280 unit=WD
        """,
    )
    assert {figure.name: figure.value for figure in paper.figures} == {
        "proposals.open.mean_wd": 280,
        "stages.define": 7,
    }
    assert paper.month == "2020-06"


def test_a_problem_is_told_in_the_words_in_which_it_was_raised_last() -> None:
    raised = """
        2020-06-13  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann problem="It is slow."
        2020-06-14  DP201  FactCorrected  of=201#1 now='{"problem": "It is late."}' reason="A slip."
        2020-06-15  DP201  ProposalNamed  label=DP201
        """
    problem = row(PROBLEMS, raised)
    assert (problem.stream, problem.text, problem.told.evidence) == ("201", "It is late.", ("201#1", "201#2"))
    assert (problem.opened_on, problem.settled_on) == (date(2020, 6, 13), date(2020, 6, 13))
    again = "2020-06-16  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann"
    assert rows(PROBLEMS, f"{raised}\n{again}") == {}, "of which nobody told a problem"
    assert rows(PROBLEMS, f'{raised}\n{again} problem="It is dear."')["201"].text == "It is dear."


def test_a_vote_tells_that_the_change_board_met_unless_it_was_ad_hoc() -> None:
    votes = rows(
        BOARD_VOTES,
        """
        2020-05-27  MP106  ChangeBoardVoted  basis=self_governance result=reject
        2020-06-03  MP106  ChangeBoardVoted  basis=self_governance result=approve ad_hoc=true
        2020-06-24  MP106  ChangeBoardVoted  basis=self_governance result=approve
        """,
    )
    assert {key: row.taken.on for key, row in votes.items()} == {
        "106#1": date(2020, 5, 27),
        "106#3": date(2020, 6, 24),
    }


def test_a_stream_of_another_kind_makes_no_rows() -> None:
    assert rows(REGISTER, "2020-06-30  meeting/csc/2020-06-30  MeetingHeld") == {}
    assert rows(MEETINGS, "2020-06-30  MP106  ProposalWithdrawn") == {}
