"""What the library's consumer has fetched: our own batches are read by us, in place of thousands of its calls.

The library fetches, keeps the offsets and checks the sums; whatever is not plainly a batch as we write it, it reads.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import Fetcher
from kafka.errors import CorruptRecordError
from kafka.record import MemoryRecords
from kafka.record.default_records import DefaultRecord, DefaultRecordBatch

from shared.transport.carried import Received
from shared.transport.kafka.headers import received
from shared.transport.kafka.record_read import read


class Placed(msgspec.Struct, frozen=True, gc=False):
    """What a record holds, and the offset at which it lies in its partition."""

    offset: int
    what: Received


def read_by_us(consumer: KafkaConsumer) -> None:
    """From now on the consumer's polls give a Placed for each record."""
    consumer._fetcher.PartitionRecords = _Fetched


class _Fetched(Fetcher.PartitionRecords):  # type: ignore[misc]
    """The records of one partition that came with one answer, as the library hands them out."""

    next_fetch_offset: int

    def take(self, n: int | None = None) -> list[Placed]:
        found: list[Placed] = super().take(n)
        if found:
            self.next_fetch_offset = max(self.next_fetch_offset, found[-1].offset + 1)
        return found

    def _unpack_records(self, tp: TopicPartition, records: MemoryRecords, *deserializers: Any) -> Iterator[Placed]:
        if all(map(_is_plain, MemoryRecords(records._buffer))):
            yield from self._plain(tp, records)
        else:
            for record in super()._unpack_records(tp, records, *deserializers):
                yield Placed(record.offset, received(record))

    def _plain(self, tp: TopicPartition, batches: MemoryRecords) -> Iterator[Placed]:
        for batch in batches:
            if self.check_crcs and not batch.validate_crc():
                raise CorruptRecordError(f"the batch at offset {batch.base_offset} of {tp} fails its checksum")
            self.leader_epoch = batch.leader_epoch
            yield from _placed(tp, batch)
            # The last offset stays where the last record was removed: the next fetch begins behind it all the same.
            self.next_fetch_offset = batch.next_offset
        self.drain()


def _is_plain(batch: Any) -> bool:
    """In the present format, neither compressed nor of a transaction: nothing else has to be heeded."""
    return isinstance(batch, DefaultRecordBatch) and not (
        batch.compression_type or batch.is_transactional or batch.is_control_batch
    )


def _placed(tp: TopicPartition, batch: DefaultRecordBatch) -> Iterator[Placed]:
    records, base, number, partition = bytes(batch._buffer), batch.base_offset, 0, tp.partition
    place, left = batch._pos, batch.records_count
    for index in range(batch._next_record_index, left):
        found = read(records, place, number, partition)
        if found is not None:
            carried, place = found
            yield Placed(base + number, carried)
        else:
            # It goes on from where we are, and we from where it is afterwards.
            batch._pos, batch._next_record_index = place, index
            record = next(batch)
            place, number = batch._pos, record.offset - base
            yield Placed(record.offset, received(_read_by_the_library(tp, record)))
        number += 1
    batch._pos, batch._next_record_index = place, left
    # The library has a word to say where more lies there than was announced.
    next(batch, None)


def _read_by_the_library(tp: TopicPartition, record: DefaultRecord) -> Any:
    return SimpleNamespace(
        topic=tp.topic,
        partition=tp.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        headers=record.headers,
    )
