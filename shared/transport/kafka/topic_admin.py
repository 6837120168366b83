"""Makes a topic that is missing, refuses one that does not fit, and tells one life of a topic from the next."""

from contextlib import suppress
from typing import Any

from kafka import KafkaAdminClient
from kafka.errors import NoError, TopicAlreadyExistsError, UnknownTopicOrPartitionError, for_code

from shared.transport.broker import TopicUnfit
from shared.transport.topics import Topic, replication


def ensure_topic(admin: KafkaAdminClient, topic: Topic, *, create_missing: bool = True) -> str:
    """The topic's present incarnation, `sec.change.events.v1@28152f36-…`. It is made if it is missing.

    Raises TopicUnfit when it has another number of partitions, or is missing and not to be made; KafkaError when the
    broker does not do it.
    """
    found = _described(admin, topic)
    if found is None and not create_missing:
        raise TopicUnfit(
            f"the broker has no topic {topic.name}: start `secchange ingest`, which makes it, "
            "or correct SECCHANGE_TOPIC"
        )
    if found is None:
        _make(admin, topic)
        found = _described(admin, topic)
    if found is None:
        raise UnknownTopicOrPartitionError(topic.name)
    _check_partitions(topic, len(found["partitions"]))
    return f"{topic.name}@{found['topic_id']}"


def _described(admin: KafkaAdminClient, topic: Topic) -> dict[str, Any] | None:
    found: dict[str, Any] = admin.describe_topics([topic.name])[0]
    error = for_code(found["error_code"])
    if error is UnknownTopicOrPartitionError:
        return None
    if error is not NoError:
        raise error(topic.name)
    if found["topic_id"] is None:
        raise TopicUnfit(f"The broker gives {topic.name} no id: expected Kafka 2.8 or later; use a newer broker")
    return found


def _make(admin: KafkaAdminClient, topic: Topic) -> None:
    replicas, in_sync = replication(len(admin.describe_cluster()["brokers"]))
    wanted = {
        "num_partitions": topic.partition_count,
        "replication_factor": replicas,
        "configs": {**topic.settings, "min.insync.replicas": str(in_sync)},
    }
    # Somebody may be quicker: another service that starts at the same time makes the same topic.
    with suppress(TopicAlreadyExistsError):
        admin.create_topics({topic.name: wanted})
    admin.wait_for_topics([topic.name])


def _check_partitions(topic: Topic, found: int) -> None:
    if found != topic.partition_count:
        raise TopicUnfit(
            f"{topic.name} has {found} partitions, expected {topic.partition_count}: "
            "delete the topic, it is filled again from the log"
        )
