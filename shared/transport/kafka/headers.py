"""A carried fact as a Kafka record: CloudEvents 1.0 in binary mode, and our two links beside them.

Source: CloudEvents, Kafka protocol binding 1.0.2, section 3.2. The key is the stream; the value is the fact's JSON as
the log holds it, byte for byte.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from shared.domain.recorded import StoredFact
from shared.transport.carried import Carried, NotCarried, Received

Headers = list[tuple[str, bytes]]

THE_SAME_IN_ALL: Headers = [
    ("ce_specversion", b"1.0"),
    ("ce_source", b"urn:secchange:log"),
    ("content-type", b"application/json"),
]
"""The first of the headers, of every record."""


class _NotOurs(ValueError):
    """The record is not one that the relay wrote. The message says why."""


def headers_of(carried: Carried) -> Headers:
    fact = carried.fact
    return [
        *THE_SAME_IN_ALL,
        _type(fact.topic),
        _subject(fact.stream),
        ("ce_id", fact.id.encode()),
        ("ce_time", fact.recorded_at.isoformat().encode()),
        ("position", b"%d" % fact.position),
        ("previous-position", b"%d" % carried.previous),
    ]


@lru_cache(maxsize=1_000)
def _type(topic: str) -> tuple[str, bytes]:
    return "ce_type", topic.encode()


@lru_cache(maxsize=10_000)
def _subject(stream: str) -> tuple[str, bytes]:
    return "ce_subject", stream.encode()


def received(record: Any) -> Received:
    """What the consumer record holds. Never raises for what somebody else may have put on the topic."""
    try:
        return _carried(record)
    except _NotOurs as reason:
        return NotCarried(record.topic, record.partition, record.offset, str(reason))


def _carried(record: Any) -> Carried:
    headers = dict(record.headers)
    stream, version = _identity(headers)
    if _text(headers, "ce_specversion") != "1.0" or record.key != stream.encode() or not record.value:
        raise _NotOurs("expected a CloudEvent 1.0 with its subject as the key, and a value")
    position, previous = _whole_number(headers, "position"), _whole_number(headers, "previous-position")
    if previous >= position:
        raise _NotOurs(f"position {position} should be above previous-position {previous}")
    fact = StoredFact(position, stream, version, _text(headers, "ce_type"), _moment(headers), record.value)
    return Carried(fact, record.partition, previous)


def _identity(headers: Mapping[str, bytes | None]) -> tuple[str, int]:
    stream, _, version = _text(headers, "ce_id").rpartition("#")
    if stream != _text(headers, "ce_subject"):
        raise _NotOurs(f"ce_id {_text(headers, 'ce_id')!r} does not name the subject {_text(headers, 'ce_subject')!r}")
    return stream, _number(version, "the version in ce_id")


def _text(headers: Mapping[str, bytes | None], name: str) -> str:
    value = headers.get(name)
    if value is None:
        raise _NotOurs(f"the header {name} is missing")
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise _NotOurs(f"the header {name} is not UTF-8") from None


def _whole_number(headers: Mapping[str, bytes | None], name: str) -> int:
    return _number(_text(headers, name), name)


def _number(text: str, name: str) -> int:
    if len(text) > 19 or not (text.isascii() and text.isdigit()):
        raise _NotOurs(f"{name} is {text[:30]!r}: expected a whole number")
    return int(text)


def _moment(headers: Mapping[str, bytes | None]) -> datetime:
    text = _text(headers, "ce_time")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _NotOurs(f"ce_time is {text[:40]!r}: expected a moment such as 2020-06-12T09:30:00+00:00") from None
    if moment.tzinfo is None:
        raise _NotOurs(f"ce_time {text} has no offset from UTC")
    return moment
