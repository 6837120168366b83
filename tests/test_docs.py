"""What the documents say is so: the drawing, the commands, the places named, the facts and the log events described."""

import re
import shlex

import pytest
from typer.testing import CliRunner

from services.cli.app import app, join
from shared.domain.facts import FACTS
from shared.logs import LogEvent
from tests.docs import PROJECT, STAGES, stages_drawn

README = (PROJECT / "README.md").read_text()
COMMANDS = sorted(set(re.findall(r"^\.venv/bin/secchange (.+)$", README, re.MULTILINE)))


def test_the_drawing_is_the_one_that_the_reporter_draws() -> None:
    assert STAGES.read_text() == stages_drawn(), "write it anew with: python -m tests.docs"


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_one(command: str) -> None:
    join()
    nouns = [word for word in shlex.split(command) if re.fullmatch(r"[a-z]+", word)]
    done = CliRunner().invoke(app, [*nouns[:2], "--help"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`((?:shared|services|tests|infra)/[\w./]*)`", README))))
def test_every_place_that_the_readme_names_is_there(place: str) -> None:
    assert (PROJECT / place).exists()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_every_fact_is_described(fact: type) -> None:
    assert fact.__doc__ and fact.__doc__ != fact.__base__.__doc__


@pytest.mark.parametrize("event", list(LogEvent), ids=str)
def test_every_log_event_has_a_line_of_meaning(event: LogEvent) -> None:
    assert event.meaning.endswith(".")
