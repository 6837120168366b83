"""What is wrong is told in one sentence, with the exit code that programs rely on, and nothing is half recorded."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from services.ingest.papers import bundled
from shared.embedded.postgres import EmbeddedPostgres
from shared.settings import Settings
from tests.cli.command import secchange
from tests.stack import for_services

JUNE = bundled("SECP_81_1906_12")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (JUNE.replace("–".encode(), b"\xff"), "not UTF-8"),
        (b"", "empty"),
        (JUNE[:300] + b"\0" + JUNE[300:], "NUL"),
        (b"x" * 5_000_002, "larger than"),
        (b"Once upon a time there was no paper.\n", "Change Status Report"),
        (b"PK\x03\x04 no more of it", "no XLSX or DOCX that can be read"),
    ],
    ids=["not UTF-8", "empty", "NUL", "too large", "no paper", "no Word"],
)
def test_what_is_no_paper_is_refused_by_one_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    file = tmp_path / "paper.md"
    file.write_bytes(data)
    ran = secchange("report", "check", str(file))
    assert ran.code == 1
    assert says in ran.err
    assert ran.err.startswith(f"secchange: {file}:")
    assert len(ran.err.splitlines()) == 1


def test_an_error_put_in_by_hand_is_found(tmp_path: Path) -> None:
    file = tmp_path / "paper.md"
    file.write_bytes(JUNE.replace(b"There are seven Draft Proposals", b"There are six Draft Proposals"))
    found = json.loads(secchange("report", "check", str(file), "--json").out)["findings"]
    published = json.loads(secchange("report", "check", "-", "--json", stdin=JUNE).out)["findings"]
    new = [finding for finding in found if finding["message"] not in {old["message"] for old in published}]
    assert len(new) == 1
    assert "six" in new[0]["message"] or "6" in new[0]["message"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("report", "build", "june"), "expected YYYY-MM"),
        (("register", "list", "--as-of", "31 May"), "expected YYYY-MM-DD"),
        (("register", "show", "MPX"), "expected a spelling such as DP125"),
        (("nonsense",), "nonsense"),
    ],
)
def test_wrong_usage_is_exit_2(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = secchange(*arguments, cwd=tmp_path)
    assert ran.code == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_a_file_that_is_not_there_is_exit_1(tmp_path: Path) -> None:
    ran = secchange("report", "check", str(tmp_path / "none.md"))
    assert (ran.code, "cannot be read: No such file" in ran.err) == (1, True)


def test_half_a_full_stack_is_wrong_usage() -> None:
    ran = secchange("register", "list", env={"SECCHANGE_DATABASE_URL": "postgresql://localhost/x"})
    assert ran.code == 2
    assert "SECCHANGE_KAFKA_BOOTSTRAP is not set" in ran.err


def test_a_setting_that_is_wrong_is_named(tmp_path: Path) -> None:
    ran = secchange("up", cwd=tmp_path, env={"SECCHANGE_PORT": "99999"})
    assert (ran.code, ran.err) == (
        2,
        "secchange: SECCHANGE_PORT is '99999': Input should be less than or equal to 65535\n",
    )


def test_a_database_that_cannot_be_reached_is_exit_4() -> None:
    nowhere = {
        "SECCHANGE_DATABASE_URL": "postgresql://someone:secret@127.0.0.1:1/x",
        "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1",
    }
    ran = secchange("register", "list", env=nowhere)
    assert ran.code == 4
    assert len(ran.err.strip().splitlines()) == 1
    assert "secret" not in ran.err


@pytest.mark.integration
def test_a_broker_that_cannot_be_reached_is_exit_4(database: str) -> None:
    env = {"SECCHANGE_DATABASE_URL": for_services(database), "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}
    ran = secchange("projector", env=env)
    assert ran.code == 4
    assert "127.0.0.1:1" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.integration
def test_each_line_that_is_no_fact_is_named_and_the_others_are_recorded(tmp_path: Path) -> None:
    good = {
        "type": "AssessmentReturned",
        "version": 1,
        "ref": "MP122",
        "kind": "PA",
        "n": 1,
        "occurred_on": "2020-05-28",
        "known_at": "2020-06-12T00:00:00+01:00",
        "source": {"kind": "paper", "ref": "SECP_81_1906_12"},
        "data": {"target_wd": 15, "duration_wd_stated": 10},
    }
    lines = [
        json.dumps(good),
        json.dumps(good | {"type": "AssessmentLost"}),
        json.dumps(good | {"version": 99}),
        json.dumps(good | {"occurred_on": "2020-06-31"}),
        "[" * 100_000,
        '{"type": "AssessmentReturned"',
    ]
    file = tmp_path / "facts.ndjson"
    file.write_text("\n".join(lines))
    ran = secchange("import", "facts", str(file), cwd=tmp_path)
    assert ran.code == 3
    assert [line.split(":")[1] for line in ran.err.splitlines()] == ["2", "3", "4", "5", "6"]
    assert ran.out.startswith("1 recorded, 0 repeated, 0 evidence, 5 refused")
    again = secchange("import", "facts", str(file), cwd=tmp_path)
    assert again.out.startswith("0 recorded, 1 repeated, 0 evidence, 5 refused")


@pytest.mark.integration
def test_a_second_process_on_the_same_home_is_told_so(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / ".secchange"):
        ran = secchange("register", "list", cwd=tmp_path)
    assert ran.code == 4
    assert "is in use by process" in ran.err
    assert "--home" in ran.err


@pytest.mark.integration
def test_papers_and_days_that_do_not_fit_each_other_are_told(tmp_path: Path) -> None:
    file = tmp_path / "paper.md"
    file.write_bytes(JUNE)
    assert secchange("import", "paper", str(file), cwd=tmp_path).code == 0
    other = secchange("report", "compare", "2020-05", "--paper", str(file), cwd=tmp_path)
    assert (other.code, "is the paper of 2020-06, not of 2020-05" in other.err) == (3, True)
    ran = secchange("report", "build", "2020-06", "--as-of", "2020-01-01", cwd=tmp_path)
    assert (ran.code, "before they begin" in ran.err) == (2, True)
    beyond = secchange("register", "list", "--position", "9999", cwd=tmp_path)
    assert (beyond.code, "expected 0 to" in beyond.err) == (2, True)
    before = secchange("register", "list", "--known-at", "2020-06-11", "--json", cwd=tmp_path)
    assert json.loads(before.out) == []


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("topic", ["", "a b", "a/b", "a\n", "x" * 250]),
        # At none of them would a fold have a limit, or a service be called late.
        ("fold_seconds", ["0", "-1", "nan", "inf"]),
        ("ready_lag_seconds", ["0", "-1", "nan", "inf"]),
    ],
)
def test_a_setting_that_could_not_work_is_refused_before_anything_is_begun(name: str, values: list[str]) -> None:
    for value in values:
        with pytest.raises(ValidationError, match=name):
            Settings.model_validate({name: value})
