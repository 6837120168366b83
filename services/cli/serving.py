"""What the services share as processes: their settings, the pages, the way to be told to end."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from socket import socket
from typing import TYPE_CHECKING

import structlog

from services.cli.exits import WrongUsage
from services.cli.options import Home
from shared.settings import Settings
from shared.transport.topics import CHANGE_EVENTS, Topic

if TYPE_CHECKING:
    from fastapi import FastAPI

LOOK_EVERY_SECONDS = 0.5


def taken(settings: Settings, port: int | None) -> AbstractContextManager[socket]:
    """The place of the pages, before anything else is begun. Raises WrongUsage where it cannot be had."""
    from services.cli.listening import listening_socket

    return listening_socket(settings.host, settings.port if port is None else port)


def pages(
    url: str,
    settings: Settings,
    topic: Topic,
    listener: socket,
    besides: "Sequence[Callable[[FastAPI], None]]" = (),
) -> None:
    """The reporter's pages, with health and numbers and what is added `besides`, until the process is told to end."""
    from services.cli.observed import observed
    from services.cli.web_server import serve
    from services.reporter.service import Readers
    from services.reporter.web.app import reporter_app
    from shared.eventlog.log import EventLog
    from shared.garbage import NEW_VALUES_OF_PAPERS, collect_seldom
    from shared.logs import LogEvent
    from shared.web.health import add_health

    _refuse_outdated_rows(url)
    with ExitStack() as stack:
        log = stack.enter_context(EventLog.open(url))
        readers = Readers(url, log, settings.trail_keys_folder, settings.checkpoints_folder)
        stack.callback(readers.close)
        seen = stack.enter_context(observed(url, topic, settings))
        address = "http://{}:{}".format(*listener.getsockname())
        structlog.get_logger().info(LogEvent.SERVICE_STARTED, service="reporter", address=address)
        app = reporter_app(readers.now)
        for add in besides:
            add(app)
        add_health(app, seen.health, seen.metrics)
        collect_seldom(NEW_VALUES_OF_PAPERS)
        serve(app, listener)
        structlog.get_logger().info(LogEvent.SERVICE_STOPPED, service="reporter")


def _refuse_outdated_rows(url: str) -> None:
    """Told before anything is served. That there are none yet is waited out: a projector may be on its way."""
    from shared.rowstore.errors import NothingProjected
    from shared.rowstore.store import RowStore

    with RowStore(url) as store, suppress(NothingProjected):
        store.live()


@contextmanager
def carrying(url: str, settings: Settings) -> Iterator[None]:
    """Feed, relay and projector at work in a thread while the block runs; their failure ends the process."""
    from services.cli.carrier import Carrier
    from services.cli.feeding import feed_at_home
    from shared.eventlog.log import EventLog
    from shared.rowstore.store import RowStore

    stop = threading.Event()
    failed: list[BaseException] = []

    def carry() -> None:
        try:
            with (
                EventLog.open(url) as log,
                RowStore(url) as store,
                feed_at_home(url, settings) as feed,
                Carrier(log, store) as carrier,
            ):
                while not stop.is_set():
                    feed.pump()
                    # Before it pumps: what is appended meanwhile ends the waiting at once.
                    head = log.head()
                    carrier.pump()
                    log.wait(head, timeout_seconds=LOOK_EVERY_SECONDS)
        except BaseException as error:
            failed.append(error)
            signal.raise_signal(signal.SIGTERM)

    # What fails from the start, as over rows of another version, is told before anything is served.
    with EventLog.open(url) as log, RowStore(url) as store, Carrier(log, store) as carrier:
        carrier.pump()
    worker = threading.Thread(target=carry, name="carrier")
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()
    if failed:
        raise failed[0]


def until_told() -> threading.Event:
    """Set once the process is told to end, by SIGTERM or Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def full_settings(home: Home) -> Settings:
    """The settings of the full stack. Raises WrongUsage where they are not given."""
    from services.cli.system import settings_for

    settings = settings_for(home)
    if not settings.is_full:
        raise WrongUsage(
            "the services need SECCHANGE_DATABASE_URL and SECCHANGE_KAFKA_BOOTSTRAP: set both, "
            "or use `secchange up`, which needs neither"
        )
    return settings


def url_of(settings: Settings) -> str:
    """Of the database; may hold a password."""
    assert settings.database_url
    return settings.database_url.get_secret_value()


def service_url(settings: Settings) -> str:
    """The same, for a service. Raises RoleTooStrong, NotPrepared and LogUnavailable."""
    from shared.eventlog.datastore import connect
    from shared.roles.refuse import refuse_unfit

    with connect(url_of(settings)) as connection:
        refuse_unfit(connection)
    return url_of(settings)


def bootstrap_of(settings: Settings) -> str:
    """`host:port` of the broker."""
    assert settings.kafka_bootstrap
    return settings.kafka_bootstrap


def topic_of(settings: Settings) -> Topic:
    """The topic that this system's log is carried by."""
    return replace(CHANGE_EVENTS, name=settings.topic)
