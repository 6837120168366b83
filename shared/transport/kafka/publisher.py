"""The publisher on Kafka, with a watchdog: a producer that does not deliver in time is thrown away."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog
from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import AuthorizationError, KafkaError, KafkaTimeoutError, MessageSizeTooLargeError
from msgspec.structs import replace

from shared.logs import LogEvent
from shared.transport.carried import Carried, check_partitions
from shared.transport.kafka.clients import opened, said_by, unavailable
from shared.transport.kafka.handing_over import hand_over
from shared.transport.kafka.settings import of_producer, shared_by_all
from shared.transport.kafka.topic_admin import ensure_topic
from shared.transport.topics import CHANGE_EVENTS, Topic

LARGEST_VALUE_BYTES = 512 * 1024
"""Twice what a fact may have. Brokers refuse more than a megabyte, as they come."""

log = structlog.get_logger()


class KafkaPublisher:
    """Connects when first used, and again after each failure.

    A topic that is missing is made, or refused (TopicUnfit) where it is not to be.

    The library's own time-outs are not relied on: a producer whose delivery time-out passes while the broker is away
    may leave its records neither sent nor failed for ever, and the records after them too.
    """

    def __init__(
        self,
        bootstrap: str,
        topic: Topic = CHANGE_EVENTS,
        *,
        patience_seconds: float = 10.0,
        create_missing: bool = True,
        producer_settings: Mapping[str, Any] | None = None,
    ) -> None:
        self._bootstrap = bootstrap
        self._topic = topic
        self._patience_seconds = patience_seconds
        self._create_missing = create_missing
        self._settings = of_producer(bootstrap, patience_seconds) | dict(producer_settings or {})
        self._admin: KafkaAdminClient | None = None
        self._producer: KafkaProducer | None = None

    def partition_count(self) -> int:
        return self._topic.partition_count

    def incarnation(self) -> str:
        return self._asked(lambda admin: ensure_topic(admin, self._topic, create_missing=self._create_missing))

    def broker_version(self) -> str:
        """`4.1`: the newest of which the broker knows everything. Raises BrokerUnavailable."""
        return self._asked(lambda admin: ".".join(map(str, admin._manager.broker_version)))

    def _asked(self, question: Callable[[KafkaAdminClient], str]) -> str:
        try:
            if self._admin is None:
                self._admin = opened(KafkaAdminClient, shared_by_all(self._bootstrap, self._patience_seconds))
            return question(self._admin)
        except KafkaError as error:
            self._drop_admin()
            raise unavailable(self._bootstrap, error) from error

    def publish(self, batch: Sequence[Carried]) -> None:
        check_partitions(batch, self.partition_count())
        if self._producer is None:
            self.incarnation()
        try:
            self._deliver(batch)
        except (AuthorizationError, MessageSizeTooLargeError):
            self._drop_producer()
            raise
        except KafkaError as error:
            log.warning(LogEvent.PRODUCER_DROPPED, facts=len(batch), reason=said_by(error))
            self._drop_producer()
            raise unavailable(self._bootstrap, error) from error

    def close(self) -> None:
        self._drop_producer()
        self._drop_admin()

    def _deliver(self, batch: Sequence[Carried]) -> None:
        if self._producer is None:
            self._producer = opened(KafkaProducer, self._settings)
        sent = hand_over(self._producer, self._topic, [_carriable(one) for one in batch])
        self._producer.flush(self._patience_seconds)
        for future in sent:
            if not future.succeeded():
                raise future.exception or KafkaTimeoutError("not acknowledged")

    def _drop_producer(self) -> None:
        """Lets the producer go without waiting for what it could not deliver."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        with suppress(KafkaError):
            # Its close() first waits for what it holds, and raises when that does not go: so it is emptied by force.
            producer._sender.force_close()
            producer._sender.join(2.0)
            producer.close(timeout=1.0)

    def _drop_admin(self) -> None:
        admin, self._admin = self._admin, None
        if admin is not None:
            with suppress(KafkaError):
                admin.close()


def _carriable(one: Carried) -> Carried:
    """As it is; without its value where that is too large to be carried: whoever receives it then asks the log.

    No fact is so large unless it was written past every check. The facts behind it must not wait for it.
    """
    return one if len(one.fact.value) <= LARGEST_VALUE_BYTES else replace(one, fact=replace(one.fact, value=b""))
