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
from shared.readmodels.as_json import as_json, read
from shared.readmodels.papers import Paper
from tests.given import INPUTS
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


def test_a_consultation_that_is_extended_is_open_until_its_new_end() -> None:
    extended = row(
        CONSULTATIONS,
        f"""{CONSULTATION}
        2020-06-29  MP122  ConsultationExtended  type=refinement closes_on=2020-07-08
        2020-07-08  MP122  ConsultationClosed  type=refinement responses=12
        """,
    )
    ends = {day: extended.closes_on_at(date(2020, *day)) for day in ((6, 9), (6, 28), (6, 29))}
    assert list(ends.values()) == [None, date(2020, 7, 1), date(2020, 7, 8)]
    assert extended.closes_on == date(2020, 7, 8)
    assert [extended.is_open_at(date(2020, 7, day)) for day in (1, 7, 8)] == [True, True, False]
    assert (extended.ended_on_at(date(2020, 7, 8)), extended.responses_told) == (date(2020, 7, 8), 12)


def test_an_extension_after_the_end_opens_it_again() -> None:
    late = row(
        CONSULTATIONS,
        f"""{CONSULTATION}
        2020-07-01  MP122  ConsultationClosed  type=refinement
        2020-07-03  MP122  ConsultationExtended  type=refinement closes_on=2020-07-08
        """,
    )
    assert (late.n, late.settled_on) == (1, None)
    assert [late.is_open_at(date(2020, 7, day)) for day in (3, 8)] == [True, False]


RELEASED = """
2020-01-15  MP93  ReleaseAssigned  release=2020-06 planned_on=2020-06-25
"""


def test_what_is_assigned_to_another_release_has_left_the_first() -> None:
    found = rows(IMPLEMENTATIONS, f"{RELEASED}\n2020-04-22  MP93  ReleaseAssigned  release=2020-11")
    days = {key: [part.is_waiting_at(date(2020, 4, day)) for day in (21, 22)] for key, part in found.items()}
    assert days == {"93/2020-06/whole": [True, False], "93/2020-11/whole": [False, True]}
    left = found["93/2020-06/whole"].left
    assert left
    assert (left.on, left.into) == (date(2020, 4, 22), "2020-11")


def test_what_comes_back_to_a_release_is_in_it_a_second_time() -> None:
    found = rows(
        IMPLEMENTATIONS,
        f"""{RELEASED}
        2020-04-22  MP93  ImplementationCancelled  release=2020-06 reason="Not ready."
        2020-05-04  MP93  ReleaseAssigned  release=2020-06
        """,
    )
    assert list(found) == ["93/2020-06/whole", "93/2020-06/whole/2"]
    waiting = [
        any(part.is_waiting_at(date(2020, *day)) for part in found.values()) for day in ((4, 21), (4, 22), (5, 4))
    ]
    assert waiting == [True, False, True]


def test_what_is_to_come_in_parts_is_no_more_to_come_whole() -> None:
    in_parts = f"""{RELEASED}
    2020-04-22  MP93  ReleaseAssigned  release=2020-06 part=1
    2020-04-22  MP93  ReleaseAssigned  release=2020-11 part=2
    2020-06-25  MP93  ProposalImplemented  release=2020-06 part=1 sec_version='"75.0"'
    """
    waiting = [key for key, part in rows(IMPLEMENTATIONS, in_parts).items() if part.is_waiting_at(date(2020, 6, 25))]
    assert waiting == ["93/2020-11/2"]
    assert rows(IMPLEMENTATIONS, in_parts)["93/2020-06/1"].sec_version == "75.0"
    whole = f"{in_parts}\n2020-11-05  MP93  ProposalImplemented  release=2020-11 part=2"
    assert row(REGISTER, whole).turns[-1].state == "implemented"


def test_a_part_may_have_a_day_of_its_own_and_the_rule_by_which_it_was_set() -> None:
    """MP130: one Working Day following approval."""
    part = row(
        IMPLEMENTATIONS,
        """
        2020-05-26  MP130  ReleaseAssigned  release=standalone/2020-05-27 planned_on=2020-05-27 wd_after_approval=1
        2020-05-26  MP130  ImplementationDateChanged  release=standalone/2020-05-27 planned_on=2020-05-28 reason=Late
        """,
    )
    assert (part.wd_after_approval, part.planned_on) == (1, date(2020, 5, 27))
    assert part.planned_on_at(date(2020, 5, 26)) == date(2020, 5, 28)


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


AGENDAS = """
2020-06-05  meeting/panel/2020-06-19  AgendaPublished  provisional=true
            items='[{"stream": "111", "purpose": "refinement"}, {"stream": "103", "purpose": "report_phase"}]'
2020-06-12  meeting/panel/2020-06-19  AgendaPublished  items='[{"stream": "103", "purpose": "report_phase"}]'
""".replace("\n            ", " ")


def test_what_the_next_agenda_leaves_out_was_on_it_until_then() -> None:
    panel = row(MEETINGS, f'{AGENDAS}\n2020-06-17  meeting/panel/2020-06-19  MeetingCancelled  reason="A flood."')
    spans = {told.item.stream: (told.since.on.day, told.until and told.until.on.day) for told in panel.memberships()}
    assert spans == {"111": (5, 12), "103": (5, 17)}
    known = {day: panel.agenda_at(date(2020, 6, day)) for day in (4, 5, 12)}
    assert [agenda and len(agenda.items) for agenda in known.values()] == [None, 2, 1]


def test_a_meeting_says_what_it_considered_where_that_is_told() -> None:
    held = """2020-06-19  meeting/panel/2020-06-19  MeetingHeld  considered='["103"]'"""
    assert row(MEETINGS, held).considered == ("103",)
    assert row(MEETINGS, "2020-06-19  meeting/panel/2020-06-19  MeetingHeld").considered is None


def test_a_release_is_moved_once_it_was_asked_for_and_approved() -> None:
    """The November 2019 Release: asked on 1 October, approved on 8 October (24 November, room to 1 December), and put
    on 29 November by the Panel of 30 October."""
    release = row(
        RELEASES,
        """
        2019-01-10  release/2019-11  ReleasePlanned  planned_on=2019-11-07
        2019-10-01  release/2019-11  ReleaseDateChangeRequested  planned_on=2019-11-24 reason="Testing."
        2019-10-08  release/2019-11  ReleaseDateChangeApproved  planned_on=2019-11-24 flex_to=2019-12-01
        2019-10-30  release/2019-11  ReleaseDateChanged  was_on=2019-11-07 planned_on=2019-11-29
        2019-11-29  release/2019-11  ReleaseWentLive  sec_version='"70.0"'
        """,
    )
    days = {day: release.date_at(date(2019, *day)) for day in ((10, 8), (10, 29), (10, 30))}
    assert [on and (on.month, on.day) for on in days.values()] == [(11, 7), (11, 7), (11, 29)]
    approval, wish = release.approval_at(date(2019, 10, 8)), release.wish_at(date(2019, 10, 7))
    assert approval
    assert (approval.planned_on, approval.flex_to) == (date(2019, 11, 24), date(2019, 12, 1))
    assert wish
    assert wish.planned_on == date(2019, 11, 24)
    assert release.wish_at(date(2019, 10, 8)) is None
    assert release.sec_version == "70.0"


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


def test_a_paper_keeps_each_edition_that_went_out() -> None:
    formats = f'[{{"format": "md", "sha256": "{"a" * 64}", "size_bytes": 7}}]'
    fields = f"paper_ref=SECP_81 inputs='{INPUTS}' formats='{formats}'"
    paper = row(
        PAPERS,
        f"""
        2020-06-12  paper/2020-06  ReportBuilt  {fields}
        2020-06-15  paper/2020-06  ReportIssued  {fields} built=paper/2020-06#1 checkpoint=one
        2020-07-15  paper/2020-06  ReportRestated  {fields} built=paper/2020-06#1 checkpoint=two edition=R1 restates=x
        """,
    )
    told = [(each.edition, each.checkpoint, each.inputs.position, each.evidence) for each in paper.issued]
    assert told == [("", "one", 9, ("paper/2020-06#2",)), ("R1", "two", 9, ("paper/2020-06#3",))]
    assert [(each.format, each.size_bytes) for each in paper.issued[0].formats] == [("md", 7)]
    assert read(Paper, as_json(paper)) == paper


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
