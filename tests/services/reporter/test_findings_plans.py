"""What was planned for days of a paper that speaks of 10 July 2020, and of which nothing more is told."""

import pytest

from shared.papers.finding import Finding
from tests.services.reporter.papers import june, paper, under
from tests.services.reporter.small import PLANNED

SCHEDULED = "2020-06-15  meeting/working_group/2020-07-01  MeetingScheduled"
AGENDA = """
2020-06-12  meeting/panel/2020-06-19  AgendaPublished  items='[{"stream": "201", "purpose": "refinement"}, \
{"stream": "105", "purpose": "report_phase"}, {"stream": "106", "purpose": "discussion"}]'
by 2020-06-12  DP201  ProposalNamed  label=DP201 title=One
by 2020-06-12  MP105  ProposalNamed  label=MP105 title=Five
"""
ASSIGNED = """
2020-05-27  MP203  ChangeBoardVoted  basis=self_governance result=approve
by 2020-06-01  release/2020-06  ReleasePlanned  planned_on=2020-06-25
by 2020-06-01  MP203  ReleaseAssigned  release=2020-06
"""


def found(rule: str, facts: str, month: str = "2020-07") -> list[Finding]:
    return [finding for finding in paper(f"{PLANNED}\n{facts}", month).findings if finding.rule == rule]


def test_a_scheduled_meeting_of_which_nothing_more_is_told() -> None:
    (finding,) = found("meeting-lapsed", SCHEDULED)
    assert finding.message == (
        "The Working Group meeting of 1 July 2020 was scheduled, and nothing says that it was held or cancelled."
    )
    assert finding.subjects == ("meeting/working_group/2020-07-01", "meeting/working_group/2020-07-01#1")


@pytest.mark.parametrize(
    "more",
    [
        "2020-07-01  meeting/working_group/2020-07-01  MeetingHeld",
        "2020-06-29  meeting/working_group/2020-07-01  MeetingCancelled",
        "2020-07-01  MP202  WorkingGroupDiscussed  meeting_on=2020-07-01",
    ],
    ids=["held", "cancelled", "discussed something"],
)
def test_a_meeting_that_was_held_or_cancelled_has_not_lapsed(more: str) -> None:
    assert not found("meeting-lapsed", f"{SCHEDULED}\n{more}")


@pytest.mark.parametrize(("on", "lapsed"), [("06-11", 0), ("06-12", 1), ("07-09", 1), ("07-10", 0), ("08-05", 0)])
def test_a_meeting_lapses_in_one_paper_only(on: str, lapsed: int) -> None:
    assert len(found("meeting-lapsed", f"2020-06-01  meeting/csc/2020-{on}  MeetingScheduled")) == lapsed


def test_a_consultation_whose_week_ended_with_the_last_paper_is_told_by_this_one() -> None:
    last_week = "2020-06-01  MP200  ConsultationPlanned  type=refinement week_commencing=2020-06-06"
    assert not found("plan-lapsed", last_week, "2020-06")
    assert len(found("plan-lapsed", last_week)) == 1


def test_what_a_panel_was_to_decide_and_nobody_tells() -> None:
    (finding,) = found("agenda-without-outcome", AGENDA)
    assert (
        finding.message == "Nothing says what the Panel of 19 June 2020 decided about MP105 and DP201, on its agenda."
    )
    assert finding.subjects == ("meeting/panel/2020-06-19", "105", "201", "meeting/panel/2020-06-19#1")


def test_an_item_that_was_converted_or_withdrawn_has_its_outcome() -> None:
    converted = f"{AGENDA}\n2020-06-19  DP201  ProposalConverted  route=refinement"
    (finding,) = found("agenda-without-outcome", converted)
    assert "about MP105, on" in finding.message
    assert not found("agenda-without-outcome", f"{converted}\n2020-06-22  MP105  ProposalWithdrawn")


def test_a_report_submitted_before_its_panel_has_an_outcome_once_converted() -> None:
    submitted = f"{AGENDA}\n2020-06-15  MP105  ModificationReportSubmitted\n2020-06-19  DP201  ProposalWithdrawn"
    assert found("agenda-without-outcome", submitted)
    assert not found("agenda-without-outcome", f"{submitted}\n2020-06-19  MP105  ProposalConverted  route=report_phase")


def test_the_agenda_of_a_cancelled_or_a_coming_panel_awaits_nothing() -> None:
    cancelled = f"{AGENDA}\n2020-06-17  meeting/panel/2020-06-19  MeetingCancelled"
    assert not found("agenda-without-outcome", cancelled)
    assert not found("agenda-without-outcome", AGENDA, "2020-06")


def test_what_is_printed_as_waiting_for_a_day_gone_by_is_told() -> None:
    report = paper(f"{PLANNED}\n{ASSIGNED}")
    assert any("currently one modification approved" in line for line in under(report, "SEC Releases"))
    (finding,) = found("release-lapsed", ASSIGNED)
    assert finding.message == (
        "The June 2020 Release was planned for 25 June 2020, and nothing says that it went live; still printed as "
        "waiting for it: MP203."
    )
    assert finding.subjects == ("release/2020-06", "203", "release/2020-06#1", "203#2")


def test_a_release_that_went_live_without_what_waits_for_it_is_told() -> None:
    live = f"{ASSIGNED}\n2020-06-25  release/2020-06  ReleaseWentLive"
    (finding,) = found("release-lapsed", live)
    assert finding.message == (
        "The June 2020 Release went live on 25 June 2020, and nothing says that this implemented MP203."
    )
    assert not found("release-lapsed", f"{live}\n2020-06-25  MP203  ProposalImplemented  release=2020-06")


def test_a_standalone_release_lapses_by_its_own_day() -> None:
    (finding,) = found("release-lapsed", "2020-06-15  MP203  ReleaseAssigned  release=standalone/2020-07-01")
    assert finding.message.startswith("The standalone release was planned for 1 July 2020, and nothing says")


@pytest.mark.parametrize(("on", "lapsed"), [("06-11", 0), ("06-12", 1), ("07-09", 1), ("07-10", 0), ("11-05", 0)])
def test_a_release_of_which_nothing_else_is_known_is_told_once(on: str, lapsed: int) -> None:
    assert len(found("release-lapsed", f"2020-05-01  release/2020-06  ReleasePlanned  planned_on=2020-{on}")) == lapsed


def test_a_release_that_was_moved_has_not_lapsed() -> None:
    moved = f"{ASSIGNED}\n2020-06-20  release/2020-06  ReleaseDateChanged  planned_on=2020-07-30 was_on=2020-06-25"
    assert not found("release-lapsed", moved)


def test_june_has_no_plans_gone_by() -> None:
    assert not {"meeting-lapsed", "agenda-without-outcome", "release-lapsed"} & {f.rule for f in june().findings}
