"""Commands over HTTP: carried out, or refused with a problem that says what to do; nothing half."""

import gzip
import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from services.ingest.commanding import CommandDesk
from services.ingest.web.door import CommandDoor
from shared.eventlog.errors import LogUnavailable, WrongVersion
from shared.process.rules import RULES
from shared.process.wire import LARGEST_COMMAND_BYTES
from tests.services.ingest.web.bodies import body_for
from tests.services.ingest.web.giving import RAISE, Door

pytestmark = pytest.mark.integration

COMMENT = {"ref": "DP125", "on": "2020-05-08", "evidence": "e-mail"}


def test_a_command_is_carried_out_and_tells_the_facts_that_it_led_to(door: Door) -> None:
    answer = door.post("RaiseProposal", correlation_id="x")
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (201, "application/json")
    assert (told["stream"], told["version"], told["state"], told["again"]) == ("125", 1, "draft_proposal", False)
    assert told["facts"] == [{"id": "125#1", "type": "ProposalRaised", "occurred_on": "2020-05-07", "position": 1}]

    [recorded] = door.log.history("125")
    assert recorded.entry.actor and (recorded.entry.actor.person, recorded.entry.actor.role) == (
        "Analyst One",
        "secretariat",
    )
    assert (recorded.entry.source.ref, recorded.entry.causation_id) == ("form", told["command_id"])


def test_what_a_rule_refuses_says_the_rule_the_clause_and_what_would_be_allowed(door: Door) -> None:
    door.post("RaiseProposal")
    answer = door.post("ConvertProposal", {**COMMENT, "route": "refinement"})
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert (told["code"], told["clause"], told["status"]) == ("not_allowed_now", "SEC D3", 422)
    assert told["type"] == "urn:secchange:problem:not_allowed_now"
    assert "DetermineReadiness" in told["allowed"]
    assert told["detail"].startswith("125 is draft proposal")
    assert door.log.head() == 1


def test_a_version_that_is_past_is_a_conflict_with_the_present_one(door: Door) -> None:
    door.post("RaiseProposal")
    answer = door.post("ChangeTitle", {**COMMENT, "title": "Other", "expected_version": 7})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "version-conflict")
    assert (told["stream"], told["version"], told["state"]) == ("125", 1, "draft_proposal")
    assert door.post("ChangeTitle", {**COMMENT, "title": "Other", "expected_version": 1}).status_code == 201


def test_a_dry_run_tells_what_would_happen_and_records_nothing(door: Door) -> None:
    answer = door.post("RaiseProposal", query="?dry_run=true", key="k")
    assert (answer.status_code, answer.json()["stream"], answer.json()["dry_run"]) == (200, "125", True)
    [fact] = answer.json()["facts"]
    assert (fact["type"], fact["occurred_on"], fact["data"]["title"]) == ("ProposalRaised", "2020-05-07", "Meters")
    refused = door.post("GrantUrgency", body_for("GrantUrgency"), query="?dry_run=true")
    late = door.post("RaiseProposal", {**RAISE, "expected_version": 4}, query="?dry_run=true")
    assert (refused.status_code, late.status_code, door.log.head()) == (422, 409, 0)
    assert door.post("RaiseProposal", key="k").status_code == 201, "no key was used up"


BAD: list[tuple[str, bytes, dict[str, str], int, str, str]] = [
    ("no JSON", b"{", {}, 400, "not-json", "it is not JSON"),
    ("a name twice", b'{"ref": "DP1", "ref": "DP2"}', {}, 400, "not-json", "'ref' stands twice in one object"),
    ("10,000 levels", b"[" * 10_000, {}, 400, "not-json", "nested too deeply"),
    ("10,000 objects", b'{"a":' * 10_000, {}, 400, "not-json", "nested too deeply"),
    ("Latin-1", '{"ref": "\xe9"}'.encode("latin-1"), {}, 400, "not-json", "it is not UTF-8"),
    ("UTF-16", json.dumps(RAISE).encode("utf-16"), {}, 400, "not-json", "NUL"),
    ("a lone surrogate", b'{"ref": "\\ud800"}', {}, 422, "not-a-command", "expected JSON"),
    ("NUL", b'{"ref": "\\u0000"}', {}, 400, "not-json", "NUL"),
    ("no object", b"[]", {}, 422, "not-a-command", "expected an object"),
    ("nothing", b"", {}, 400, "not-json", "it is not JSON"),
    ("an unknown field", json.dumps({**RAISE, "x": 1}).encode(), {}, 422, "not-a-command", "x: it is no field"),
    ("2^63", json.dumps({**RAISE, "expected_version": 2**63}).encode(), {}, 422, "not-a-command", "expected_version"),
    ("5,000 digits", b'{"expected_version": ' + b"9" * 5_000 + b"}", {}, 400, "not-json", "it is not JSON"),
    ("a number as text", json.dumps({**RAISE, "title": 5}).encode(), {}, 422, "not-a-command", "title: found 5"),
    ("a stranger", json.dumps({**RAISE, "ref": "X"}).encode(), {}, 422, "not-a-command", "ref: 'X' is no stream"),
    ("no type", b"{}", {"Content_Type": "text/plain"}, 415, "not-json", "application/json"),
    ("another charset", b"{}", {"Content_Type": "application/json; charset=latin-1"}, 415, "not-json", "UTF-8"),
    ("gzip", gzip.compress(b" " * 10**8), {"Content_Encoding": "gzip"}, 415, "encoded", "content-encoding"),
    ("too large", b" " * (LARGEST_COMMAND_BYTES + 1), {}, 413, "too-large", "at most 131072 bytes"),
    ("no key", b"{}", {"Idempotency_Key": "two words"}, 400, "idempotency-key-malformed", "visible"),
    ("a long key", b"{}", {"Idempotency_Key": "x" * 201}, 400, "idempotency-key-malformed", "1 to 200"),
]


@pytest.mark.parametrize(("body", "headers", "status", "code", "says"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_what_is_no_command_is_refused_in_words(
    shared_door: Door, body: bytes, headers: dict[str, str], status: int, code: str, says: str
) -> None:
    answer = shared_door.post("RaiseProposal", body, **headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert says in answer.json()["detail"]
    assert shared_door.log.head() == 0


def test_a_body_whose_size_nobody_told_is_counted_as_it_comes(shared_door: Door) -> None:
    token = shared_door.givers.token("secretariat", "Analyst One")
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    endless = (b" " * 1_000 for _ in range(1_000))
    answer = shared_door.client.post("/commands/RaiseProposal", content=endless, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_an_unknown_command_is_not_found(shared_door: Door) -> None:
    for answer in (shared_door.post("RaiseTheRoof"), shared_door.client.get("/commands/RaiseTheRoof")):
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown-command")
    wrong = shared_door.client.delete("/commands/RaiseProposal")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method-not-allowed")
    assert set(wrong.headers["allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("shown", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer secchange_x", "Bearer \u00e9"])
def test_without_a_known_token_nothing_is_taken(shared_door: Door, shown: str | None) -> None:
    shared_door.givers.token("dcc", "Desk")
    headers = {} if shown is None else {"Authorization": shown.encode()}
    with capture_logs() as logged:
        answer = shared_door.client.post("/commands/RaiseProposal", json=RAISE, headers=headers)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["code"]) == (401, "unknown-caller")
    assert answer.headers["www-authenticate"].startswith("Bearer ")
    assert "`secchange token new --role ROLE --person NAME` makes one" in answer.json()["detail"]
    assert [(each["event"], each["log_level"]) for each in logged] == [("caller.refused", "warning")]


def test_a_log_that_is_away_is_told_with_when_to_come_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise LogUnavailable("the log's database does not answer")

    monkeypatch.setattr(CommandDoor, "give", away)
    answer = door.post("RaiseProposal")
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "unavailable", "2")


def test_a_stream_at_which_others_are_quicker_time_and_again_is_a_conflict_that_is_no_answer_yet(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(*_: Any, **__: Any) -> Any:
        raise WrongVersion("125", 0, 3)

    with monkeypatch.context() as patched:
        patched.setattr(CommandDesk, "_once", crowded)
        answer = door.post("RaiseProposal", key="k")
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (409, "stream-busy", "1")
    assert door.post("RaiseProposal", key="k").status_code == 201


def test_each_command_tells_its_rule_and_its_schema(shared_door: Door) -> None:
    listed = shared_door.client.get("/commands").json()
    assert [each["name"] for each in listed] == [rule.command for rule in RULES]
    for each in listed:
        told = shared_door.client.get(each["href"]).json()
        assert told["means"] == each["means"]
        assert {"ref", "on", "evidence"} <= set(told["schema"]["required"])


def test_the_openapi_schema_has_an_operation_for_each_command(shared_door: Door) -> None:
    paths = shared_door.client.get("/openapi.json").json()["paths"]
    for rule in RULES:
        operation = paths[f"/commands/{rule.command}"]["post"]
        assert operation["operationId"] == rule.command
        assert {"201", "400", "401", "403", "409", "413", "415", "422", "503"} <= set(operation["responses"])


@pytest.mark.parametrize(
    "query", ["?dryrun=true", "?dry_run=true&dry_run=false", "?dry_run=true&x=1", "?=", "?dry_run=2"]
)
def test_a_parameter_that_is_none_has_nothing_carried_out(shared_door: Door, query: str) -> None:
    answer = shared_door.post("RaiseProposal", query=query)
    assert answer.status_code == (422 if query == "?dry_run=2" else 400), answer.text
    assert shared_door.log.head() == 0
