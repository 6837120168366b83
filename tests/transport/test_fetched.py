"""What was fetched is read as the library would have read it, only sooner."""

from collections.abc import Sequence

import pytest
from kafka import TopicPartition
from kafka.consumer.fetcher import Fetcher
from kafka.errors import CorruptRecordError
from kafka.record import MemoryRecords
from kafka.record.default_records import DefaultRecordBatch, DefaultRecordBatchBuilder

from shared.domain.recorded import StoredFact
from shared.transport.carried import Carried
from shared.transport.kafka import fetched
from shared.transport.kafka.fetched import Placed
from shared.transport.kafka.handing_over import written
from shared.transport.kafka.headers import headers_of, received
from shared.transport.kafka.record_form import batches_of
from shared.transport.kafka.record_read import read
from tests.transport.carrying import FIRST_MOMENT, a_fact, facts_of

PLACE = TopicPartition("sec.change.events.v1", 5)
STREAMS = ["106", "meeting/panel/2020-06-12", "release/2020-11", "Änderung", "n" * 63, "n" * 64]


def carried(facts: Sequence[StoredFact]) -> list[Carried]:
    return [Carried(fact, PLACE.partition, fact.position - 1) for fact in facts]


def a_batch(facts: Sequence[StoredFact]) -> bytes:
    ((_partition, records),) = batches_of(carried(facts), 10_000_000)
    batch = written(records, 1_591_954_207_123)
    batch.close()
    return bytes(batch.buffer())


def by_the_library_s_writer(facts: Sequence[StoredFact], *, compressed: int = 0, transactional: bool = False) -> bytes:
    builder = DefaultRecordBatchBuilder(2, compressed, transactional, 7, 0, 0, 10_000_000)
    for offset, one in enumerate(carried(facts)):
        builder.append(offset, 1_591_954_207_123, one.fact.stream.encode(), one.fact.value, headers_of(one))
    return bytes(builder.build())


def by_us(answer: bytes | bytearray, *, after: int = 0, checked: bool = True) -> tuple[list[Placed], bool]:
    """What was read, and whether it broke off there."""
    return taken(fetched._Fetched(after, PLACE, MemoryRecords(answer), check_crcs=checked))


def by_the_library(answer: bytes | bytearray, *, after: int = 0, checked: bool = True) -> tuple[list[Placed], bool]:
    records, broken = taken(Fetcher.PartitionRecords(after, PLACE, MemoryRecords(answer), check_crcs=checked))
    return [Placed(record.offset, received(record)) for record in records], broken


def taken(records: Fetcher.PartitionRecords) -> tuple[list[Placed], bool]:
    found: list[Placed] = []
    try:
        while records and (some := records.take(3)):
            found += some
    except CorruptRecordError:
        return found, True
    return found, False


def test_a_batch_of_ours_is_read_without_the_library() -> None:
    facts = [*facts_of(STREAMS[:4], 9_000), a_fact(9_001, value=b"x" * 8_000), a_fact(9_002, value=b"x" * 300_000)]
    batch = DefaultRecordBatch(a_batch(facts))
    records, at, found = bytes(batch._buffer), batch._pos, []

    for number in range(len(facts)):
        one = read(records, at, number, PLACE.partition)
        assert one is not None
        found.append(one[0])
        at = one[1]

    assert (found, at) == (carried(facts), len(records))


def test_it_comes_with_its_offset_however_it_is_asked_for() -> None:
    first, second = a_batch(facts_of(STREAMS, 8)), bytearray(a_batch(facts_of(STREAMS, 5)))
    second[:8] = (8).to_bytes(8, "big")

    found, _ = by_us(first + second, after=3)

    assert [placed.offset for placed in found] == list(range(3, 13))
    assert [placed.what for placed in found] == carried([*facts_of(STREAMS, 8), *facts_of(STREAMS, 5)])[3:]


def test_wherever_a_byte_was_changed_it_is_read_as_the_library_would() -> None:
    recorded_at = FIRST_MOMENT.replace(microsecond=0)
    facts = [a_fact(9, "106"), StoredFact(70, "102B", 7, "X/1", recorded_at, b"{}" * 50), a_fact(400, "7", b"{}")]
    batch = a_batch(facts)
    for place in range(61, len(batch)):
        for byte in {0, 35, 127, 128, *(batch[place] + change & 255 for change in (-2, -1, 1, 2))}:
            changed = bytearray(batch)
            changed[place] = byte
            assert by_us(changed, checked=False) == by_the_library(changed, checked=False), (place, byte)


def test_wherever_it_is_cut_it_is_read_as_the_library_would() -> None:
    batch = a_batch(facts_of(STREAMS, 3))
    for end in range(62, len(batch)):
        cut = bytearray(batch[:end])
        cut[8:12] = (end - 12).to_bytes(4, "big")
        assert by_us(cut, checked=False) == by_the_library(cut, checked=False), end


def test_what_a_wrong_sum_belies_is_not_read() -> None:
    batch = bytearray(a_batch(facts_of(STREAMS, 3)))
    batch[-1] ^= 1
    assert by_us(batch) == ([], True)


@pytest.mark.parametrize("of_another", [{"compressed": 3}, {"transactional": True}])
def test_a_batch_of_another_kind_is_left_to_the_library(of_another: dict[str, bool]) -> None:
    facts = facts_of(STREAMS, 20)
    found, broken = by_us(by_the_library_s_writer(facts, **of_another))
    assert ([placed.what for placed in found], broken) == (carried(facts), False)


def test_nothing_is_read_of_an_empty_answer() -> None:
    assert by_us(b"") == ([], False)
