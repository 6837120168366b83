"""The ingest service as a process: the relay from the log to Kafka."""

from functools import partial
from threading import Event

import structlog

from services.ingest.relay import Relay
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.logs import LogEvent
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.topics import Topic

_log = structlog.get_logger()


def relay_to_kafka(url: str, bootstrap: str, topic: Topic, stop: Event) -> None:
    """Relays until `stop` is set. Raises BrokerUnavailable or LogUnavailable where either is away at the start."""
    publisher = KafkaPublisher(bootstrap, topic)
    with EventLog.open(url) as log:
        publisher.incarnation()
        _log.info(LogEvent.SERVICE_STARTED, service="ingest", broker=bootstrap)
        Relay(log, publisher, partial(RelayProgress.claim, url)).run_until(stop)
    _log.info(LogEvent.SERVICE_STOPPED, service="ingest")
