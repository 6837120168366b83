"""What is still to be asked for a paper, as its author runs the command."""

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
