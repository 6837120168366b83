"""What a paper still lacks: what was planned or begun and has no outcome, since when, and whom to ask."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from services.reporter.cut import Asked
from services.reporter.needed import Question
from services.reporter.prepare import points_of
from services.reporter.prepare.corrections import FACTS
from services.reporter.prepare.needed import needed_to_prepare
from services.reporter.prepare.point import Point, as_json
from services.reporter.rows import Rows
from services.reporter.views import replayed, view, view_of
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from tests.given import history
from tests.services.reporter.papers import JUNE, june_history
from tests.services.reporter.test_needed import is_of, made_up

SOME_TIME = date(2021, 7, 30)


def open_on(day: date, told: Sequence[Recorded], month: Month = JUNE) -> list[Point]:
    about_facts = [fact for fact in told if isinstance(fact.fact, FACTS)]
    return list(points_of(view_of(told, month, asked=Asked(news_to=day)), about_facts))


def in_june(day: date) -> dict[str, list[str]]:
    """Of the June 2020 paper: which, by question."""
    found: dict[str, list[str]] = {}
    for point in open_on(day, june_history()):
        found.setdefault(point.question, []).append(point.which)
    return found


def one(text: str, day: date = SOME_TIME) -> Point:
    (point,) = open_on(day, history(text))
    return point


def nothing(text: str, day: date = SOME_TIME) -> bool:
    return not open_on(day, history(text))


OVER_TARGET = ["SECMP0007", "SECMP0056", "SECMP0066", "MP078", "MP092", "MP106", "MP107"]


def test_on_its_own_day_the_june_paper_lacks_what_the_dcc_and_the_authority_have() -> None:
    assert in_june(date(2020, 6, 12)) == {"assessment-over-target": OVER_TARGET, "not-determined": ["MP088"]}


def test_the_day_after_its_panel_nobody_has_told_what_that_decided() -> None:
    found = in_june(date(2020, 6, 20))
    assert found["agenda-item-not-decided"] == [
        *("DP094", "MP103", "DP111", "MP118", "DP124", "DP125", "DP127", "DP128", "DP129", "DP132", "DP134")
    ]
    assert found["consultation-not-opened"] == ["MP090", "MP122"]
    assert found["assessment-over-target"] == [*OVER_TARGET, "MP109"]
    assert "meeting-not-held" not in found


def test_in_august_its_working_group_and_all_its_consultations_are_awaited() -> None:
    found = in_june(date(2020, 8, 1))
    assert found["meeting-not-held"] == ["Working Group of 1 July 2020"]
    assert found["consultation-not-opened"] == ["MP090", "MP103", "MP118", "MP122", "MP124", "MP127"]


def test_after_its_day_the_november_release_is_awaited_with_all_that_waits_for_it() -> None:
    found = in_june(date(2020, 11, 6))
    assert found["release-not-live"] == ["November 2020 Release"]
    assert len(found["not-implemented"]) == 7
    assert "release-not-live" not in in_june(date(2020, 11, 5))


def test_a_release_that_was_moved_is_awaited_from_its_new_day_on() -> None:
    moved = [*june_history(), *history("2020-10-30 release/2020-11 ReleaseDateChanged planned_on=2020-11-29")]
    asked = {day: {point.question for point in open_on(date(2020, 11, day), moved)} for day in (29, 30)}
    assert ["release-not-live" in asked[day] for day in (29, 30)] == [False, True]


SCHEDULED = "2021-05-26  meeting/csc/2021-06-29  MeetingScheduled"


def test_a_meeting_whose_day_has_passed_is_asked_of_the_body() -> None:
    assert one(SCHEDULED) == Point(
        question="meeting-not-held",
        what="scheduled, and neither held nor cancelled",
        which="Change Sub-Committee of 29 June 2021",
        stream="meeting/csc/2021-06-29",
        since=date(2021, 6, 29),
        ask="Change Sub-Committee",
        evidence=("meeting/csc/2021-06-29#1",),
    )
    assert nothing(SCHEDULED, date(2021, 6, 29))


@pytest.mark.parametrize(
    "more",
    [
        "2021-06-29  meeting/csc/2021-06-29  MeetingHeld",
        "2021-06-28  meeting/csc/2021-06-29  MeetingCancelled",
        "2021-06-29  DP201  ReadinessDetermined  outcome=ready mode=meeting",
    ],
)
def test_held_cancelled_or_seen_to_decide_it_has_its_outcome(more: str) -> None:
    assert nothing(f"{SCHEDULED}\n{more}")


AGENDA = """
2021-06-22  meeting/change_board/2021-06-23  AgendaPublished  items='[{"stream": "201", "purpose": "report_phase"},
            {"stream": "202", "purpose": "discussion"}]'
by 2021-06-01  MP201  ProposalNamed  label=MP201 title=One
2021-06-23  meeting/change_board/2021-06-23  MeetingHeld
""".replace(",\n            ", ", ")


def test_what_a_change_board_had_to_vote_on_is_asked_of_it() -> None:
    point = one(AGENDA)
    assert (point.question, point.which, point.ask) == ("agenda-item-not-decided", "MP201", "Change Board")
    assert point.since == date(2021, 6, 23)


def test_an_item_has_its_outcome_by_a_vote_of_that_day_or_since() -> None:
    assert nothing(f"{AGENDA}\n2021-07-28  MP201  ChangeBoardVoted  basis=self_governance result=reject")
    before = f"{AGENDA}\n2021-05-26  MP201  ChangeBoardVoted  basis=self_governance result=reject"
    assert one(before).question == "agenda-item-not-decided"


def test_a_meeting_of_which_nothing_but_an_agenda_is_known_had_to_decide_too() -> None:
    unheld = "\n".join(line for line in AGENDA.splitlines() if "MeetingHeld" not in line)
    assert one(unheld).question == "agenda-item-not-decided"


PLANNED = "2021-06-01  MP203  ConsultationPlanned  type=refinement week_commencing=2021-06-07"


def test_a_consultation_is_awaited_once_its_week_is_over() -> None:
    assert nothing(PLANNED, date(2021, 6, 13))
    point = one(PLANNED, date(2021, 6, 14))
    assert point.what == "Refinement Consultation planned for the week commencing 7 June 2021, and not opened"
    assert (point.since, point.ask) == (date(2021, 6, 13), "SECAS")
    assert nothing(f"{PLANNED}\n2021-06-21  MP203  ConsultationOpened  type=refinement")


OPENED = "2021-06-07  MP203  ConsultationOpened  type=refinement closes_on=2021-06-25"


def test_a_consultation_is_to_be_closed_after_its_last_day() -> None:
    assert nothing(OPENED, date(2021, 6, 25))
    point = one(OPENED, date(2021, 6, 26))
    assert point.what == "Refinement Consultation open until 25 June 2021, and not closed"
    assert nothing(f"{OPENED}\n2021-06-25  MP203  ConsultationClosed  type=refinement")


def test_a_request_that_the_dcc_has_not_accepted_is_asked_of_the_dcc() -> None:
    requested = "2021-05-26  MP204  AssessmentRequested  IA 1"
    point = one(requested)
    assert point.what == "Impact Assessment 1 requested, and not accepted"
    assert (point.since, point.ask) == (date(2021, 5, 26), "DCC")
    for answer in ("AssessmentAccepted", "AssessmentRefused", "AssessmentCancelled"):
        assert nothing(f"{requested}\n2021-06-01  MP204  {answer}  IA 1")


ACCEPTED = "2020-05-26  MP109  AssessmentAccepted  PA 1  target_wd=15"


def test_an_assessment_is_late_from_the_day_after_the_last_of_its_target() -> None:
    """MP109, accepted on 26 May 2020: its fifteenth weekday was 15 June."""
    assert nothing(ACCEPTED, date(2020, 6, 15))
    point = one(ACCEPTED, date(2020, 6, 16))
    assert point.what == "Preliminary Assessment 1 not returned after 16 WD, against a target of 15 WD"
    assert point.since == date(2020, 6, 15)
    assert nothing(f"{ACCEPTED}\n2020-06-16  MP109  AssessmentReturned  PA 1", date(2020, 6, 16))


def test_a_stopped_clock_is_not_late() -> None:
    assert nothing(f"{ACCEPTED}\n2020-06-01  MP109  AssessmentClockStopped  PA 1  reason=questions")


def test_what_is_with_the_authority_is_asked_of_it() -> None:
    submitted = "2021-06-24  MP205  ReportSubmittedToAuthority"
    point = one(submitted)
    assert (point.what, point.ask) == ("with the Authority since 24 June 2021, and not determined", "Authority")
    assert nothing(f"{submitted}\n2021-07-15  MP205  AuthorityDetermined  outcome=rejected")


def test_an_adoption_window_ends_ten_working_days_after_its_day() -> None:
    """MP117: 9 to 23 June 2021."""
    withdrawn = "2021-06-09  MP117  WithdrawalRequested  adoptable_until=2021-06-23"
    assert nothing(withdrawn, date(2021, 6, 23))
    point = one(withdrawn, date(2021, 6, 24))
    assert point.what == "could be adopted until 23 June 2021, and neither adopted nor withdrawn"
    assert nothing(f"{withdrawn}\n2021-06-23  MP117  AdoptionWindowClosed")


def test_an_implementation_is_awaited_from_its_day_on_by_part() -> None:
    assigned = "2020-05-27  SECMP0062  ReleaseAssigned  release=2020-11 part=2 planned_on=2020-11-05"
    assert nothing(assigned, date(2020, 11, 5))
    point = one(assigned, date(2020, 11, 6))
    assert (point.question, point.which, point.since) == ("not-implemented", "SECMP0062", date(2020, 11, 5))
    assert point.what.startswith("part 2 to be implemented on 5 November 2020 (November 2020 Release)")
    done = f"{assigned}\n2020-11-29  SECMP0062  ProposalImplemented  release=2020-11 part=2"
    assert nothing(done, date(2020, 11, 29))


PROPOSED = """
2021-06-07  MP206  ProposalNamed  label=MP206 title=Six
2021-07-01  MP206  CorrectionProposed  of=206#1 now='{"title": "Sixth"}' reason="misspelt"
"""


def test_a_proposed_correction_waits_for_somebody_else() -> None:
    point = one(PROPOSED)
    assert (point.question, point.which, point.since) == ("correction-not-answered", "MP206", date(2021, 7, 1))
    assert point.evidence == ("206#2", "206#1")
    assert nothing(PROPOSED, date(2021, 6, 30))


@pytest.mark.parametrize(
    "answer",
    [
        "CorrectionRefused  proposal=206#2 reason=right",
        """FactCorrected  of=206#1 now='{"title": "Sixth"}' reason=misspelt proposal=206#2""",
        "FactRetracted  of=206#1 reason=wrong proposal=206#2",
    ],
)
def test_a_correction_is_answered_by_agreement_or_refusal(answer: str) -> None:
    assert nothing(f"{PROPOSED}\n2021-07-02  MP206  {answer}")


def test_a_point_is_told_to_programs_with_its_day_and_facts() -> None:
    assert as_json(one(SCHEDULED)) == {
        "question": "meeting-not-held",
        "what": "scheduled, and neither held nor cancelled",
        "which": "Change Sub-Committee of 29 June 2021",
        "stream": "meeting/csc/2021-06-29",
        "since": "2021-06-29",
        "ask": "Change Sub-Committee",
        "evidence": ["meeting/csc/2021-06-29#1"],
    }


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("month", ["2014-02", "2018-07", "2020-06"])
def test_of_a_made_up_history_the_rows_that_are_read_leave_nothing_out(seed: int, month: str) -> None:
    assert_same_points(made_up(seed), Month.parse(month), None)


@pytest.mark.parametrize(("day", "number"), [("2020-06-12", 8), ("2020-08-01", 28), ("2021-05-01", 36)])
def test_of_the_june_paper_the_rows_that_are_read_leave_nothing_out(day: str, number: int) -> None:
    asked = Asked(news_to=date.fromisoformat(day))
    assert assert_same_points(replayed(june_history()), JUNE, asked) == number


def assert_same_points(rows: Rows, month: Month, asked: Asked | None) -> int:
    """From the rows that are read and from all rows; how many there are."""

    def read(questions: Sequence[Question]) -> list[Mapping[str, Any]]:
        return [{key: row for key, row in rows.of(model).items() if is_of(only, key, row)} for model, only in questions]

    few = Rows(needed_to_prepare(read, month, 9, asked))
    points = points_of(view(few, month, 9, asked))
    assert points == points_of(view(rows, month, 9, asked))
    return len(points)
