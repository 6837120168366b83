"""What the documents say is so: the drawing, the commands, the places named, the facts and the log events described."""

import re
import shlex
from pathlib import Path

import pytest

from services.reporter.process.as_markdown import files
from shared.domain.facts import FACTS
from shared.logs import LogEvent
from tests.cli.command import secchange
from tests.docs import PROJECT, STAGES, stages_drawn

README = (PROJECT / "README.md").read_text()
COMMANDS = sorted(set(re.findall(r"^\.venv/bin/secchange (.+)$", README, re.MULTILINE)))


def test_the_drawing_is_the_one_that_the_reporter_draws() -> None:
    assert STAGES.read_text() == stages_drawn(), "write it anew with: python -m tests.docs"


@pytest.mark.parametrize("name", files())
def test_the_process_is_the_one_that_the_code_goes_by(name: str) -> None:
    made = files()[name] == (PROJECT / "docs" / name).read_text()
    assert made, "write it anew with: secchange schema process --out docs"


def test_no_drawing_of_the_process_is_left_over() -> None:
    assert {path.name for path in (PROJECT / "docs").glob("process*")} == set(files())


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 5


@pytest.fixture(scope="module")
def after_the_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `make demo` leaves it, in a copy of the project as far as commands name its files."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "services").symlink_to(PROJECT / "services")
    assert secchange("demo", "--out", "out", cwd=folder).code == 0
    return folder


@pytest.mark.integration
@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "up"])
def test_every_command_of_the_readme_runs_as_it_stands(after_the_demo: Path, command: str) -> None:
    ran = secchange(*shlex.split(command), cwd=after_the_demo)
    assert ran.code in (0, 3), ran.err
    assert ran.out


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`((?:shared|services|tests|infra|docs)/[\w./]*)`", README))))
def test_every_place_that_the_readme_names_is_there(place: str) -> None:
    assert (PROJECT / place).exists()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_every_fact_is_described(fact: type) -> None:
    assert fact.__doc__ and fact.__doc__ != fact.__base__.__doc__


@pytest.mark.parametrize("event", list(LogEvent), ids=str)
def test_every_log_event_has_a_line_of_meaning(event: LogEvent) -> None:
    assert event.meaning.endswith(".")
