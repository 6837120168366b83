"""Handing facts to the library's producer: by whole batches, written by us, in place of thousands of calls."""

from collections.abc import Sequence
from time import time
from typing import Any

from kafka import KafkaProducer, TopicPartition
from kafka.errors import UnknownTopicOrPartitionError
from kafka.producer.future import FutureRecordMetadata
from kafka.producer.producer_batch import ProducerBatch
from kafka.record.memory_records import MemoryRecordsBuilder

from shared.transport.carried import Carried
from shared.transport.kafka.record_form import batches_of
from shared.transport.topics import Topic

BYTES_PER_BATCH = 128 * 1024
_FORMAT, _UNCOMPRESSED = 2, 0


def hand_over(producer: KafkaProducer, topic: Topic, batch: Sequence[Carried]) -> list[Any]:
    """A future for each of the library's batches; they are sent in the background, each partition in order.

    A future that succeeded says that all records of its batch are acknowledged. Raises KafkaError.
    """
    if len(producer.partitions_for(topic.name)) < topic.partition_count:
        raise UnknownTopicOrPartitionError(topic.name)
    full = batches_of(batch, BYTES_PER_BATCH)
    return [_send(producer, TopicPartition(topic.name, partition), records) for partition, records in full]


def _send(producer: KafkaProducer, place: TopicPartition, records: Sequence[bytes]) -> Any:
    accumulator = producer._accumulator
    batch = ProducerBatch(place, written(records, int(time() * 1000)))
    # Of its first record, for all: a batch is acknowledged whole or not at all.
    future = FutureRecordMetadata(batch.produce_future, 0, None, None, -1, -1, -1)
    batch._record_futures.append(future)
    with accumulator._tp_lock(place):
        accumulator._batches[place].append(batch)
        accumulator._incomplete.add(batch)
    producer._sender.wakeup()
    return future


def written(records: Sequence[bytes], moment_ms: int) -> MemoryRecordsBuilder:
    """The library's own batch, as if each record had been appended to it; the library numbers it and sums it."""
    batch = MemoryRecordsBuilder(_FORMAT, _UNCOMPRESSED, BYTES_PER_BATCH, offset=len(records))
    builder = batch._builder
    builder._buffer += b"".join(records)
    builder._num_records, builder._last_offset = len(records), len(records) - 1
    builder._first_timestamp = builder._max_timestamp = moment_ms
    return batch
