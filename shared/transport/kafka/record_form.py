"""PURE. Carried facts as the bytes of Kafka records, in batches: the library takes several times as long to write them.

Source: Kafka protocol guide, "Record" (message format 2). Every length is a zig-zag varint.
"""

from collections.abc import Iterable, Iterator

from shared.transport.carried import Carried
from shared.transport.kafka.headers import headers_of

# Without attributes, and of the same moment as the first record of its batch.
BEGINNING = b"\x00\x00"


def batches_of(carried: Iterable[Carried], bytes_per_batch: int) -> Iterator[tuple[int, list[bytes]]]:
    """Records with the partition they are for: a batch as soon as it is full, and what is left at the end.

    A record that is larger than a batch has one to itself. The records of a partition keep their order.
    """
    filling: dict[int, list[bytes]] = {}
    room: dict[int, int] = {}
    for one in carried:
        partition, records = one.partition, filling.get(one.partition, [])
        record = record_of(one, len(records))
        if records and len(record) > room[partition]:
            yield partition, records
            record, records = record_of(one, 0), []
        if not records:
            filling[partition], room[partition] = records, bytes_per_batch
        records.append(record)
        room[partition] -= len(record)
    yield from filling.items()


def record_of(carried: Carried, offset: int) -> bytes:
    """The record at `offset` of its batch, 0 for the first."""
    fact, headers = carried.fact, headers_of(carried)
    key = fact.stream.encode()
    parts = [BEGINNING, length(offset), length(len(key)), key, length(len(fact.value)), fact.value]
    parts.append(length(len(headers)))
    for each, value in headers:
        parts += _NAMES.get(each) or name(each), length(len(value)), value
    body = b"".join(parts)
    return length(len(body)) + body


def length(value: int) -> bytes:
    """A count, 0 or more, as a zig-zag varint."""
    return _SHORT[value] if value < len(_SHORT) else _varint(value)


def _varint(value: int) -> bytes:
    left, groups = value << 1, bytearray()
    while left > 0x7F:
        groups.append(left & 0x7F | 0x80)
        left >>= 7
    groups.append(left)
    return bytes(groups)


_SHORT = tuple(_varint(value) for value in range(2_048))
_NAMES: dict[str, bytes] = {}


def name(of: str) -> bytes:
    """The name of a header, with its length."""
    # There are as many names as headers: nine.
    return _NAMES.setdefault(of, length(len(of.encode())) + of.encode())
