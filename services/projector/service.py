"""The projector service as a process: from Kafka to rows. Several of them share the partitions."""

from threading import Event

import structlog

from services.projector.run import Projection, run
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import Topic

GROUP = "secchange.projector"

_log = structlog.get_logger()


def project_from_kafka(url: str, bootstrap: str, topic: Topic, member: str | None, stop: Event) -> None:
    """Projects until `stop` is set; an error ends it, and whoever started it starts it again.

    `member` is a name of its own for each projector: one that restarts under it is back at once.
    """
    with (
        EventLog.open(url) as log,
        RowStore(url) as store,
        KafkaSubscription(bootstrap, f"{GROUP}.{topic.name}", instance=member, topic=topic) as subscription,
    ):
        projection = Projection(subscription, log, store, topic.name, topic.partition_count)
        _log.info(LogEvent.SERVICE_STARTED, service="projector", broker=bootstrap, member=member)
        run(projection, stop)
    _log.info(LogEvent.SERVICE_STOPPED, service="projector")
