"""What the reading commands list, as of a day, from a history written down as text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from services.reporter.listings.assessments import assessments
from services.reporter.listings.find import UnknownModification, named
from services.reporter.listings.register import by_stage, one, register
from services.reporter.listings.releases import releases
from services.reporter.listings.trail import trail
from services.reporter.rows import Rows
from services.reporter.views import replayed
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS
from tests.given import history

PUBLISHED = CONVENTIONS["weekdays_both_ends"]
CALENDAR = CALENDARS["england_and_wales/1"]

MP130 = """
    2020-05-12     MP130  ProposalRaised  label=MP130 title="CH order" proposer.name=Someone proposer.organisation=DCC
    by 2020-06-12  MP130  UrgencyGranted
    2020-05-22     MP130  ChangeBoardVoted  basis=recommendation result=approve ad_hoc=true
    2020-05-26     MP130  AuthorityDetermined  outcome=approved implementation_wd_after=1
    2020-05-27     MP130  ProposalImplemented  release=standalone/2020-05-27
"""
SECMP0062 = """
    by 2020-06-12  SECMP0062  ProposalNamed  label=SECMP0062 title="Alert Storm Protection" times=2
    2020-05-06     SECMP0062  ProposalImplemented  release=2020-06 part=1
    by 2020-06-12  SECMP0062  ReleaseAssigned  release=2020-11 part=2 planned_on=2020-11-05
    2020-05-06     release/2020-06  ReleaseWentLive
    by 2020-06-12  release/2020-11  ReleasePlanned  planned_on=2020-11-05
"""


def rows(text: str) -> Rows:
    return replayed(history(text))


def shown(text: str, ref: str, day: date) -> dict[str, Any]:
    return one(ref, Told(rows(text)), day)


@dataclass(frozen=True)
class Told:
    """Gives the same rows whatever is asked of it."""

    told: Rows

    def rows(self, modification: str | None = None) -> Rows:
        return self.told


def test_an_urgent_proposal_is_shown_as_it_stood_on_each_day() -> None:
    stages = {day: shown(MP130, "MP130", date(2020, 5, day))["stage"] for day in (12, 22, 26, 27)}
    assert stages == {12: "refine", 22: "opine", 26: "approved", 27: "implemented"}


def test_a_recommendation_is_no_decision() -> None:
    assert shown(MP130, "MP130", date(2020, 5, 25))["decision"] is None
    decided = shown(MP130, "MP130", date(2020, 5, 26))["decision"]
    assert decided == {"outcome": "approved", "by": "authority", "on": "2020-05-26"}


def test_a_statement_of_standing_counts_from_its_day() -> None:
    assert not shown(MP130, "130", date(2020, 6, 11))["urgent"]
    assert shown(MP130, "130", date(2020, 6, 12))["urgent"]


def test_a_modification_in_parts_is_part_implemented_until_every_part_is() -> None:
    found = shown(SECMP0062, "SECMP062", date(2020, 6, 12))
    assert (found["ref"], found["stage"]) == ("SECMP0062", "part_implemented")
    assert found["implementations"] == [
        {
            **{"part": 1, "release": "2020-06", "planned_on": "2020-05-06", "implemented_on": "2020-05-06"},
            **{"wd_after_approval": None, "sec_version": None},
        },
        {
            **{"part": 2, "release": "2020-11", "planned_on": "2020-11-05", "implemented_on": None},
            **{"wd_after_approval": None, "sec_version": None},
        },
    ]


def test_a_proposal_is_not_in_the_register_before_it_was_raised() -> None:
    assert register(rows(MP130), date(2020, 5, 11)) == []
    assert by_stage(rows(MP130), date(2020, 5, 12)) == {"refine": 1}


def test_the_evidence_of_a_day_leaves_out_what_happened_later() -> None:
    assert shown(MP130, "130", date(2020, 5, 22))["evidence"] == ["130#1", "130#3"]


def test_releases_list_their_contents() -> None:
    listed = releases(rows(SECMP0062), date(2020, 6, 12))
    assert [(release["release"], release["date"], release["state"]) for release in listed] == [
        ("2020-06", "2020-05-06", "live"),
        ("2020-11", "2020-11-05", "planned"),
    ]
    assert [item["part"] for item in listed[1]["contents"]] == [2]


@pytest.mark.parametrize("spelling", ["DP102B", "mp 102b", "MP0102B", "102B", "102b"])
def test_any_spelling_finds_the_modification(spelling: str) -> None:
    assert named(spelling) == "102B"


def test_an_unknown_reference_suggests_its_parts_and_neighbours() -> None:
    others = " ".join(f"\n2020-05-12 MP{n} ProposalNamed label=MP{n}" for n in ("102A", "102B", "103", "700"))
    with pytest.raises(UnknownModification, match=r"No fact speaks of MP102 .* Near ones: 102A, 102B, 103"):
        shown(others, "MP102", date(2020, 6, 12))


def test_a_stopped_clock_does_not_count_and_says_how_much_it_took_out() -> None:
    told = rows("""
        2020-05-04  MP106  AssessmentAccepted      PA 1  target_wd=15
        2020-05-06  MP106  AssessmentClockStopped  PA 1  reason="awaiting information"
        2020-05-12  MP106  AssessmentClockResumed  PA 1
        2020-05-14  MP106  AssessmentTargetRevised PA 1  target_wd=20
        2020-05-15  MP106  AssessmentReturned      PA 1  target_wd=20
    """)
    open_, returned = (assessments(told, date(2020, 5, day), "all", PUBLISHED, CALENDAR)[0] for day in (13, 15))
    # Monday 4 to Wednesday 6 May and Tuesday 12 to Friday 15 May; Thursday 7, Friday 8 and Monday 11 are out.
    assert (open_["state"], open_["duration_wd"], open_["stopped_wd"], open_["target_wd"]) == ("open", 5, 3, 15)
    assert (returned["state"], returned["duration_wd"], returned["stopped_wd"]) == ("returned", 7, 3)
    assert (returned["target_wd_original"], returned["target_wd"]) == (15, 20)


def test_a_returned_assessment_without_an_acceptance_has_only_its_stated_duration() -> None:
    told = rows("2020-05-28  MP122  AssessmentReturned  PA 1  target_wd=15 duration_wd_stated=10")
    found = assessments(told, date(2020, 6, 12), "completed", PUBLISHED, CALENDAR)
    assert [(row["ref"], row["accepted_on"], row["duration_wd"], row["duration_stated"]) for row in found] == [
        ("MP122", None, 10, 10)
    ]
    assert assessments(told, date(2020, 6, 12), "open", PUBLISHED, CALENDAR) == []


def test_a_duration_is_told_by_both_conventions_where_its_acceptance_is_dated() -> None:
    """SECMP0007: 82 weekdays to the end of May 2020, and 77 without the first day and four bank holidays."""
    told = rows("""
        2020-02-06  SECMP0007  AssessmentAccepted  IA 1  target_wd=40
        2020-05-28  MP122      AssessmentReturned  PA 1  target_wd=15 duration_wd_stated=10
    """)
    found = assessments(told, date(2020, 5, 31), "all", PUBLISHED, CALENDAR)
    assert [row["durations_wd"] for row in found] == [
        {"weekdays_both_ends": 82, "sec_working_days": 77},
        {"weekdays_both_ends": None, "sec_working_days": None},
    ]


def test_the_trail_keeps_what_was_corrected_with_a_link_to_the_correction() -> None:
    told = history("""
        2020-02-11     MP090  AssessmentReturned  PA 1  target_wd=15
        2020-02-12     MP090  FactCorrected  of=90#1 now='{"occurred_on": "2020-02-12"}' reason="the register says so"
    """)
    steps = trail(told, date(2020, 6, 12))
    assert [(step["id"], step["occurred_on"], step["corrected_by"]) for step in steps] == [
        ("90#1", "2020-02-11", ["90#2"]),
        ("90#2", "2020-02-12", []),
    ]
    assert steps[1]["what"] == "corrects 90#1: the register says so"
