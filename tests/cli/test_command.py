"""`secchange command`: what the rules allow is recorded and can be read; what they do not leaves nothing."""

import json
from pathlib import Path

import pytest

from services.cli.system import System
from services.ingest import command_ids
from shared.process.command import Giver
from tests.cli.at_hand import secchange_on
from tests.cli.command import secchange

pytestmark = pytest.mark.integration

RAISE = (
    *("command", "raise-proposal", "--ref", "DP125", "--on", "2020-05-07", "--evidence", "proposal form"),
    *("--label", "DP125", "--title", "Correcting the ESME variant", "--proposer.name", "John Noad"),
    *("--proposer.organisation", "Npower", "--proposer.party-category", "large_supplier"),
)
READY = (
    *("command", "DetermineReadiness", "--ref", "SECMP0125", "--on", "2020-05-26", "--evidence", "CSC minutes"),
    *("--outcome", "ready", "--mode", "meeting"),
)
CONVERT = (
    *("command", "ConvertProposal", "--ref", "MP125", "--on", "2020-06-19", "--evidence", "Panel minutes"),
    *("--route", "refinement"),
)


def test_what_is_accepted_is_shown_by_the_next_command(tmp_path: Path) -> None:
    person = {"SECCHANGE_PERSON": "Analyst One"}
    ran = secchange(*RAISE, cwd=tmp_path, env=person)
    assert (ran.code, "125#1" in ran.out, "DP125 is draft proposal since 2020-05-07 (version 1)." in ran.out) == (
        *(0, True, True),
    )
    shown = json.loads(secchange("register", "show", "DP125", "--trail", "--json", cwd=tmp_path).out)
    assert (shown["title"], shown["state"]) == ("Correcting the ESME variant", "draft_proposal")
    assert shown["trail"][0]["source"]["ref"] == "proposal form"


def test_a_refusal_names_rule_clause_and_what_is_allowed(system: System) -> None:
    secchange_on(system, *RAISE)
    ran = secchange_on(system, *CONVERT)
    assert (ran.code, ran.out, system.log.head()) == (3, "", 1)
    assert ran.err.startswith("secchange: refused: not_allowed_now: 125 is draft proposal")
    assert "(SEC D3). Allowed now:" in ran.err and "DetermineReadiness" in ran.err


def test_who_gives_it_is_recorded_with_role_evidence_and_cause(system: System) -> None:
    secchange_on(system, *RAISE, "--person", "Analyst Two", "--correlation-id", "desk-7", "--key", "raise-125")
    (recorded,) = system.log.history("125")
    entry = recorded.entry
    assert entry.actor and (entry.actor.person, entry.actor.role, entry.actor.body) == (
        *("Analyst Two", "secretariat", "SECAS"),
    )
    assert (entry.source.kind, entry.source.ref, entry.correlation_id) == ("command", "proposal form", "desk-7")
    assert entry.causation_id == command_ids.of_key(Giver("Analyst Two", "secretariat"), "raise-125")


def test_the_policy_holds_on_the_command_line_too(system: System) -> None:
    ran = secchange_on(system, *RAISE, "--role", "auditor")
    assert (ran.code, "role_may_not" in ran.err, system.log.head()) == (3, True, 0)


def test_with_a_key_it_is_carried_out_once_and_another_command_is_refused(system: System) -> None:
    first = secchange_on(system, *RAISE, "--key", "k")
    again = secchange_on(system, *RAISE, "--key", "k")
    other = secchange_on(system, *READY, "--key", "k")
    assert (first.code, again.code, other.code, system.log.head()) == (0, 0, 3, 1)
    assert again.out.startswith("Recorded before")
    assert "key_used_otherwise" in other.err


def test_a_stream_that_has_moved_on_is_a_conflict(system: System) -> None:
    secchange_on(system, *RAISE)
    ran = secchange_on(system, *READY, "--expect-version", "0")
    assert (ran.code, system.log.head()) == (3, 1)
    assert ran.err == (
        "secchange: conflict: 125 is at version 1 (draft proposal), and 0 was expected: look at it again, and decide "
        "again\n"
    )
    assert secchange_on(system, *READY, "--expect-version", "1").code == 0


def test_a_dry_run_records_nothing(system: System) -> None:
    ran = secchange_on(system, *RAISE, "--dry-run", "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["outcome"], system.log.head()) == (0, "allowed", 0)
    assert told["facts"] == [{"stream": "125", "type": "ProposalRaised", "on": "2020-05-07"}]
    assert secchange_on(system, *CONVERT, "--dry-run").code == 3


def test_fields_come_from_json_too_and_options_win(system: System, tmp_path: Path) -> None:
    secchange_on(system, *RAISE)
    body = {"ref": "DP125", "on": "2020-05-26", "evidence": "CSC minutes", "outcome": "not_ready", "mode": "meeting"}
    file = tmp_path / "ready.json"
    file.write_text(json.dumps(body))
    name = ("command", "determine-readiness")
    assert secchange_on(system, *name, "--json-body", json.dumps(body)).code == 0
    ran = secchange_on(system, *name, "--from", str(file), "--outcome", "ready", "--json")
    assert (ran.code, json.loads(ran.out)["state"]) == (0, "ready_for_panel")
    refused = secchange_on(system, *name, "--from", "-", "--json", stdin=json.dumps(body).encode())
    assert (refused.code, json.loads(refused.out)["code"]) == (3, "not_allowed_now")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("command", "RaisePropsal"), "near ones: RaiseProposal"),
        (("command", "RaiseProposal", "--ref", "DP125"), "RaiseProposal: "),
        ((*READY, "--outcom", "ready"), "has no --outcom; near: --outcome"),
        ((*CONVERT, "--person", " "), "who gives it"),
        ((*CONVERT, "--role", "king"), "'king' is no role"),
        ((*CONVERT, "--expect-version", "many"), "--expect-version"),
        ((*CONVERT, "--expect-version", "-1"), "expected_version"),
        (("command", "ConvertProposal", "--json-body", "{"), "not JSON"),
        (("command", "ConvertProposal", "--json-body", '{"ref": "1", "ref": "2"}'), "'ref' stands twice"),
        (("command", "ConvertProposal", "--json-body", "{}", "--from", "x"), "expected one of them"),
        (("command", "--bulk", "x", "--all", "--each"), "--bulk goes with --all or with --each"),
        (("command", "ConvertProposal", "--bulk", "x"), "--bulk takes whole commands"),
    ],
)
def test_wrong_usage_is_exit_2_and_one_sentence(system: System, arguments: tuple[str, ...], says: str) -> None:
    ran = secchange_on(system, *arguments)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert says in ran.err


def test_each_line_of_a_bulk_file_is_answered(system: System, tmp_path: Path) -> None:
    lines = [
        {"command": "RaiseProposal", "ref": "DP125", "on": "2020-05-07", "evidence": "form", "label": "DP125"}
        | {"title": "T", "proposer": {"name": "N", "party_category": "large_supplier"}},
        {"command": "ConvertProposal", "ref": "DP125", "on": "2020-06-19", "evidence": "m", "route": "refinement"},
        {"command": "Convert"},
    ]
    file = tmp_path / "commands.ndjson"
    file.write_text("\n".join(map(json.dumps, lines)))
    together = secchange_on(system, "command", "--bulk", str(file), "--all", "--json")
    assert (together.code, system.log.head()) == (3, 0)
    assert [each["outcome"] for each in json.loads(together.out)] == ["withheld", "refused", "unread"]
    each = secchange_on(system, "command", "--bulk", str(file))
    assert (each.code, system.log.head()) == (3, 1)
    assert each.out == f"{file}:1: RaiseProposal of 125: recorded 125#1\n1 carried out, 2 not\n"
    assert [line.split(": ")[0] for line in each.err.splitlines()] == [f"{file}:2", f"{file}:3"]
    again = secchange_on(system, "command", "--bulk", "-", stdin=file.read_bytes())
    assert "-:1: RaiseProposal of 125: recorded before 125#1" in again.out


def test_commands_and_their_rules_can_be_read_without_a_home(tmp_path: Path) -> None:
    listed = json.loads(secchange("command", "--list", "--json", cwd=tmp_path).out)
    (converts,) = [each for each in listed if each["command"] == "ConvertProposal"]
    assert (converts["decides"], converts["clause"], converts["roles"]) == ("Panel", "SEC D3", ["secretariat", "panel"])
    helped = secchange("command", "convert-proposal", "--help", cwd=tmp_path)
    assert helped.code == 0
    assert "--route*" in helped.out and "not_a_route" in helped.out and "ready for panel" in helped.out
    assert not list(tmp_path.iterdir())
