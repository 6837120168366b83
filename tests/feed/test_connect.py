"""The page for integrators says what is so: its signed example works as it is pasted."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from infra.ports import free_port
from services.ingest.feed.dropped import rows_in
from shared.feed.reasons import MEANING, Refused
from tests.cli.command import environment, secchange
from tests.docs import PROJECT
from tests.flow.processes import service, until_ready
from tests.waiting import until

PAGE = (PROJECT / "docs" / "connect.md").read_text()


@pytest.mark.integration
def test_the_signed_example_is_taken_as_it_stands(own_home: Path, tmp_path: Path) -> None:
    [example] = re.findall(r"^```\n(SECRET=.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    [sources] = re.findall(
        r"^```\n(\[sources\.\"urn:dcc:itsm:prod\"\]\nsecrets.+?)^```$", PAGE, re.MULTILINE | re.DOTALL
    )
    file = tmp_path / "sources.toml"
    file.write_text(sources)
    port, env = str(free_port()), {"SECCHANGE_HOME": str(own_home), "SECCHANGE_FEED_SOURCES": str(file)}
    paper = PROJECT / "services/ingest/papers/SECP_81_1906_12.md"
    assert secchange("import", "paper", str(paper), env=env).code in (0, 3)
    with service("up", "--port", port, env=env, log=tmp_path / "up.log"):
        until_ready(f"http://127.0.0.1:{port}/health/ready")
        pasted = example.replace("8000", port)
        ran = subprocess.run(["bash", "-c", pasted], env=environment(env), capture_output=True, text=True, check=True)
        assert json.loads(ran.stdout) == {"receipt": "1", "accepted": 1, "duplicates": 0}
        until(lambda: "tickets.followed" in (tmp_path / "up.log").read_text())
    trail = secchange("register", "show", "MP106", "--trail", "--json", env=env)
    assert '"2020-06-03"' in trail.out


def test_of_the_sheet_that_is_pasted_two_rows_are_taken_and_one_is_set_aside() -> None:
    [sheet] = re.findall(r"<<'END'\n(.+?\n)END$", PAGE, re.MULTILINE | re.DOTALL)
    rows = rows_in(sheet.encode())
    assert not isinstance(rows, Refused)
    told = [row.told.code if isinstance(row.told, Refused) else row.told["accepted_on"] for row in rows]
    assert told == ["2020-03-26", "2020-05-05", "date-ambiguous"]


@pytest.mark.parametrize("name", ["ticket"])
def test_the_schema_that_the_page_names_is_shown(name: str) -> None:
    shown = json.loads(secchange("schema", "show", name).out)
    assert shown["properties"]["accepted_on"]["description"].startswith("The day on which the DCC accepted it")


def test_every_code_of_the_quarantine_is_told_with_what_it_means() -> None:
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert told == dict(MEANING)
