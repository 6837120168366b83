"""`secchange schema`, which nothing need be running for."""

import json
import resource
from pathlib import Path

import pytest

from shared.schema.catalogue import CATALOGUE, schema_of
from tests.cli.command import secchange


@pytest.mark.parametrize("name", ["AssessmentReturned", "RaiseProposal", "facts", "commands", "report"])
def test_a_schema_is_shown_without_a_home(name: str, tmp_path: Path) -> None:
    before = _seconds_of_children()
    ran = secchange("schema", "show", name, cwd=tmp_path)
    assert _seconds_of_children() - before < 2
    assert (ran.code, json.loads(ran.out), ran.err) == (0, schema_of(name), "")
    assert not list(tmp_path.iterdir())


def test_all_of_them_are_listed(tmp_path: Path) -> None:
    ran = secchange("schema", "list", "--json", cwd=tmp_path)
    assert [each["name"] for each in json.loads(ran.out)] == [each.name for each in CATALOGUE]
    assert "RaiseProposal" in secchange("schema", "list", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("name", "near"), [("assessmentreturn", "AssessmentReturned"), ("RaisProposal", "RaiseProposal"), ("fact", "facts")]
)
def test_of_an_unknown_name_near_ones_are_told(name: str, near: str, tmp_path: Path) -> None:
    ran = secchange("schema", "show", name, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert near in ran.err


def test_of_a_name_like_no_other_the_list_is_told(tmp_path: Path) -> None:
    assert "`secchange schema list`" in secchange("schema", "show", "0", cwd=tmp_path).err


def test_the_process_is_printed_or_written_with_its_drawings(tmp_path: Path) -> None:
    printed = secchange("schema", "process", cwd=tmp_path)
    written = secchange("schema", "process", "--out", "docs", cwd=tmp_path)
    assert (printed.code, written.code, written.out) == (0, 0, "")
    assert (tmp_path / "docs" / "process.md").read_text() == printed.out
    assert len(list((tmp_path / "docs").glob("process-*.svg"))) == 4


def _seconds_of_children() -> float:
    """Of the processor, which others at work on the machine do not add to."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
