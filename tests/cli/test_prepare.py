"""What is still to be asked for a paper, and what came of what it forecast, as its author runs the commands."""

import json
from pathlib import Path

import pytest

from tests.cli.command import secchange

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a home that holds the June 2020 paper."""
    made = tmp_path_factory.mktemp("prepare")
    assert secchange("demo", cwd=made).code == 0
    return made


def test_it_lists_what_is_open_on_the_day_of_the_paper(folder: Path) -> None:
    ran = secchange("report", "prepare", "2020-06", cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "Open on 2020-06-12 for the paper of 2020-06 (8)"
    assert "MP088" in ran.out and "Authority" in ran.out


def test_it_lists_more_on_a_later_day(folder: Path) -> None:
    ran = secchange("report", "prepare", "2020-06", "--as-of", "2020-06-20", "--json", cwd=folder)
    points = json.loads(ran.out)
    assert len([point for point in points if point["question"] == "agenda-item-not-decided"]) == 11
    assert {point["ask"] for point in points} == {"Panel", "SECAS", "DCC", "Authority"}


def test_what_was_not_known_then_is_not_open(folder: Path) -> None:
    ran = secchange("report", "prepare", "2020-06", "--known-at", "2020-06-11", cwd=folder)
    assert ran.code == 0
    assert ran.out.startswith("Nothing is open on")


def test_a_day_before_the_news_begin_is_refused(folder: Path) -> None:
    ran = secchange("report", "prepare", "2020-06", "--as-of", "2020-05-01", cwd=folder)
    assert ran.code == 2
    assert "before they begin" in ran.err


MOVED = """{"type": "ReleaseDateChanged", "version": 1, "ref": "release/2020-11", "occurred_on": "2020-10-30", \
"known_at": "2020-10-30T12:00:00Z", "source": {"kind": "register", "ref": "SEC website"}, \
"data": {"was_on": "2020-11-05", "planned_on": "2020-11-29"}}
"""


def test_a_release_that_was_moved_is_told_as_moved_and_as_forecast_on_the_old_day(folder: Path) -> None:
    before = secchange("report", "forecasts", "2020-06", "--as-of", "2020-10-29", cwd=folder)
    assert (before.code, before.err) == (0, "")
    assert "2020-11-05" in before.out and "not due yet" in before.out

    (folder / "moved.ndjson").write_text(MOVED)
    assert secchange("import", "facts", "moved.ndjson", cwd=folder).code == 0
    ran = secchange("report", "forecasts", "2020-06", "--as-of", "2020-11-01", "--json", cwd=folder)
    (release,) = [one for one in json.loads(ran.out) if one["kind"] == "release"]
    assert (release["first"], release["came"], release["on"]) == ("2020-11-05", "moved", "2020-11-29")
    known_in_june = secchange("report", "forecasts", "2020-06", "--known-at", "2020-06-12", "--json", cwd=folder)
    (release,) = [one for one in json.loads(known_in_june.out) if one["kind"] == "release"]
    assert (release["came"], release["on"]) == ("not_come", None)


def test_a_paper_of_which_nothing_was_known_forecasts_nothing(folder: Path) -> None:
    ran = secchange("report", "forecasts", "2019-03", cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nothing that was known by 2019-03-31 forecasts anything")


def test_both_counts_stand_beside_each_other(folder: Path) -> None:
    listed = secchange("assessments", "list", "--open", "--as-of", "2020-05-31", "--both-day-counts", cwd=folder)
    assert "By sec working days" in listed.out
    figures = secchange("report", "figures", "2020-06", "--both-day-counts", "--json", cwd=folder)
    assert json.loads(figures.out)["assessments.ia.open.mean_wd"] == {
        "value": 113,
        "unit": "WD",
        "basis": "computed",
        "beside": {"day_count": "sec_working_days", "value": 108, "basis": "computed"},
    }
    explained = secchange(
        "report", "explain", "2020-06", "assessments.ia.open.mean_wd", "--both-day-counts", cwd=folder
    )
    assert [line.split(" is the mean")[0] for line in explained.out.splitlines() if " is the mean" in line] == [
        "113 WD",
        "108 WD",
    ]
    assert "8 May 2020 May Day" in explained.out
