"""The projector service as a process: from Kafka to rows. Several of them share the partitions."""

from threading import Event

import psycopg
import structlog

from services.projector.aside import InAThread, share_often
from services.projector.attested import AttestedSubscription
from services.projector.limited import FOLD_SECONDS
from services.projector.run import PAUSE_SECONDS, Projection, run
from shared.eventlog.errors import LogUnavailable
from shared.eventlog.log import EventLog
from shared.garbage import collect_seldom
from shared.logs import LogEvent
from shared.rowstore.store import RowStore
from shared.transport.broker import BrokerUnavailable
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import Topic

GROUP = "secchange.projector"

_log = structlog.get_logger()


class ProjectorService:
    """Projects until it is told to stop, and waits out a broker or a database that is away, once it has begun.

    `member` is a name of its own for each projector: one that restarts under it is back at once.
    """

    def __init__(
        self, url: str, bootstrap: str, topic: Topic, member: str | None, *, fold_seconds: float = FOLD_SECONDS
    ) -> None:
        self._url = url
        self._bootstrap = bootstrap
        self._topic = topic
        self._member = member
        self._fold_seconds = fold_seconds
        self._has_begun = False

    def run_until(self, stop: Event) -> None:
        """Raises what is away at the start, so that a wrong address is told of; and whatever no waiting mends."""
        collect_seldom()
        share_often()
        while not stop.is_set():
            try:
                self._run(stop)
            except (BrokerUnavailable, LogUnavailable, psycopg.OperationalError) as error:
                if not self._has_begun:
                    raise
                # What was polled and not projected is gone with the subscription, and comes again to the next one.
                _log.warning(LogEvent.PROJECTOR_HELD_UP, reason=" ".join(str(error).split()))
                stop.wait(PAUSE_SECONDS)
        _log.info(LogEvent.SERVICE_STOPPED, service="projector")

    def _run(self, stop: Event) -> None:
        group = f"{GROUP}.{self._topic.name}"
        with (
            EventLog.open(self._url) as log,
            RowStore(self._url) as store,
            KafkaSubscription(self._bootstrap, group, instance=self._member, topic=self._topic) as subscription,
        ):
            topic, count = self._topic.name, self._topic.partition_count
            attested = AttestedSubscription(subscription, self._topic, log)
            projection = Projection(
                attested, log, store, topic, count, fold_seconds=self._fold_seconds, aside=InAThread
            )
            self._tell_of_the_start()
            run(projection, stop)

    def _tell_of_the_start(self) -> None:
        if not self._has_begun:
            _log.info(LogEvent.SERVICE_STARTED, service="projector", broker=self._bootstrap, member=self._member)
        self._has_begun = True
