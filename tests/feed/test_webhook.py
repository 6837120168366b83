"""A delivery through the webhook: durable when it is answered, answered the same when it comes again."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from services.ingest.feed.batch import Counts
from services.ingest.feed.envelopes import EVENT_TYPE
from services.ingest.feed.quarantine import Quarantine
from tests.feed.hook import Hook, hook
from tests.feed.path import FeedPath, as_json, event
from tests.feed.tickets import NOW, SOURCE, revision

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
TICKET = as_json(revision(1, "accepted", "2020-03-26", accepted_on=date(2020, 3, 26)))


@pytest.fixture
def sender(feed: FeedPath) -> Iterator[Hook]:
    feed.known(MP106)
    with hook(feed.box, feed.log) as made:
        yield made


def test_what_is_answered_with_a_receipt_becomes_facts(feed: FeedPath, sender: Hook) -> None:
    answer = sender.send(TICKET)
    assert (answer.status_code, answer.json()["accepted"], answer.json()["duplicates"]) == (202, 1, 0)
    assert sender.receipt(answer.json()["receipt"]).json()["state"] == "waiting"
    assert feed.work() == Counts(observed=1)
    assert [type(told.fact).__name__ for told in feed.standing()] == ["AssessmentAccepted"]
    [ticket] = sender.receipt(answer.json()["receipt"]).json()["tickets"]
    assert ticket == {
        "ticket_id": "t106",
        "revision": 1,
        "outcome": "observed",
        "fact": "ticket/urn:dcc:itsm:test/t106#1",
    }


def test_the_same_delivery_is_answered_the_same_and_has_one_effect(feed: FeedPath, sender: Hook) -> None:
    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(lambda _: sender.send(TICKET), range(32)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    replayed = [answer.headers.get("idempotent-replayed") for answer in answers]
    assert sorted(map(str, replayed)) == ["None"] + ["true"] * 31
    assert feed.work() == Counts(observed=1)


def test_another_body_under_the_same_id_is_refused_and_kept_as_evidence(feed: FeedPath, sender: Hook) -> None:
    assert sender.send(TICKET).status_code == 202
    answer = sender.send(TICKET | {"summary": "edited"})
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-conflict")
    assert sender.receipt(answer.json()["receipt"]).status_code == 200
    assert feed.work() == Counts(observed=1)


def test_a_receipt_of_what_is_kept_as_evidence_says_that_nobody_reads_it(feed: FeedPath, sender: Hook) -> None:
    sender.send(TICKET)
    conflict = sender.send(TICKET | {"revision": 2})
    feed.work()
    told = sender.receipt(conflict.json()["receipt"]).json()
    assert (conflict.status_code, told["state"]) == (422, "evidence")
    assert "another body" in told["message"]
    assert "tickets" not in told, "nothing became of it"


def test_a_batch_is_taken_whole(feed: FeedPath, sender: Hook) -> None:
    answer = sender.send(TICKET, TICKET | {"state": "7", "ticket_id": "sick"}, TICKET)
    assert answer.json() | {"receipt": ""} == {"receipt": "", "accepted": 3, "duplicates": 1}
    assert feed.work() == Counts(observed=1, duplicates=1, quarantined=1)


def test_content_that_cannot_be_used_is_taken_all_the_same(feed: FeedPath, sender: Hook) -> None:
    assert sender.send(TICKET | {"modification_ref": "MP999"}).status_code == 202
    assert feed.work() == Counts(quarantined=1)


BINARY: dict[str, Any] = {"ce-specversion": "1.0", "ce-id": "t106:1", "ce-source": SOURCE, "ce-type": EVENT_TYPE}
"""What an event tells of itself, in headers: the body is the ticket alone."""


def test_an_event_in_binary_mode_goes_the_way_of_all_others(feed: FeedPath, sender: Hook) -> None:
    body = json.dumps(TICKET).encode()
    rehearsed = sender.send_bytes(body, media_type="application/json", dry_run=True, **BINARY)
    assert [each["outcome"] for each in rehearsed.json()["tickets"]] == ["observed"]
    answer = sender.send_bytes(body, media_type="application/json", **BINARY)
    assert (answer.status_code, answer.json()["accepted"], answer.json()["duplicates"]) == (202, 1, 0)
    assert feed.work() == Counts(observed=1)
    assert [type(told.fact).__name__ for told in feed.standing()] == ["AssessmentAccepted"]
    [ticket] = sender.receipt(answer.json()["receipt"]).json()["tickets"]
    assert (ticket["outcome"], ticket["ticket_id"]) == ("observed", "t106")
    again = sender.send_bytes(body, media_type="application/json", **BINARY)
    assert (again.text, again.headers["idempotent-replayed"]) == (answer.text, "true")
    structured = sender.send_bytes(BODY, id="d2", **BINARY | {"ce-type": "another"})
    assert structured.status_code == 202, "where the body is an event, headers count for nothing"
    assert feed.work() == Counts(duplicates=1)


NO_EVENTS: list[tuple[Any, dict[str, Any], str]] = [
    (TICKET, {name: told for name, told in BINARY.items() if name != "ce-id"}, "id missing"),
    (TICKET, BINARY | {"ce-type": "another"}, "type 'another'"),
    (TICKET, BINARY | {"ce-specversion": "0.3"}, "specversion '0.3'"),
    (event(TICKET), BINARY, "no event, in the body"),
    ([TICKET], BINARY, "a ticket"),
    (TICKET, {}, "specversion, id, type missing"),
]


def test_what_is_no_event_in_binary_mode_is_refused(feed: FeedPath, sender: Hook) -> None:
    for body, headers, found in NO_EVENTS:
        raw = json.dumps(body).encode()
        answer = sender.send_bytes(raw, media_type="application/json", **headers).json()
        rehearsed = sender.send_bytes(raw, media_type="application/json", dry_run=True, **headers).json()
        assert (answer["status"], answer["code"]) == (400, "not-cloudevents")
        assert found in answer["detail"]
        assert found in rehearsed["tickets"][0]["message"]
    assert feed.work() == Counts()


def test_a_dry_run_says_what_it_would_do_and_keeps_nothing(feed: FeedPath, sender: Hook) -> None:
    answer = sender.send(TICKET, TICKET | {"state": "7", "ticket_id": "sick"}, dry_run=True)
    [good, bad] = answer.json()["tickets"]
    assert good["facts"] == [{"type": "AssessmentAccepted", "occurred_on": "2020-03-26", "kind": "PA", "n": 1}]
    assert (bad["outcome"], bad["code"]) == ("quarantined", "state-unmapped")
    assert feed.work() == Counts()


def test_a_dry_run_reads_what_came_before_with_the_words_of_today(feed: FeedPath, sender: Hook) -> None:
    desk = Quarantine(feed.box, feed.log, feed.sources, feed.rows)
    odd = TICKET | {"state": "Odd"}
    desk.map(SOURCE, "state", "Odd", "in_progress", "Ann", NOW)
    sender.send(odd)
    assert feed.work() == Counts(observed=1)
    desk.map(SOURCE, "state", "Odd", "accepted", "Ann", NOW)
    [told] = sender.send(odd, id="d2", dry_run=True).json()["tickets"]
    assert (told["outcome"], "mapped otherwise" in told["message"]) == ("duplicate", True)
    [told] = sender.send(odd | {"accepted_on": "2020-03-25"}, id="d3", dry_run=True).json()["tickets"]
    assert (told["outcome"], told["code"]) == ("quarantined", "revision-conflict")
    sender.send(odd, id="d2")
    sender.send(odd | {"accepted_on": "2020-03-25"}, id="d3")
    assert feed.work() == Counts(duplicates=1, quarantined=1), "as it was said"


def test_a_dry_run_says_that_a_ticket_came_through_the_door_of_another(feed: FeedPath, sender: Hook) -> None:
    theirs = TICKET | {"source": "urn:dcc:itsm:other"}
    [told] = sender.send(theirs, dry_run=True).json()["tickets"]
    assert (told["outcome"], told["code"]) == ("quarantined", "unknown-source")


BODY = json.dumps(event(TICKET)).encode()


def deep(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "not-json"),
        (b"[]", 400, "not-cloudevents"),
        (json.dumps(TICKET).encode(), 400, "not-cloudevents"),
        (json.dumps([event(TICKET)] * 101).encode(), 413, "too-large"),
        (BODY.replace(b'"revision": 1', b'"revision": 9223372036854775808'), 400, "not-json"),
        (BODY.replace(b'"revision": 1', b'"revision": NaN'), 400, "not-json"),
        (BODY.replace(b'"state"', b'"revision": 2, "state"'), 400, "not-json"),
        (BODY.replace(b"accepted", b"\\ud800"), 400, "not-json"),
        (BODY.replace(b"accepted", b"\\u0000"), 400, "not-json"),
        (deep(10_000), 400, "not-json"),
        (BODY + b" " * (256 * 1024), 413, "too-large"),
    ],
)
def test_what_is_no_delivery_is_refused_and_only_counted(
    feed: FeedPath, sender: Hook, body: bytes, status: int, code: str
) -> None:
    answer = sender.send_bytes(body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [(name, count) for _, name, count in feed.box.turned_away()] == [(code, 1)]
    assert feed.work() == Counts()


@pytest.mark.parametrize("body", [BODY.decode().encode("utf-16"), b"\xff" + BODY])
def test_what_is_not_utf_8_cannot_have_been_signed(feed: FeedPath, sender: Hook, body: bytes) -> None:
    assert sender.send_bytes(body).status_code == 401
    assert [(name, count) for _, name, count in feed.box.turned_away()] == [("not-signed", 1)]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"media_type": "text/plain"}, 415), ({"content-encoding": "gzip"}, 415), ({"webhook-signature": "v1,x"}, 401)],
)
def test_another_form_is_refused(feed: FeedPath, sender: Hook, headers: dict[str, Any], status: int) -> None:
    assert sender.send_bytes(BODY, **headers).status_code == status
    assert feed.work() == Counts()


def test_whoever_asks_may_send(sender: Hook) -> None:
    answer = sender.client.options("/feeds/dcc/v1/events", headers={"WebHook-Request-Origin": "dcc.example"})
    assert (answer.status_code, answer.headers["webhook-allowed-origin"]) == (200, "dcc.example")


def test_a_receipt_is_told_to_whoever_has_a_token_alone(sender: Hook) -> None:
    assert sender.client.get("/feeds/dcc/v1/receipts/1").status_code == 401
    assert sender.receipt("9999").status_code == 404


def test_a_receipt_tells_of_each_ticket_its_fact_or_its_reason(feed: FeedPath, sender: Hook) -> None:
    others = {name: value for name, value in TICKET.items() if name != "modification_ref"} | {"ticket_id": "theirs"}
    sick = TICKET | {"ticket_id": "sick", "state": "7"}
    receipt = sender.send(TICKET, sick, others).json()["receipt"]
    assert sender.receipt(receipt).json()["state"] == "waiting"
    feed.work()
    told = sender.receipt(receipt).json()
    assert [(each["outcome"], each.get("fact"), each.get("code")) for each in told["tickets"]] == [
        ("observed", f"ticket/{SOURCE}/t106#1", None),
        ("quarantined", None, "state-unmapped"),
        ("ignored", None, None),
    ]
    assert [(each["code"], each["pointers"], each["disposition"]) for each in told["set_aside"]] == [
        ("state-unmapped", ["/state"], "open")
    ]


def test_whoever_misspells_the_dry_run_means_no_delivery(feed: FeedPath, sender: Hook) -> None:
    signed = sender.send(TICKET, id="d9", dry_run=True).request.headers
    body = json.dumps(event(TICKET)).encode()
    answer = sender.client.post("/feeds/dcc/v1/events?dryrun=true", content=body, headers=dict(signed))
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown-parameter")
    assert feed.box.tallies() == []


def test_openapi_tells_what_is_sent_and_what_is_answered(sender: Hook) -> None:
    paths = sender.client.get("/openapi.json").json()["paths"]
    events = paths["/feeds/dcc/v1/events"]["post"]
    assert set(events["requestBody"]["content"]) == {
        *("application/cloudevents+json", "application/cloudevents-batch+json", "application/json"),
    }
    assert {"200", "202", "400", "401", "413", "415", "422", "429", "503"} <= set(events["responses"])
    assert "webhook-signature" in [each["name"] for each in events["parameters"]]
    schema = events["requestBody"]["content"]["application/cloudevents+json"]["schema"]
    validator = Draft202012Validator(schema)
    assert validator.is_valid(event(TICKET))
    assert not validator.is_valid(event(TICKET | {"state": "7"}))
    either = Draft202012Validator(events["requestBody"]["content"]["application/json"]["schema"])
    assert either.is_valid(event(TICKET)) and either.is_valid(TICKET)
    assert not either.is_valid(TICKET | {"state": "7"})
    optional = {each["name"] for each in events["parameters"] if not each["required"]}
    assert set(BINARY) <= optional
