"""June 2020 told by tickets: the board in the end is the paper's, by the dates that it prints."""

from pathlib import Path

import pytest

from tests.cli.command import Ran, secchange

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo-feed") / "home"


@pytest.fixture(scope="module")
def ran(home: Path) -> Ran:
    return demo_feed(home)


def demo_feed(home: Path) -> Ran:
    return secchange("--seconds", "1", "--home", str(home), program="infra.demo_feed")


def test_the_board_is_that_of_the_paper_but_for_what_it_counts_otherwise(ran: Ran) -> None:
    assert (ran.code, ran.err) == (0, "")
    assert "Open on 31 May 2020 (9)" in ran.out
    assert "Completed on 31 May 2020 (18)" in ran.out
    assert "PA open: 6, 82 WD on average; the paper says 6, 78 WD" in ran.out
    for what in ("PA completed: 13, 44 WD", "IA open: 3, 113 WD", "IA completed: 5, 79 WD"):
        assert what in ran.out
    assert ran.out.count("; the paper says") == 4


def test_the_home_can_then_be_asked(ran: Ran, home: Path) -> None:
    told = secchange("assessments", "list", "--open", "--as-of", "2020-05-31", "--home", str(home))
    assert (told.code, "SECMP0056" in told.out) == (0, True)


def test_it_works_again_from_the_beginning(ran: Ran, home: Path) -> None:
    again = demo_feed(home)
    assert (again.code, again.out) == (ran.code, ran.out)


def test_a_home_with_facts_of_its_own_is_refused(tmp_path: Path) -> None:
    (tmp_path / "something").write_text("")
    refused = demo_feed(tmp_path)
    assert (refused.code, "choose another folder" in refused.err) == (2, True)
    assert (tmp_path / "something").exists()
