"""What a paper said was to come, as it was known then, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from services.ingest.from_paper import facts_of
from services.reporter.cut import Asked
from services.reporter.forecasts.came import compared
from services.reporter.forecasts.forecast import Forecast, as_json
from services.reporter.forecasts.made import forecasts_of
from services.reporter.forecasts.needed import needed_for_outcomes
from services.reporter.needed import Question
from services.reporter.rows import Rows
from services.reporter.views import replayed, view_of
from shared.domain.codec import recorded
from shared.domain.london import LONDON
from shared.domain.recorded import Recorded
from shared.papers.read import read
from tests.given import entries, history, stored
from tests.services.reporter.papers import JUNE, june_history, published
from tests.services.reporter.test_needed import is_of

JUNE_PAPER = datetime(2020, 6, 12, 23, 59, tzinfo=LONDON)
NEW_YEAR = date(2021, 1, 1)


def forecast_in(told: Sequence[Recorded]) -> tuple[Forecast, ...]:
    """By the paper of 12 June 2020, as it was known that day."""
    asked = Asked(news_to=date(2020, 6, 12), known_at=JUNE_PAPER)
    return forecasts_of(view_of(told, JUNE, asked=asked))


def came_of(told: Sequence[Recorded], day: date = NEW_YEAR) -> dict[str, tuple[str, date | None]]:
    """By what was forecast."""
    found = compared(forecast_in(told), replayed(told), day)
    return {f"{one.forecast.which} {one.forecast.what}": (one.came, one.on) for one in found}


def one(text: str, day: date = NEW_YEAR) -> tuple[str, date | None]:
    ((_, came),) = came_of(history(text), day).items()
    return came


def test_the_june_paper_forecasts_what_it_prints_as_to_come() -> None:
    assert [(each.kind, each.which, *map(str, each.days)) for each in forecast_in(june_history())] == [
        ("consultation", "MP090", "2020-06-08", "2020-06-14"),
        ("consultation", "MP122", "2020-06-08", "2020-06-14"),
        ("meeting", "Panel", "2020-06-19", "2020-06-19"),
        *(
            ("presentation", which, "2020-06-19", "2020-06-19")
            for which in ("DP094", "DP111", "DP125", "DP128", "DP129", "DP132", "DP134")
        ),
        *(("presentation", which, "2020-06-19", "2020-06-19") for which in ("MP103", "MP118", "DP124", "DP127")),
        ("consultation", "MP103", "2020-06-22", "2020-06-28"),
        ("consultation", "MP118", "2020-06-22", "2020-06-28"),
        ("consultation", "MP124", "2020-06-22", "2020-06-28"),
        ("consultation", "MP127", "2020-06-22", "2020-06-28"),
        ("meeting", "Working Group", "2020-07-01", "2020-07-01"),
        ("release", "November 2020 Release", "2020-11-05", "2020-11-05"),
        *(
            ("implementation", which, "2020-11-05", "2020-11-05")
            for which in ("SECMP0062", "MP080", "MP081", "MP093", "MP112", "MP115", "MP120")
        ),
    ]


SINCE = """
2020-06-12  MP122  ConsultationOpened  type=refinement known=2020-06-15
2020-06-16  MP090  ConsultationOpened  type=refinement
2020-06-22  MP118  ConsultationOpened  type=modification_report
2020-06-17  DP132  ProposalWithdrawn
2020-06-19  DP125  ProposalConverted  route=refinement
2020-07-01  meeting/working_group/2020-07-01  MeetingHeld
2020-10-30  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
2020-11-29  release/2020-11  ReleaseWentLive
2020-11-29  MP080  ProposalImplemented  release=2020-11
"""


@cache
def since_june() -> tuple[Recorded, ...]:
    """The June paper, and what became known after it."""
    june = facts_of(read(published()), lambda stream: ()).entries
    return tuple(map(recorded, stored([*june, *entries(SINCE)])))


def test_as_known_on_12_june_the_november_release_is_still_on_the_5th() -> None:
    (release,) = [each for each in forecast_in(since_june()) if each.kind == "release"]
    assert release.days.first == date(2020, 11, 5)


def test_the_november_release_was_not_due_then_moved_then_came_on_the_29th() -> None:
    went = {
        day: came_of(since_june(), day)["November 2020 Release goes live"]
        for day in (date(2020, 10, 29), date(2020, 10, 30), date(2020, 11, 28), date(2020, 11, 29))
    }
    assert list(went.values()) == [
        ("not_due", None),
        ("moved", date(2020, 11, 29)),
        ("moved", date(2020, 11, 29)),
        ("another_day", date(2020, 11, 29)),
    ]


def test_what_was_to_be_implemented_with_it_moved_with_it() -> None:
    moved = came_of(since_june(), date(2020, 11, 6))
    assert moved["MP080 implemented in the November 2020 Release"] == ("moved", date(2020, 11, 29))
    came = came_of(since_june(), date(2020, 11, 30))
    assert came["MP080 implemented in the November 2020 Release"] == ("another_day", date(2020, 11, 29))
    assert came["MP081 implemented in the November 2020 Release"] == ("not_come", date(2020, 11, 29))


def test_consultations_came_in_their_week_or_another_or_not() -> None:
    came = came_of(since_june(), date(2020, 6, 30))
    assert came["MP122 Refinement Consultation issued"] == ("as_forecast", date(2020, 6, 12))
    assert came["MP090 Refinement Consultation issued"] == ("another_day", date(2020, 6, 16))
    assert came["MP118 Modification Report Consultation issued"] == ("as_forecast", date(2020, 6, 22))
    assert came["MP103 Modification Report Consultation issued"] == ("not_come", None)


def test_what_goes_to_the_panel_is_answered_there_or_withdrawn_before() -> None:
    """DP132 was withdrawn on 17 June 2020, between the paper and the meeting."""
    came = came_of(since_june(), date(2020, 6, 30))
    assert came["DP125 goes to the Panel for the Refinement Process"] == ("as_forecast", date(2020, 6, 19))
    assert came["DP132 goes to the Panel for the Refinement Process"] == ("withdrawn", date(2020, 6, 17))
    assert came["DP134 goes to the Panel for the Refinement Process"] == ("not_come", None)
    assert came_of(since_june(), date(2020, 6, 16))["DP132 goes to the Panel for the Refinement Process"] == (
        "not_due",
        None,
    )


def test_a_meeting_was_held_where_it_is_told_or_seen_to_have_decided() -> None:
    came = came_of(since_june())
    assert came["Working Group meets"] == ("as_forecast", date(2020, 7, 1))
    assert came["Panel meets"] == ("as_forecast", date(2020, 6, 19))


PLANNED = "2020-06-01  MP203  ConsultationPlanned  type=refinement week_commencing=2020-06-22"


@pytest.mark.parametrize(
    ("day", "came"),
    [
        (date(2020, 6, 28), ("not_due", None)),
        (date(2020, 6, 29), ("moved", date(2020, 7, 6))),
        (date(2020, 7, 12), ("moved", date(2020, 7, 6))),
        (date(2020, 7, 13), ("not_come", date(2020, 7, 6))),
    ],
)
def test_a_consultation_planned_anew_has_moved(day: date, came: tuple[str, date | None]) -> None:
    again = "2020-06-29  MP203  ConsultationPlanned  type=refinement week_commencing=2020-07-06"
    assert one(f"{PLANNED}\n{again}", day) == came


CALLED = "2020-06-01  meeting/change_board/2020-06-24  MeetingScheduled"
CANCELLED = f"{CALLED}\n2020-06-22  meeting/change_board/2020-06-24  MeetingCancelled"


def test_a_cancelled_meeting_is_told_with_the_one_called_in_its_place() -> None:
    assert one(CANCELLED) == ("cancelled", None)
    instead = f"{CANCELLED}\n2020-06-23  meeting/change_board/2020-07-01  MeetingScheduled"
    assert one(instead, date(2020, 6, 30)) == ("moved", date(2020, 7, 1))
    held = f"{instead}\n2020-07-01  meeting/change_board/2020-07-01  MeetingHeld"
    assert one(held) == ("another_day", date(2020, 7, 1))


def test_an_ad_hoc_meeting_takes_no_place_of_a_regular_one() -> None:
    ad_hoc = "2020-06-25  meeting/change_board/2020-06-25  MeetingHeld  ad_hoc=true"
    assert one(f"{CANCELLED}\n{ad_hoc}") == ("cancelled", None)


def test_what_is_called_only_after_the_paper_is_no_forecast_of_it() -> None:
    assert not came_of(history("2020-06-13  meeting/change_board/2020-06-24  MeetingScheduled"))


def test_a_part_that_was_assigned_to_another_release_has_moved() -> None:
    told = """
    2020-05-27  SECMP0062  ReleaseAssigned  release=2020-11 part=2 planned_on=2020-11-05
    2020-09-23  SECMP0062  ReleaseAssigned  release=2021-02 part=2 planned_on=2021-02-25
    """
    assert one(told) == ("moved", date(2021, 2, 25))


def test_a_forecast_is_told_to_programs_with_both_its_facts() -> None:
    told = history(f"{CALLED}\n2020-06-24  meeting/change_board/2020-06-24  MeetingHeld")
    (found,) = compared(forecast_in(told), replayed(told), NEW_YEAR)
    assert as_json(found) == {
        "kind": "meeting",
        "which": "Change Board",
        "what": "meets",
        "first": "2020-06-24",
        "last": "2020-06-24",
        "came": "as_forecast",
        "on": "2020-06-24",
        "forecast_by": ["meeting/change_board/2020-06-24#1"],
        "evidence": ["meeting/change_board/2020-06-24#2"],
    }


def test_the_rows_that_are_read_tell_the_same_as_all_rows() -> None:
    told = since_june()
    rows, made = replayed(told), forecast_in(told)

    def rows_for(questions: Sequence[Question]) -> list[Mapping[str, Any]]:
        return [{key: row for key, row in rows.of(model).items() if is_of(only, key, row)} for model, only in questions]

    few = compared(made, Rows(needed_for_outcomes(rows_for, made)), NEW_YEAR)
    assert few == compared(made, rows, NEW_YEAR)
