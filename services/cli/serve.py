"""`secchange up`, and the three services as processes. Each ends cleanly on SIGTERM and Ctrl-C."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Annotated

import structlog
import typer

from services.cli.exits import WrongUsage
from services.cli.options import Home
from shared.settings import Settings
from shared.transport.topics import CHANGE_EVENTS, Topic

LOOK_EVERY_SECONDS = 0.5

Port = Annotated[int | None, typer.Option("--port", help="Of the pages (default: SECCHANGE_PORT, or 8000).")]

HealthPort = Annotated[
    int | None, typer.Option("--port", help="Of /health and /metrics (default: SECCHANGE_PORT; none where unset).")
]


def up(port: Port = None, home: Home = None) -> None:
    """Everything in one process, with the pages on 127.0.0.1:8000 (embedded)."""
    from services.cli.system import settings_for

    settings = settings_for(home)
    if settings.is_full:
        raise WrongUsage("up is for the embedded system: start `secchange ingest`, `projector` and `reporter` instead")
    from shared.embedded.postgres import EmbeddedPostgres

    with EmbeddedPostgres(settings.home) as database, _carrying(database.url):
        _serve(database.url, settings, CHANGE_EVENTS, port)


def ingest(port: HealthPort = None, home: Home = None) -> None:
    """Relays the log to Kafka (full)."""
    from services.cli.observed import answering, observed
    from services.ingest.service import relay_to_kafka

    settings, stop = _full(home), _until_told()
    url, broker, topic = _url(settings), _bootstrap(settings), _topic(settings)
    with observed(url, topic, settings, broker=broker, of_relay=True) as seen, answering(seen, settings, port):
        relay_to_kafka(url, broker, topic, stop)


def projector(
    member: Annotated[
        str | None, typer.Option("--member", help="A name of its own for each projector; the same at each start.")
    ] = None,
    port: HealthPort = None,
    home: Home = None,
) -> None:
    """Projects what Kafka carries into rows (full). Several of them share the work."""
    from services.cli.observed import answering, observed
    from services.projector.service import project_from_kafka

    settings, stop = _full(home), _until_told()
    url, broker, topic = _url(settings), _bootstrap(settings), _topic(settings)
    with observed(url, topic, settings, broker=broker) as seen, answering(seen, settings, port):
        project_from_kafka(url, broker, topic, member, stop)


def reporter(port: Port = None, home: Home = None) -> None:
    """Serves the pages over the rows (full)."""
    settings = _full(home)
    _serve(_url(settings), settings, _topic(settings), port)


def _serve(url: str, settings: Settings, topic: Topic, port: int | None) -> None:
    from services.cli.observed import observed
    from services.cli.web_server import serve
    from services.reporter.service import Readers
    from services.reporter.web.app import reporter_app
    from services.reporter.web.health import add_health
    from shared.eventlog.log import EventLog
    from shared.logs import LogEvent

    port = port or settings.port
    with ExitStack() as stack:
        log = stack.enter_context(EventLog.open(url))
        readers = Readers(url, log)
        stack.callback(readers.close)
        seen = stack.enter_context(observed(url, topic, settings))
        structlog.get_logger().info(
            LogEvent.SERVICE_STARTED, service="reporter", address=f"http://{settings.host}:{port}"
        )
        app = reporter_app(readers.now)
        add_health(app, seen.health, seen.metrics)
        serve(app, settings.host, port)
        structlog.get_logger().info(LogEvent.SERVICE_STOPPED, service="reporter")


@contextmanager
def _carrying(url: str) -> Iterator[None]:
    """Relay and projector at work in a thread of their own while the block runs; their failure ends the process."""
    from services.cli.carrier import Carrier
    from shared.eventlog.log import EventLog
    from shared.rowstore.store import RowStore

    stop = threading.Event()
    failed: list[BaseException] = []

    def carry() -> None:
        try:
            with EventLog.open(url) as log, RowStore(url) as store, Carrier(log, store) as carrier:
                while not stop.is_set():
                    carrier.pump()
                    log.wait(log.head(), timeout_seconds=LOOK_EVERY_SECONDS)
        except BaseException as error:
            failed.append(error)
            signal.raise_signal(signal.SIGTERM)

    worker = threading.Thread(target=carry, name="carrier")
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()
    if failed:
        raise failed[0]


def _until_told() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _full(home: Home) -> Settings:
    from services.cli.system import settings_for

    settings = settings_for(home)
    if not settings.is_full:
        raise WrongUsage(
            "the services need SECCHANGE_DATABASE_URL and SECCHANGE_KAFKA_BOOTSTRAP: set both, "
            "or use `secchange up`, which needs neither"
        )
    return settings


def _url(settings: Settings) -> str:
    assert settings.database_url
    return settings.database_url.get_secret_value()


def _bootstrap(settings: Settings) -> str:
    assert settings.kafka_bootstrap
    return settings.kafka_bootstrap


def _topic(settings: Settings) -> Topic:
    return replace(CHANGE_EVENTS, name=settings.topic)
