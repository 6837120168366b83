"""What the documents say is so: the drawing, the commands, the places named, the facts and the log events described."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from infra.ports import free_port
from services.reporter.process.as_markdown import files
from shared.domain.facts import FACTS
from shared.logs import LogEvent
from tests.cli.command import environment, secchange
from tests.docs import PROJECT, STAGES, stages_drawn
from tests.flow.processes import service, until_ready

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


@pytest.mark.integration
def test_the_command_of_the_readme_is_carried_out_as_it_stands(after_the_demo: Path) -> None:
    """Pasted into a shell, but for the port."""
    [block] = re.findall(r"^```\n(TOKEN=.+?)^```$", README, re.MULTILINE | re.DOTALL)
    port, env = str(free_port()), {"SECCHANGE_HOME": str(after_the_demo / ".secchange")}
    with service("up", "--port", port, env=env, log=after_the_demo / "up.log"):
        until_ready(f"http://127.0.0.1:{port}/health/ready")
        pasted = f"PATH={Path(sys.executable).parent}:$PATH\n" + block.replace(".venv/bin/", "").replace("8000", port)
        ran = subprocess.run(["bash", "-c", pasted], env=environment(env), capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in re.sub(r"}{", "}\n{", ran.stdout).splitlines()]
    assert [fact["type"] for fact in answers[0]["facts"]] == ["ProposalRaised"]
    assert (answers[1]["title"], answers[1]["state"]) == ("Meters in lofts", "draft_proposal")


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`((?:shared|services|tests|infra|docs)/[\w./]*)`", README))))
def test_every_place_that_the_readme_names_is_there(place: str) -> None:
    assert (PROJECT / place).exists()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_every_fact_is_described(fact: type) -> None:
    assert fact.__doc__ and fact.__doc__ != fact.__base__.__doc__


@pytest.mark.parametrize("event", list(LogEvent), ids=str)
def test_every_log_event_has_a_line_of_meaning(event: LogEvent) -> None:
    assert event.meaning.endswith(".")
