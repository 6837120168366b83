"""What is written for the broker is, byte for byte, what the library's own writer would have written."""

import pytest
from kafka.record.default_records import DefaultRecordBatchBuilder

from shared.transport.carried import Carried
from shared.transport.kafka.handing_over import written
from shared.transport.kafka.headers import headers_of
from shared.transport.kafka.record_form import batches_of
from tests.transport.carrying import a_fact, facts_of

MOMENT_MS = 1_591_954_207_123
NO_END = 10_000_000


def by_us(carried: list[Carried]) -> bytes:
    ((_partition, records),) = batches_of(carried, NO_END)
    batch = written(records, MOMENT_MS)
    batch.close()
    return bytes(batch.buffer())


def by_the_library(carried: list[Carried]) -> bytes:
    builder = DefaultRecordBatchBuilder(2, 0, False, -1, -1, -1, NO_END)
    for offset, one in enumerate(carried):
        builder.append(offset, MOMENT_MS, one.fact.stream.encode(), one.fact.value, headers_of(one))
    return bytes(builder.build())


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 2_047, 2_048, 8_191, 8_192, 1_048_575, 1_048_576])
def test_a_value_of_any_size(size: int) -> None:
    one = [Carried(a_fact(7, "102B", b"x" * size), partition=5, previous=4)]

    assert by_us(one) == by_the_library(one)


def test_a_batch_of_thousands() -> None:
    streams = ["106", "meeting/Panel/2020-06-12", "Änderung"]
    many = [Carried(fact, 0, fact.position - 1) for fact in facts_of(streams, 9_000)]

    assert by_us(many) == by_the_library(many)


def test_a_batch_ends_where_the_next_record_does_not_fit_and_each_partition_keeps_its_order() -> None:
    sizes = [300, 300, 1_500, 300, 100, 300]
    facts = [a_fact(position, value=b"x" * size) for position, size in enumerate(sizes)]
    partitions = [0, 1, 0, 0, 0, 0]
    carried = [Carried(fact, partition, 0) for fact, partition in zip(facts, partitions, strict=True)]

    found = [(partition, [sizes_of(record) for record in records]) for partition, records in batches_of(carried, 1_200)]

    assert found == [(0, [300]), (0, [1_500]), (0, [300, 100]), (0, [300]), (1, [300])]


def sizes_of(record: bytes) -> int:
    return record.count(b"x")
