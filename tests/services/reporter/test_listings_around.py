"""Meetings, consultations and releases as they are listed on a day."""

from datetime import date
from typing import Any

from services.reporter.listings.consultations import consultations
from services.reporter.listings.meetings import meetings
from services.reporter.listings.releases import releases
from services.reporter.rows import Rows
from services.reporter.views import replayed
from tests.given import history


def told(text: str) -> Rows:
    return replayed(history(text))


MEETING = """
2020-05-20  meeting/panel/2020-06-19  MeetingScheduled
2020-06-05  meeting/panel/2020-06-19  AgendaPublished  provisional=true
            items='[{"stream": "111", "purpose": "refinement"}, {"stream": "103", "purpose": "report_phase"}]'
2020-06-12  meeting/panel/2020-06-19  AgendaPublished  items='[{"stream": "103", "purpose": "report_phase"}]'
2020-06-19  meeting/panel/2020-06-19  MeetingHeld  considered='["103"]'
by 2020-05-01  MP103  ProposalNamed  label=MP103 title=SOC2
2020-05-20  meeting/csc/2020-06-30  MeetingScheduled
""".replace("\n            ", " ")


def test_a_meeting_is_listed_with_what_was_on_its_agenda_and_until_when() -> None:
    (panel, csc) = meetings(told(MEETING), date(2020, 6, 18))
    assert [(item["ref"], item["since"], item["until"]) for item in panel["items"]] == [
        ("MP103", "2020-06-05", None),
        ("111", "2020-06-05", "2020-06-12"),
    ]
    assert (panel["state"], panel["considered"], csc["state"]) == ("scheduled", None, "scheduled")
    held = meetings(told(MEETING), date(2020, 6, 19), "panel")
    assert [(each["state"], each["considered"]) for each in held] == [("held", ["MP103"])]


def test_a_meeting_of_which_nothing_more_is_told_is_listed_so() -> None:
    states = [meetings(told(MEETING), date(2020, *day), "csc")[0]["state"] for day in ((6, 30), (7, 1))]
    assert states == ["scheduled", "untold"]


CONSULTED = """
2020-05-20  MP122  ConsultationPlanned   type=refinement week_commencing=2020-06-08
2020-06-12  MP122  ConsultationOpened    type=refinement closes_on=2020-07-03
2020-06-20  MP122  ResponseReceived      type=refinement respondent=r-1 party_category=large_supplier view=supportive
2020-06-30  MP122  ConsultationExtended  type=refinement closes_on=2020-07-10
2020-07-08  MP122  ResponseReceived      type=refinement respondent=r-2 party_category=large_supplier
2020-07-10  MP122  ConsultationClosed    type=refinement responses=3
2020-08-03  MP122  ConsultationOpened    type=refinement closes_on=2020-08-21
2020-08-04  MP122  ResponseReceived      type=refinement respondent=r-1 view=not_supportive
"""


def consulted(day: date) -> list[dict[str, Any]]:
    return consultations(told(CONSULTED), day)


def test_a_consultation_is_listed_as_it_stood() -> None:
    days = [(6, 1), (6, 12), (7, 3), (7, 9), (7, 10)]
    states = [(found["state"], found["closes_on"]) for day in days for found in consulted(date(2020, *day))]
    assert states == [
        ("expected", None),
        ("open", "2020-07-03"),
        ("open", "2020-07-10"),
        ("open", "2020-07-10"),
        ("closed", "2020-07-10"),
    ]
    assert [found["ref"] for found in consultations(told(CONSULTED), date(2020, 7, 9), "open")] == ["MP122"]
    assert consultations(told(CONSULTED), date(2020, 7, 10), "open") == []


def test_responses_are_counted_by_category_and_by_view() -> None:
    first, second = consulted(date(2020, 8, 4))
    assert first["responses"] == {
        "told": 3,
        "received": 2,
        "by_category": {"large_supplier": 2},
        "by_view": {"not_told": 1, "supportive": 1},
    }
    assert second["responses"]["by_view"] == {"not_supportive": 1}
    assert consulted(date(2020, 6, 20))[0]["responses"]["received"] == 1


def test_a_release_is_listed_with_the_history_of_its_date_and_what_has_left_it() -> None:
    rows = told("""
    2019-11-01  release/2020-06  ReleasePlanned  planned_on=2020-06-25
    2020-01-15  MP093  ReleaseAssigned  release=2020-06
    2020-02-28  release/2020-06  ReleaseDateChangeRequested  planned_on=2020-05-06 reason=Testing.
    2020-03-20  release/2020-06  ReleaseDateChangeApproved  planned_on=2020-05-06 flex_to=2020-05-20
    2020-03-25  release/2020-06  ReleaseDateChanged  planned_on=2020-05-06
    2020-04-22  MP093  ReleaseAssigned  release=2020-11
    2020-05-06  release/2020-06  ReleaseWentLive  sec_version='"75.0"'
    """)
    asked, approved, left, live = (releases(rows, date(2020, *day))[0] for day in ((2, 28), (3, 20), (4, 22), (5, 6)))
    assert asked["change_requested"] == {"date": "2020-05-06", "reason": "Testing."}
    assert approved["change_requested"] is None
    assert approved["change_approved"] == {"date": "2020-05-06", "flex_to": "2020-05-20"}
    assert (asked["date"], approved["date"], left["date"]) == ("2020-06-25", "2020-06-25", "2020-05-06")
    assert [(told["on"], told["date"], told["moved"]) for told in left["history"]] == [
        ("2019-11-01", "2020-06-25", False),
        ("2020-03-25", "2020-05-06", True),
    ]
    assert [item["ref"] for item in approved["contents"]] == ["MP093"]
    assert left["contents"] == []
    assert [(gone["ref"], gone["into"]) for gone in left["left"]] == [("MP093", "2020-11")]
    assert (live["state"], live["sec_version"]) == ("live", "75.0")
