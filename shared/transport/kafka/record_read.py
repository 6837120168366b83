"""PURE. The bytes of Kafka records, as `record_form` writes them, read back at a glance.

The library takes several times as long, most of it over headers that are always the same. What does not look exactly
like ours gives None: then the library reads it, and `headers` has the words for what is wrong.
"""

import re
from datetime import datetime
from functools import lru_cache

from shared.domain.recorded import StoredFact
from shared.transport.carried import Carried
from shared.transport.kafka.headers import THE_SAME_IN_ALL
from shared.transport.kafka.record_form import BEGINNING, length, name

_HEADERS = 9


def _header(of: str, value: bytes) -> bytes:
    """A header of that name: `value` begins with the byte that says how long it is."""
    return re.escape(name(of)) + value


# No value holds the byte that begins the name of the next header, so each can be taken to its end without looking back.
_HEADERS_OF_OURS = re.compile(
    re.escape(length(_HEADERS) + b"".join(name(of) + length(len(value)) + value for of, value in THE_SAME_IN_ALL))
    + _header("ce_type", rb"(.[!-~]+)")
    + _header("ce_subject", rb"(.([^\x00-\x1f]+))")
    + _header("ce_id", rb"(.)\3#([0-9]{1,19})")
    + _header("ce_time", rb"(.)(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00)")
    + _header("position", rb"(.)([0-9]{1,19})")
    + _header("previous-position", rb"(.)([0-9]{1,19})"),
    re.DOTALL,
).match


def read(records: bytes, start: int, offset: int, partition: int) -> tuple[Carried, int] | None:
    """The record that begins at `start`, and is the one at `offset` of its batch; and where the next begins."""
    try:
        return _read(records, start, offset, partition)
    except (IndexError, ValueError):
        return None


def _read(records: bytes, start: int, offset: int, partition: int) -> tuple[Carried, int] | None:
    size, at = _count(records, start)
    end, beginning = at + size, _beginning(offset)
    key_at = at + len(beginning)
    value_size, value_at = _count(records, key_at + 1 + (records[key_at] >> 1))
    value_end = value_at + value_size
    found = _HEADERS_OF_OURS(records, value_end, end)
    if found is None or found.end() != end or not value_size or not records.startswith(beginning, at):
        return None
    topic, subject, stream, of_id, version, of_moment, moment, of_told, told, of_before, before = found.groups()
    if not records.startswith(subject, key_at) or of_id[0] != 2 * (len(stream) + 1 + len(version)):
        return None
    # Each stands behind the byte that says how long it is; asked here, since to call for it costs as much again.
    if of_moment[0] != 2 * len(moment) or of_told[0] != 2 * len(told) or of_before[0] != 2 * len(before):
        return None
    position, previous = int(told), int(before)
    if previous >= position:
        return None
    recorded_at = datetime.fromisoformat(moment.decode())
    fact = StoredFact(position, _text(subject), int(version), _text(topic), recorded_at, records[value_at:value_end])
    return Carried(fact, partition, previous), end


def _sized(value: bytes) -> bytes:
    """A value without the byte before it, which says how long it is. Raises ValueError where it is not so long."""
    if value[0] != 2 * (len(value) - 1):
        raise ValueError
    return value[1:]


@lru_cache(10_000)
def _beginning(offset: int) -> bytes:
    return BEGINNING + length(offset)


@lru_cache(10_000)
def _text(value: bytes) -> str:
    return _sized(value).decode()


def _count(records: bytes, at: int) -> tuple[int, int]:
    """The length that stands there in up to three bytes, and where it ends. Raises ValueError for any other."""
    found, after = records[at], at + 1
    if found >= 0x80:
        found, after = found & 0x7F | records[after] << 7, at + 2
        if found >= 0x4000:
            found, after = found & 0x3FFF | records[after] << 14, at + 3
    if found & 1 or found >= 0x20_0000:
        raise ValueError
    return found >> 1, after
