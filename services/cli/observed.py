"""What a service needs to be seen from outside: watches on its database and broker, and its numbers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from services.cli.listening import cannot_listen
from shared.logs import also
from shared.operation.health import Health
from shared.operation.listener import listening
from shared.operation.metrics import Metrics
from shared.operation.pile import Pile
from shared.operation.seen import Seen, database
from shared.operation.watch import Watch
from shared.settings import Settings
from shared.transport.topics import Topic

BROKER_PATIENCE_SECONDS = 2.0
"""A broker that is silent for longer is told of as lost."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One service: whether it is ready, and its numbers."""

    health: Health
    metrics: Metrics


@contextmanager
def observed(
    url: str,
    topic: Topic,
    settings: Settings,
    *,
    broker: str | None = None,
    of_relay: bool = False,
    of_inbox: bool = False,
) -> Iterator[Observed]:
    """Watches while the block runs. `broker` where the service needs one; `of_relay` where its lag is the relay's,
    `of_inbox` where it is what waits in the inbox of the feed."""
    with ExitStack() as stack:
        on_broker = stack.enter_context(Watch("broker", lambda: _broker(broker, topic))) if broker else None
        incarnation = on_broker.seen if on_broker and of_relay else lambda: None
        on_database: Watch[Seen] = Watch("database", lambda: database(url, topic, incarnation))
        watched = stack.enter_context(on_database)
        on_inbox = stack.enter_context(Watch("inbox", lambda: _inbox(url, settings))) if of_inbox else None
        needs_rows = not of_relay and not of_inbox
        health = Health(watched, on_broker, settings.ready_lag_seconds, needs_rows, on_inbox)
        metrics = Metrics(health)
        also(metrics)
        yield Observed(health, metrics)


def port_of(settings: Settings, port: int | None) -> int | None:
    """The port given; else that of SECCHANGE_PORT, where it is set."""
    return settings.port if port is None and "port" in settings.model_fields_set else port


@contextmanager
def answering(seen: Observed, settings: Settings, port: int | None) -> Iterator[None]:
    """`/health` and `/metrics` on a port of their own; on none where neither `port` nor SECCHANGE_PORT gives one."""
    if (port := port_of(settings, port)) is None:
        yield
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(listening(settings.host, port, seen.health, seen.metrics))
        except OSError as error:
            raise cannot_listen(settings.host, port, error) from None
        yield


@contextmanager
def _inbox(url: str, settings: Settings) -> Iterator[Callable[[], Pile]]:
    """Looks at what waits, each time."""
    from shared.inbox.box import FeedBox
    from shared.inbox.sealing import Sealer

    with FeedBox(url, Sealer(settings.feed_keys_folder)) as box:
        yield lambda: Pile(*box.pile())


@contextmanager
def _broker(bootstrap: str, topic: Topic) -> Iterator[Callable[[], str]]:
    """Asks for the topic's present life, each time."""
    from shared.transport.kafka.publisher import KafkaPublisher

    publisher = KafkaPublisher(bootstrap, topic, patience_seconds=BROKER_PATIENCE_SECONDS)
    try:
        yield publisher.incarnation
    finally:
        publisher.close()
