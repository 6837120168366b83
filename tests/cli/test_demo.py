"""A newcomer's first command: the June 2020 paper, from nothing."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import Ran, secchange

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(folder: Path) -> Ran:
    return secchange("demo", cwd=folder)


def test_it_writes_the_paper_in_three_formats(first: Ran, folder: Path) -> None:
    assert (first.code, first.err) == (0, "")
    assert {path.name for path in (folder / "out").iterdir()} == {"2020-06.md", "2020-06.html", "2020-06.json"}


def test_it_tells_what_it_did_in_fewer_than_25_lines(first: Ran) -> None:
    assert len(first.out.splitlines()) < 25
    assert "no rule explains" not in first.out


def test_it_names_a_contradiction_of_the_real_paper(first: Ran) -> None:
    told = " ".join(first.out.split())
    assert "SECMP0067" in told
    assert "section 4" in told.lower()


def test_running_it_again_adds_nothing_and_gives_the_same_paper(first: Ran, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    again = secchange("demo", cwd=folder)
    assert again.code == 0
    assert "already" in again.out
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == before


def test_a_home_with_facts_of_its_own_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "something").write_text("")
    ran = secchange("demo", "--home", str(tmp_path / "mine"), cwd=tmp_path)
    assert ran.code == 2
    assert "choose another folder" in ran.err


def test_a_home_that_keeps_keys_alone_is_as_new(tmp_path: Path) -> None:
    """As where services ran from the same folder, over a database elsewhere."""
    (tmp_path / "home" / "trail-keys").mkdir(parents=True)
    ran = secchange("demo", "--home", str(tmp_path / "home"), "--out", str(tmp_path / "out"))
    assert (ran.code, (tmp_path / "out" / "2020-06.md").exists()) == (0, True)


def test_what_is_listed_are_the_plans_of_the_paper(first: Ran, folder: Path) -> None:
    asked = ("--as-of", "2020-06-12", "--json")
    consultations = json.loads(secchange("consultations", "list", "--expected", *asked, cwd=folder).out)
    expected = [(row["ref"], row["type"], row["week_commencing"]) for row in consultations]
    assert ("MP103", "modification_report", "2020-06-22") in expected
    meetings = json.loads(secchange("meetings", "list", "--body", "working_group", *asked, cwd=folder).out)
    assert [(row["on"], row["state"]) for row in meetings] == [("2020-06-03", "held"), ("2020-07-01", "scheduled")]
    assert "DP111" in secchange("meetings", "list", "--as-of", "2020-06-12", cwd=folder).out
    assert secchange("meetings", "list", "--body", "parliament", cwd=folder).code == 2


def test_the_paper_can_then_be_asked(first: Ran, folder: Path) -> None:
    register = json.loads(secchange("register", "list", "--as-of", "2020-05-31", "--json", cwd=folder).out)
    stages = {row["ref"]: row["stage"] for row in register}
    assert stages["MP130"] == "implemented"
    assert stages["MP084"] == "rejected"
    assert stages["SECMP0067"] == "refine"
    open_ = json.loads(secchange("assessments", "list", "--open", "--as-of", "2020-05-31", "--json", cwd=folder).out)
    assert [row["duration_wd"] for row in open_ if row["ref"] in ("SECMP0007", "SECMP0056", "MP099")] == [82, 239, 19]
    assert secchange("report", "explain", "2020-06", "assessments.ia.open.mean_wd", cwd=folder).out.startswith("113 WD")
    assert secchange("project", "rebuild", "--compare", cwd=folder).code == 0
    built = json.loads(secchange("report", "build", "2020-06", "--format", "json", cwd=folder).out)
    assert built == json.loads((folder / "out" / "2020-06.json").read_text())


def test_it_can_be_had_for_word_and_is_read_from_there(first: Ran, folder: Path) -> None:
    made = secchange("report", "build", "2020-06", "--format", "docx", "--out", "out/june.docx", cwd=folder)
    assert (made.code, made.out) == (0, "")
    in_word, in_markdown = (
        json.loads(secchange("report", "check", f"out/{name}", "--json", cwd=folder).out)
        for name in ("june.docx", "2020-06.md")
    )
    messages = [[finding["message"] for finding in found["findings"]] for found in (in_word, in_markdown)]
    assert messages[0] == messages[1] != []
    assert in_word["not_understood"] == []
    told = secchange("report", "check", "out/june.docx", cwd=folder)
    assert told.code == 3
    assert "    where: Head; 2. Recommendations\n" in told.out


def test_csv_is_a_folder_of_tables_or_a_zip_of_them(first: Ran, folder: Path) -> None:
    build = ("report", "build", "2020-06", "--format", "csv", "--out")
    assert secchange(*build, "tables/", cwd=folder).code == 0
    stages = (folder / "tables" / "stages.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in stages[1:]] == [
        ["Define", "12"], ["Refine", "20"], ["Opine", "3"], ["Approved", "7"]
    ]  # fmt: skip
    assert len(list((folder / "tables").iterdir())) == 10
    assert secchange(*build, "tables.zip", cwd=folder).code == 0
    with zipfile.ZipFile(folder / "tables.zip") as archive:
        assert all(archive.read(path.name) == path.read_bytes() for path in (folder / "tables").iterdir())
