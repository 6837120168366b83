"""Handing records to the library's producer: thousands at a time, each with nine headers."""

from collections.abc import Sequence
from typing import Any

from kafka import KafkaProducer, TopicPartition
from kafka.errors import UnknownTopicOrPartitionError

from shared.transport.carried import Carried
from shared.transport.kafka.headers import headers_of
from shared.transport.topics import Topic


def hand_over(producer: KafkaProducer, topic: Topic, batch: Sequence[Carried]) -> list[Any]:
    """A future for each record, in order; they are sent in the background. Raises KafkaError.

    What the producer's own `send` does, less its checks and estimates for each record, which cost as much again.
    """
    if len(producer.partitions_for(topic.name)) < topic.partition_count:
        raise UnknownTopicOrPartitionError(topic.name)
    places = [TopicPartition(topic.name, partition) for partition in range(topic.partition_count)]
    append, wake_sender, futures = producer._accumulator.append, producer._sender.wakeup, []
    for one in batch:
        fact = one.fact
        place, key = places[one.partition], fact.stream.encode()
        future, is_full, is_new, _ = append(place, None, key, fact.value, headers_of(one))
        if is_full or is_new:
            wake_sender()
        futures.append(future)
    return futures
