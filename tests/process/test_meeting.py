"""Meetings: scheduled, held on their day or ad hoc, with agendas of known modifications."""

from tests.process.broken import Broken, at, broken
from tests.process.given import given

_PANEL = "meeting/panel/2020-06-19"
_UNKNOWN = """'items=[{"stream": "DP777", "purpose": "refinement"}]'"""


def test_papers_for_the_panel_of_19_june_2020_went_out_on_the_12th() -> None:
    """A stream names a modification by its number; whoever publishes an agenda may write any spelling."""
    agenda = f"""2020-06-12 {_PANEL} PublishAgenda 'items=[{{"stream": "DP090", "purpose": "refinement"}}]'"""
    fact = agenda.replace("PublishAgenda", "AgendaPublished").replace("DP090", "90")
    at("unknown", *SCHEDULED).when(agenda).then(fact)


SCHEDULED = (f"2020-05-01 {_PANEL} ScheduleMeeting",)


def test_an_ad_hoc_change_board_is_held_though_nobody_scheduled_it() -> None:
    held = "2020-05-22  meeting/change_board/2020-05-22  MeetingHeld  ad_hoc=true"
    given().when(held.replace("MeetingHeld", "HoldMeeting")).then(held)


def test_the_csc_decided_by_correspondence_on_4_june_2020() -> None:
    held = "2020-06-04  meeting/csc/2020-06-04  MeetingHeld  mode=correspondence"
    given().when(held.replace("MeetingHeld", "HoldMeeting")).then(held)


def test_a_meeting_that_was_cancelled_is_not_held() -> None:
    cancelled = at("scheduled", f"2020-06-12 {_PANEL} CancelMeeting")
    cancelled.when(f"2020-06-19 {_PANEL} HoldMeeting").refuses("not_allowed_now", "the meeting is cancelled")


BROKEN: tuple[Broken, ...] = (
    broken("unscheduled", f"2020-06-22 {_PANEL} ScheduleMeeting", code="meeting_past"),
    broken("scheduled", f"2020-06-22 {_PANEL} PublishAgenda items=[]", code="meeting_past"),
    broken("scheduled", f"2020-06-12 {_PANEL} PublishAgenda {_UNKNOWN}", code="other_not_known"),
    broken("scheduled", f"2020-06-18 {_PANEL} HoldMeeting", code="not_on_its_day"),
    broken("scheduled", f"2020-06-19 {_PANEL} HoldMeeting 'considered=[\"DP777\"]'", code="other_not_known"),
    broken("scheduled", f"2020-06-22 {_PANEL} CancelMeeting", code="meeting_past"),
)
