"""The assessments of June 2020, dropped as the DCC keeps them, give the paper's counts and averages."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import Ran, secchange
from tests.feed.june import PAPER, SHEET, log_of, without_assessments

pytestmark = pytest.mark.integration


def run(home: Path, *arguments: str) -> Ran:
    return secchange(*arguments, "--home", str(home))


def figures(home: Path) -> dict[str, int]:
    report = json.loads(run(home, "report", "build", "2020-06", "--format", "json").out)
    return {name: figure["value"] for name, figure in report["figures"].items() if name.startswith("assessments.")}


def test_the_sheet_of_june_2020_gives_the_papers_figures(own_home: Path, tmp_path: Path) -> None:
    with log_of(own_home) as log:
        log.import_entries(without_assessments())
    sheet = Path(shutil.copy(SHEET, tmp_path / "june.csv"))

    dropped = run(own_home, "feed", "drop", str(sheet))
    assert (dropped.code, dropped.out) == (0, f"{sheet}: 27 taken\n")
    assert (tmp_path / "june.result.csv").read_text("utf-8-sig").count(",taken,") == 27

    by_the_days_alone = figures(own_home)
    assert by_the_days_alone["assessments.pa.open.mean_wd"] == 82
    assert {name: value for name, value in by_the_days_alone.items() if name.endswith(("count", "mean_wd"))} == {
        "assessments.pa.open.count": 6,
        "assessments.pa.open.mean_wd": 82,
        "assessments.pa.completed.count": 13,
        "assessments.pa.completed.mean_wd": 44,
        "assessments.ia.open.count": 3,
        "assessments.ia.open.mean_wd": 113,
        "assessments.ia.completed.count": 5,
        "assessments.ia.completed.mean_wd": 79,
    }
    again = run(own_home, "feed", "drop", str(sheet))
    assert (again.code, again.out) == (0, f"{sheet}: 27 taken\n")
    assert "came before" in again.err

    assert run(own_home, "import", "paper", str(PAPER)).code == 0
    assert figures(own_home)["assessments.pa.open.mean_wd"] == 78


def test_a_folder_that_is_watched_takes_what_is_whole(own_home: Path, tmp_path: Path) -> None:
    from hashlib import sha256

    with log_of(own_home) as log:
        log.import_entries(without_assessments())
    raw = SHEET.read_bytes()
    (tmp_path / "a.csv").write_bytes(raw)
    (tmp_path / "a.csv.sha256").write_text(f"{sha256(raw).hexdigest()}  a.csv\n")
    (tmp_path / "b.csv").write_bytes(raw)
    (tmp_path / "b.csv.sha256").write_text(f"{'0' * 64}  b.csv\n")
    (tmp_path / "c.csv.part").write_bytes(raw)
    (tmp_path / "d.csv").write_bytes(raw)
    ran = run(own_home, "feed", "watch", str(tmp_path), "--once")
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'a.csv'}: 27 taken\n")
    assert "b.csv: not taken" in ran.err
    assert {path.name for path in tmp_path.glob("*.result.csv")} == {"a.result.csv"}
