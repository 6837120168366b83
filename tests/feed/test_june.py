"""The assessments of June 2020, dropped as the DCC keeps them, give the paper's counts and averages."""

import json
import shutil
from pathlib import Path
from typing import Any

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
    both = run(own_home, "feed", "reconcile", "--month", "2020-06", "--json")
    assert both.code == 0, both.out
    account = json.loads(both.out)
    assert (account["to"], account["compared"], account["agrees"]) == ("2020-05-31", 27, True)
    assert [(each["subject"], each["ours"], each["theirs"]) for each in of(account, "duration")] == [
        ("MP106 PA 1", "47", "34"),
        ("MP107 PA 1", "30", "21"),
        ("MP109 PA 1", "4", "1"),
    ]
    assert {each["explained_by"] for each in of(account, "duration")} == {"shorter-than-its-days"}
    assert {each["check"] for each in account["differences"]} == {"duration", "unrequested"}
    assert {total["name"]: (total["ours"], total["theirs"]) for total in account["totals"]} == {
        "assessments.pa.open.count": (6, 6),
        "assessments.pa.open.mean_wd": (78, 82),
        "assessments.pa.completed.count": (13, 13),
        "assessments.pa.completed.mean_wd": (44, 44),
        "assessments.ia.open.count": (3, 3),
        "assessments.ia.open.mean_wd": (113, 113),
        "assessments.ia.completed.count": (5, 5),
        "assessments.ia.completed.mean_wd": (79, 79),
    }
    assert run(own_home, "feed", "reconcile", "--month", "2020-06", "--csv").out.count("MP10") == 3


def test_what_a_sheet_tells_after_the_paper_is_out_is_listed_and_counted(own_home: Path, tmp_path: Path) -> None:
    assert run(own_home, "import", "paper", str(PAPER)).code == 0
    sheet = tmp_path / "late.csv"
    head = SHEET.read_text().splitlines()[0]
    sheet.write_text(f"{head}\nMP106,PA,26 Mar 20,29 May 20,15 WD,46 WD\nMP092,PA,2 Dec 19,,15 WD,130 WD\n")
    assert run(own_home, "feed", "drop", str(sheet)).code == 0

    [found] = json.loads(run(own_home, "feed", "late", "--json").out)
    assert (found["paper"], found["label"], found["what"]) == ("2020-06", "MP106", "R1")
    assert (found["before"]["state"], found["after"]["returned_on"]) == ("open", "2020-05-29")
    [source] = json.loads(run(own_home, "feed", "status", "--json").out)["sources"]
    counts = ("deliveries", "tickets", "revisions", "late", "set_aside", "waiting", "repeats", "gaps")
    assert {name: source[name] for name in counts} == dict(zip(counts, (1, 2, 2, 1, 0, 0, 0, 0), strict=True))
    assert (source["source"], source["doors"], source["last_receipt"]) == ("urn:secas:manual", ["drop"], 1)


def of(account: dict[str, Any], check: str) -> list[dict[str, Any]]:
    return [each for each in account["differences"] if each["check"] == check]


def test_a_folder_that_is_watched_takes_what_is_whole(own_home: Path, tmp_path: Path) -> None:
    from hashlib import sha256

    with log_of(own_home) as log:
        log.import_entries(without_assessments())
    raw = SHEET.read_bytes()
    (tmp_path / "1.csv").write_bytes(raw)
    (tmp_path / "1.csv.sha256").write_text(sha256(raw).hexdigest())
    (tmp_path / "1.result.csv").mkdir()  # nobody can write that
    (tmp_path / "a.csv").write_bytes(raw)
    (tmp_path / "a.csv.sha256").write_text(f"{sha256(raw).hexdigest()}  a.csv\n")
    (tmp_path / "b.csv").write_bytes(raw)
    (tmp_path / "b.csv.sha256").write_text(f"{'0' * 64}  b.csv\n")
    (tmp_path / "c.csv.part").write_bytes(raw)
    (tmp_path / "d.csv").write_bytes(raw)
    ran = run(own_home, "feed", "watch", str(tmp_path), "--once")
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'a.csv'}: 27 taken\n")
    assert "b.csv: not taken" in ran.err
    assert f"not taken: {tmp_path / '1.result.csv'}" in ran.err, "it holds up no other"
    assert {path.name for path in tmp_path.glob("*.result.csv") if path.is_file()} == {"a.result.csv"}
