"""Between an entry and its JSON bytes. Old versions of facts are brought up to today's on the way in."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from shared.domain.entry import Entry
from shared.domain.facts import FACTS, AnyFact
from shared.domain.readback import read_back, read_entry
from shared.domain.reasons import first_reason
from shared.domain.recorded import Fields, Recorded, StoredFact, of_entry, of_envelope, read_recorded
from shared.domain.upcasts import UPCASTS, Upcast, upcast

LARGEST_FACT_BYTES = 256 * 1024
_JSON_WORDS: Mapping[type, str] = {
    **{list: "an array", str: "a text", bool: "true or false"},
    **{int: "a number", float: "a number", type(None): "null"},
}
_FACTS: Mapping[str, type[AnyFact]] = {fact.topic(): fact for fact in FACTS}


class NotAFact(ValueError):
    """The bytes are no fact that this version knows. The message says why, in one line."""


def encode(entry: Entry[AnyFact]) -> bytes:
    """The bytes that are stored and carried; the same for the same entry. Raises NotAFact where `decode` would."""
    value = entry.model_dump_json(exclude_none=True).encode()
    _check_bytes(value)
    return value


def decode(value: bytes) -> Entry[AnyFact]:
    """An entry from its JSON, of any version ever released. Raises NotAFact."""
    _check_bytes(value)
    fact, value = _at_hand(_topic_of(value), value, UPCASTS)
    try:
        return read_entry(fact, value)
    except ValidationError as error:
        raise NotAFact(first_reason(error)) from None


def recorded(stored: StoredFact, upcasts: Mapping[str, Upcast] = UPCASTS) -> Recorded:
    """The stored fact as a value. Raises NotAFact: what is stored but not understood is parked, not passed over."""
    topic, value = stored.topic, stored.value
    fact = None if topic in upcasts else _FACTS.get(topic)
    # Nearly every fact is of today, and of bytes in which nothing is to be looked for: such a one is asked no further.
    if fact is None or len(value) > LARGEST_FACT_BYTES or b"\\" in value:
        _check_bytes(value)
        fact, value = _at_hand(topic, value, upcasts)
    try:
        return read_recorded(stored, fact, value)
    except ValidationError as error:
        raise NotAFact(first_reason(error)) from None


def told(stored: StoredFact, upcasts: Mapping[str, Upcast] = UPCASTS) -> Recorded:
    """As `recorded`, for whoever reads it out of the log: the error says which fact it is, and where to look."""
    try:
        return recorded(stored, upcasts)
    except NotAFact as error:
        raise NotAFact(
            f"the log holds no fact at position {stored.position}, {stored.id}: {error}: what to do stands in "
            "infra/RUNBOOK.md under stream.parked"
        ) from None


def told_each(stored: Iterable[Fields]) -> list[Recorded]:
    """As `told`, of each of very many; those that are plainly whole by a shorter way."""
    found = []
    for fields in stored:
        position, stream, version, topic, recorded_at, value = fields
        # An old version of a fact is none of them.
        fact = _FACTS.get(topic)
        if (
            fact is None
            or len(value) > LARGEST_FACT_BYTES
            or b"\\" in value
            or (read := read_back(fact, value)) is None
        ):
            found.append(told(StoredFact(*fields)))
        else:
            found.append(of_envelope(position, stream, version, recorded_at, value, *read))
    return found


def placed(entry: Entry[AnyFact], position: int, stream: str, version: int, recorded_at: datetime) -> Recorded:
    """The entry as recorded at this place. Raises NotAFact where `encode` does."""
    value = encode(entry)
    return of_entry(StoredFact(position, stream, version, entry.data.topic(), recorded_at, value), value, entry)


def _check_bytes(value: bytes) -> None:
    if len(value) > LARGEST_FACT_BYTES:
        raise NotAFact(f"{len(value)} bytes are too many for one fact: expected at most {LARGEST_FACT_BYTES}")
    # Hardly any fact has a backslash, and one byte is looked for much more quickly than six.
    if b"\\" in value and b"\\u0000" in value:
        raise NotAFact("it holds the character NUL (\\u0000), which no text of a fact may hold")


def _at_hand(topic: str, value: bytes, upcasts: Mapping[str, Upcast]) -> tuple[type[AnyFact], bytes]:
    """The fact of today, and its entry's JSON as of today."""
    if topic in upcasts:
        topic, value = upcast(topic, value, upcasts)
    fact = _FACTS.get(topic)
    if fact is None:
        raise NotAFact(f"{topic} is no fact that this version of secchange knows")
    return fact, value


def _topic_of(value: bytes) -> str:
    envelope = _object(value)
    name, version = envelope.get("type"), envelope.get("version")
    if not isinstance(name, str) or not isinstance(version, int) or isinstance(version, bool):
        raise NotAFact("expected a JSON object with a text 'type' and a whole-number 'version'")
    return f"{name}/{version}"


def _object(value: bytes) -> dict[str, Any]:
    try:
        found = json.loads(value.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NotAFact(f"it is not UTF-8 (byte {error.start})") from None
    except RecursionError:
        raise NotAFact("it is nested too deeply for a fact") from None
    except json.JSONDecodeError as error:
        raise NotAFact(f"it is not JSON from character {error.pos + 1} on") from None
    except ValueError:
        raise NotAFact("it holds a number of too many digits") from None
    if not isinstance(found, dict):
        raise NotAFact(f"expected a JSON object, found {_JSON_WORDS[type(found)]}")
    return found
