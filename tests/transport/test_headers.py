"""A carried fact is a CloudEvent that anyone can read; what is none of ours is named, and stops nobody."""

from types import SimpleNamespace
from typing import Any

import pytest

from shared.transport.carried import Carried, NotCarried
from shared.transport.kafka.headers import headers_of, received
from tests.transport.carrying import a_fact

CARRIED = Carried(a_fact(7, "102B"), partition=5, previous=4)


def a_record(**changed: Any) -> Any:
    """The record of CARRIED as a consumer gives it, with the headers of `headers`, or parts of it, changed."""
    headers = dict(headers_of(CARRIED)) | changed.pop("headers", {})
    parts: dict[str, Any] = {
        "topic": "sec.change.events.v1",
        "partition": 5,
        "offset": 3,
        "key": b"102B",
        "value": CARRIED.fact.value,
        "headers": [(name, value) for name, value in headers.items() if value != "missing"],
    }
    return SimpleNamespace(**parts | changed)


def test_a_fact_is_a_cloud_event_in_binary_mode() -> None:
    assert dict(headers_of(CARRIED)) == {
        "ce_specversion": b"1.0",
        "ce_id": b"102B#7",
        "ce_type": b"AssessmentReturned/1",
        "ce_source": b"urn:secchange:log",
        "ce_time": b"2020-06-12T09:30:07.123456+00:00",
        "ce_subject": b"102B",
        "content-type": b"application/json",
        "position": b"7",
        "previous-position": b"4",
    }


def test_a_record_gives_the_carried_fact_back() -> None:
    assert received(a_record()) == CARRIED


def test_headers_of_others_do_not_matter() -> None:
    assert received(a_record(headers={"traceparent": b"00-4bf9-00f0-01"})) == CARRIED


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"headers": {"position": "missing"}}, "the header position is missing"),
        ({"headers": {"ce_type": None}}, "the header ce_type is missing"),
        ({"headers": {"ce_id": b"\xff#7"}}, "the header ce_id is not UTF-8"),
        ({"headers": {"ce_id": b"102B"}}, "ce_id '102B' does not name the subject '102B'"),
        ({"headers": {"ce_id": b"102B#"}}, "the version in ce_id is '': expected a whole number"),
        ({"headers": {"ce_subject": b"106"}}, "ce_id '102B#7' does not name the subject '106'"),
        ({"headers": {"position": b"-7"}}, "position is '-7': expected a whole number"),
        ({"headers": {"position": "٧".encode()}}, "position is '٧': expected a whole number"),
        ({"headers": {"position": b"9" * 5000}}, f"position is '{'9' * 30}': expected a whole number"),
        ({"headers": {"previous-position": b"7"}}, "position 7 should be above previous-position 7"),
        ({"headers": {"ce_time": b"yesterday"}}, "ce_time is 'yesterday': expected a moment such as"),
        ({"headers": {"ce_time": b"2020-06-12T09:30:00"}}, "ce_time 2020-06-12T09:30:00 has no offset from UTC"),
        ({"headers": {"ce_specversion": b"0.3"}}, "expected a CloudEvent 1.0 with its subject as the key, and a value"),
        ({"key": None}, "expected a CloudEvent 1.0 with its subject as the key, and a value"),
        ({"value": None}, "expected a CloudEvent 1.0 with its subject as the key, and a value"),
        ({"headers": {}, "key": b"\xff"}, "expected a CloudEvent 1.0 with its subject as the key, and a value"),
    ],
)
def test_what_is_none_of_ours_is_named_with_its_place(changed: dict[str, Any], reason: str) -> None:
    found = received(a_record(**changed))
    assert isinstance(found, NotCarried)
    assert str(found).startswith(f"sec.change.events.v1, partition 5, offset 3: {reason}")


def test_a_record_without_headers_is_none_of_ours() -> None:
    found = received(SimpleNamespace(topic="t", partition=0, offset=9, key=None, value=b"hello", headers=[]))
    assert found == NotCarried("t", 0, 9, "the header ce_id is missing")
