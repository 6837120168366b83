"""`secchange feed quarantine`: what a sheet left behind is listed, shown, rehearsed, replayed and exported."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Ran, secchange
from tests.feed.june import log_of
from tests.given import entries

pytestmark = pytest.mark.integration

SHEET = "modification_ref,assessment_type,state,accepted_on\nMP106,PA,Working,2020-03-26\n=MP,PA,accepted,2020-03-26\n"


def test_from_what_was_set_aside_to_what_is_in_the_register(own_home: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> Ran:
        return secchange(*arguments, "--home", str(own_home))

    with log_of(own_home) as log:
        log.import_entries(entries("2020-01-02  MP106  ProposalConverted  route=refinement"))
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(SHEET)
    assert run("feed", "drop", str(sheet)).code == 3

    items = json.loads(run("feed", "quarantine", "list", "--json").out)
    assert {item["reason"] for item in items} == {"state-unmapped", "unknown-modification"}
    assert "2 are set aside" in run("quarantine", "list").err
    sick = next(item["item"] for item in items if item["reason"] == "state-unmapped")
    shown = json.loads(run("feed", "quarantine", "show", sick, "--json").out)
    assert (shown["modification"], "MP106,PA,Working" in shown["raw"]) == ("MP106", True)

    assert run("feed", "quarantine", "replay", sick, "--dry-run").code == 3
    word = ("--source", "urn:secas:manual", "--field", "state", "--word", "Working")
    assert run("feed", "quarantine", "map", *word, "--meaning", "busy").code == 2
    mapped = run("feed", "quarantine", "map", *word, "--meaning", "accepted", "--replay", "--by", "Ann")
    assert (mapped.code, mapped.out.splitlines()[-1]) == (0, "1 of 1 are taken")
    [assessment] = json.loads(run("assessments", "list", "--open", "--json").out)
    assert (assessment["ref"], assessment["accepted_on"]) == ("MP106", "2020-03-26")

    out = tmp_path / "for_the_dcc.csv"
    other = next(item["item"] for item in items if item["item"] != sick)
    assert run("feed", "quarantine", "export", other, "--out", str(out)).code == 0
    assert ",'=MP," in out.read_text("utf-8-sig")
    discard = ("feed", "quarantine", "discard", other, "--reason", "a test", "--by", "Ann")
    assert run(*discard, "--dry-run").out.startswith("1 would be discarded")
    assert (run(*discard).code, run(*discard).code) == (0, 1)
    assert run("feed", "quarantine", "archive", other).code == 1
    for misspelt in (("feed", "reconcile"), ("feed", "quarantine", "list")):
        ran = run(*misspelt, "--source", "urn:secas:manuel")
        assert (ran.code, "nothing has come from urn:secas:manuel" in ran.err) == (2, True)
