"""The subscription on Kafka: one member of a consumer group. What Kafka remembers of it is a hint, no more."""

from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Self

import structlog
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.errors import FencedInstanceIdError, KafkaError
from kafka.structs import MemberState, OffsetAndMetadata

from shared.logs import LogEvent
from shared.transport.broker import Displaced
from shared.transport.carried import Received
from shared.transport.kafka.clients import opened, said_by, unavailable
from shared.transport.kafka.fetched import Placed, read_by_us
from shared.transport.kafka.settings import of_consumer, shared_by_all
from shared.transport.kafka.topic_admin import ensure_topic
from shared.transport.topics import CHANGE_EVENTS, Topic

log = structlog.get_logger()

LAST_WORDS_MS = 2_000


class KafkaSubscription:
    """Connects when made; raises BrokerUnavailable, and TopicUnfit for a topic with another partition count.

    With an `instance`, a member that restarts within ten seconds takes up its own partitions at once; when it stays
    away, the others take over after those ten seconds. Without one, they take over when it closes.

    The library's consumer may miss the end of a sharing out, and then waits for ever, without partitions and without
    an error: one that has not been a settled member for `settled_within_seconds` is replaced by a fresh one.
    """

    def __init__(
        self,
        bootstrap: str,
        group: str,
        *,
        instance: str | None = None,
        topic: Topic = CHANGE_EVENTS,
        patience_seconds: float = 10.0,
        settled_within_seconds: float = 15.0,
    ) -> None:
        self._bootstrap = bootstrap
        self._topic = topic
        self._patience_seconds = patience_seconds
        self._settled_within_seconds = settled_within_seconds
        self._settings = of_consumer(bootstrap, patience_seconds, group, instance)
        self._held: frozenset[int] = frozenset()
        self._next: dict[int, int] = {}
        self._unconfirmed: dict[TopicPartition, OffsetAndMetadata] = {}
        try:
            with opened(KafkaAdminClient, shared_by_all(bootstrap, patience_seconds)) as admin:
                ensure_topic(admin, topic)
            self._consumer = self._join()
        except KafkaError as error:
            raise unavailable(bootstrap, error) from error

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Received]:
        try:
            found = self._consumer.poll(int(timeout_seconds * 1000), max_records=limit)
            self._note(found)
        except FencedInstanceIdError as error:
            instance, group = self._settings["group_instance_id"], self._settings["group_id"]
            raise Displaced(f"{instance} of {group} runs elsewhere too: give each process its own name") from error
        except KafkaError as error:
            raise unavailable(self._bootstrap, error) from error
        return [placed.what for records in found.values() for placed in records]

    def partitions(self) -> frozenset[int]:
        return self._held

    def acknowledge(self) -> None:
        done = {self._place(partition): _upto(offset) for partition, offset in self._next.items()}
        if done:
            self._unconfirmed = done
            # What is wrong with the member, the next poll says.
            with suppress(KafkaError):
                self._consumer.commit_async(done, self._confirm)

    def close(self) -> None:
        try:
            if self._unconfirmed:
                self._consumer.commit(self._unconfirmed, timeout_ms=LAST_WORDS_MS)
        except KafkaError as error:
            log.info(LogEvent.ACKNOWLEDGEMENT_LOST, reason=said_by(error))
        finally:
            self._unconfirmed = {}
            _leave(self._consumer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _join(self) -> KafkaConsumer:
        consumer = opened(KafkaConsumer, self._settings)
        read_by_us(consumer)
        try:
            consumer.subscribe([self._topic.name])
            # A member that joins before it knows the topic has to join again at once, and may miss the end of that.
            consumer.partitions_for_topic(self._topic.name)
        except KafkaError:
            _leave(consumer)
            raise
        self._answered_at = self._settled_at = monotonic()
        return consumer

    def _note(self, found: dict[TopicPartition, list[Placed]]) -> None:
        self._held = frozenset(place.partition for place in self._consumer.assignment())
        self._next.update({place.partition: records[-1].offset + 1 for place, records in found.items()})
        self._next = {partition: offset for partition, offset in self._next.items() if partition in self._held}
        if self._consumer.group_metadata().state == MemberState.STABLE:
            self._settled_at = monotonic()
        if found:
            self._answered_at = monotonic()
        else:
            self._mistrust_silence()

    def _mistrust_silence(self) -> None:
        """Silence is nothing new, or no broker, or no member. The library does not tell them apart; questions do."""
        self._refuse_a_name_that_is_lost()
        if monotonic() - self._answered_at > self._patience_seconds:
            self._consumer.end_offsets([self._place(0)], timeout_ms=int(self._patience_seconds * 1000))
            self._answered_at = monotonic()
        if monotonic() - self._settled_at > self._settled_within_seconds:
            log.warning(LogEvent.MEMBER_REPLACED, group=self._settings["group_id"])
            # The new one first: where the broker is away there is none, and the old one is tried again.
            unsettled, self._consumer = self._consumer, self._join()
            self._held, self._next = frozenset(), {}
            _leave(unsettled)

    def _refuse_a_name_that_is_lost(self) -> None:
        """The library stops the heart of a member whose name another took, and says so at its next acknowledgement."""
        coordinator = self._consumer._coordinator
        with coordinator._lock:  # a member that joins is settled, and its heart begins to beat, under this lock
            settled = coordinator.state == MemberState.STABLE and not coordinator.rejoin_needed
            if settled and not coordinator._heartbeat_enabled:
                raise FencedInstanceIdError

    def _confirm(self, done: dict[TopicPartition, OffsetAndMetadata], answer: object) -> None:
        if isinstance(answer, Exception):
            log.info(LogEvent.ACKNOWLEDGEMENT_LOST, reason=said_by(answer))
        elif done is self._unconfirmed:
            self._unconfirmed = {}

    def _place(self, partition: int) -> TopicPartition:
        return TopicPartition(self._topic.name, partition)


def _upto(offset: int) -> OffsetAndMetadata:
    return OffsetAndMetadata(offset, "", -1)


def _leave(consumer: KafkaConsumer) -> None:
    with suppress(KafkaError):
        consumer.close(autocommit=False, timeout_ms=LAST_WORDS_MS)
