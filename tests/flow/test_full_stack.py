"""Through three processes, a real PostgreSQL and a real Kafka the paper comes out the same, byte for byte."""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.ingest.papers import bundled
from tests import stack
from tests.cli.command import Ran, secchange
from tests.flow.processes import fetched, three_services

pytestmark = pytest.mark.integration

FORMATS = ("md", "html", "json")


@dataclass(frozen=True, slots=True)
class Full:
    """A full stack in which the June 2020 paper was imported by command."""

    env: dict[str, str]
    address: str
    imported: Ran

    def run(self, *arguments: str) -> Ran:
        return secchange(*arguments, env=self.env)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("paper") / "SECP_81_1906_12.md"
    file.write_bytes(bundled("SECP_81_1906_12"))
    return file


@pytest.fixture(scope="module")
def full(
    postgres_url: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory, paper: Path
) -> Iterator[Full]:
    with stack.fresh_database(postgres_url) as database:
        env = {
            "SECCHANGE_DATABASE_URL": stack.for_services(database),
            "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
            "SECCHANGE_TOPIC": f"test.flow.{uuid.uuid4().hex[:12]}",
        }
        with three_services(env, tmp_path_factory.mktemp("logs")) as address:
            yield Full(env, address, secchange("import", "paper", str(paper), env=env))


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, paper: Path) -> Path:
    """A folder whose home holds the same paper, imported embedded."""
    folder = tmp_path_factory.mktemp("embedded")
    assert secchange("import", "paper", str(paper), cwd=folder).code == 0
    return folder


def test_the_import_is_visible_when_the_command_returns(full: Full) -> None:
    assert (full.imported.code, full.imported.err) == (0, "")
    status = json.loads(full.run("project", "status", "--json").out)
    assert status["complete"]
    assert status["head"] > 100


@pytest.mark.parametrize("form", FORMATS)
def test_the_paper_is_the_same_as_embedded(full: Full, embedded: Path, form: str) -> None:
    built = full.run("report", "build", "2020-06", "--format", form)
    assert (built.code, built.err) == (0, "")
    assert built.out == secchange("report", "build", "2020-06", "--format", form, cwd=embedded).out
    assert len(built.out) > 10_000


def what_is_read(page: str) -> str:
    """The paper on a page, without the ways to how its numbers came about."""
    paper = page.partition('<main id="report">')[2]
    assert "MP130" in paper
    return re.sub('<a class="why"[^>]*>([^<]*)</a>', r"\1", paper)


def test_the_pages_show_the_same_paper(full: Full) -> None:
    built = full.run("report", "build", "2020-06", "--format", "html").out
    assert what_is_read(fetched(f"{full.address}/reports/2020-06").decode()) == what_is_read(built)
    assert b"MP130" in fetched(f"{full.address}/register?as_of=2020-06-12")
    trail = json.loads(fetched(f"{full.address}/m/SECMP130.json?as_of=2020-06-12"))["trail"]
    assert "AuthorityDetermined" in {step["type"] for step in trail}


@pytest.mark.parametrize(
    "command",
    [
        ("register", "list", "--as-of", "2020-05-31", "--json"),
        ("register", "show", "SECMP0067", "--as-of", "2020-06-12", "--json"),
        ("assessments", "list", "--open", "--as-of", "2020-05-31", "--json"),
        ("releases", "list", "--as-of", "2020-06-12", "--json"),
        ("consultations", "list", "--as-of", "2020-06-12", "--json"),
        ("meetings", "list", "--as-of", "2020-06-12", "--json"),
        ("report", "explain", "2020-06", "assessments.pa.open.mean_wd"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_every_reading_command_answers_as_embedded(full: Full, embedded: Path, command: tuple[str, ...]) -> None:
    answered = full.run(*command)
    assert answered.code == 0, answered.err
    assert answered.out == secchange(*command, cwd=embedded).out


def test_the_comparison_with_the_published_paper_leaves_nothing_unexplained(full: Full, paper: Path) -> None:
    compared = full.run("report", "compare", "2020-06", "--paper", str(paper), "--json")
    assert compared.code == 0, compared.err
    assert json.loads(compared.out)["counts"]["unexplained"] == 0


def test_rows_made_again_from_the_log_are_those_that_are_read(full: Full) -> None:
    rebuilt = full.run("project", "rebuild", "--compare", "--json")
    assert rebuilt.code == 0, rebuilt.err
    assert json.loads(rebuilt.out)["differences"] == []
