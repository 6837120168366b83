"""Relay and projector as they are in the services, in threads of this process, over a real log and a real Kafka."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Event, Thread
from typing import Any

from services.ingest.relay import Relay
from services.projector.attested import AttestedSubscription
from services.projector.run import Projection, run
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.store import RowStore
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS

PARTITIONS = CHANGE_EVENTS.partition_count


@contextmanager
def pipeline(
    url: str, bootstrap: str, topic_name: str, models: Sequence[ReadModel[Any]] = READ_MODELS
) -> Iterator[None]:
    """At work while the block runs. What ends one of them before that is raised at the end."""
    stop, failures = Event(), list[BaseException]()
    works = (partial(_relay, url, bootstrap, topic_name), partial(_project, url, bootstrap, topic_name, models))
    threads = [Thread(target=_watched, args=(partial(work, stop), failures)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]


def _watched(work: Callable[[], None], failures: list[BaseException]) -> None:
    try:
        work()
    except BaseException as failure:
        failures.append(failure)


def _relay(url: str, bootstrap: str, topic_name: str, stop: Event) -> None:
    publisher = KafkaPublisher(bootstrap, replace(CHANGE_EVENTS, name=topic_name))
    with EventLog.open(url) as log:
        Relay(log, publisher, partial(RelayProgress.claim, url)).run_until(stop)


def _project(url: str, bootstrap: str, topic_name: str, models: Sequence[ReadModel[Any]], stop: Event) -> None:
    topic = replace(CHANGE_EVENTS, name=topic_name)
    with (
        EventLog.open(url) as log,
        RowStore(url, models) as store,
        KafkaSubscription(bootstrap, topic_name, instance="one", topic=topic) as subscription,
    ):
        attested = AttestedSubscription(subscription, topic, log)
        run(Projection(attested, log, store, topic_name, PARTITIONS), stop)
