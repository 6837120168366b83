"""The local stack at work: PostgreSQL, Kafka and the services in one folder, kept running until we are told to end."""

import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Protocol

import psycopg

from infra.kafka.broker import KafkaBroker
from infra.kafka.errors import StackUnavailable
from infra.local_services import LocalService, services_at_work
from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.locks import HomeLock
from shared.embedded.postgres import EmbeddedPostgres
from shared.roles.prepare import prepare

FOLDER = Path(".secchange-stack").absolute()
SETTINGS, ADDRESSES, LOG, LOCK = (FOLDER / name for name in ("settings.sh", "addresses", "stack.log", "lock"))
LOOK_EVERY_SECONDS = 1.0
SERVICE = "secchange_service"


class Part(Protocol):
    """A server or a service of the stack. `stop` is safe after it has ended, and may be followed by `start`."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def has_ended(self) -> bool: ...


def run() -> None:
    """All of it, in this process, until it is told to end. However it ends, they end with it."""
    lock, broker, told = HomeLock(FOLDER), KafkaBroker(FOLDER / "kafka"), Event()
    lock.take_or_refuse()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: told.set())
    with EmbeddedPostgres(FOLDER / "home") as postgres:
        broker.start()
        settings = {
            "SECCHANGE_DATABASE_URL": _prepared(postgres),
            "SECCHANGE_KAFKA_BOOTSTRAP": broker.bootstrap,
            # Where tokens, keys and checkpoints are: of the services, and of whoever gives commands beside them.
            "SECCHANGE_HOME": str(FOLDER),
        }
        with services_at_work(settings, FOLDER) as services:
            _write(ADDRESSES, "".join(_line(service) for service in services))
            _write(SETTINGS, "".join(f"export {name}={shlex.quote(value)}\n" for name, value in settings.items()))
            parts: dict[str, Part] = {"PostgreSQL": postgres, "Kafka": broker}
            _keep(parts | {service.name: service for service in services}, told)
        broker.stop()


def _prepared(postgres: EmbeddedPostgres) -> str:
    """The database's address for the services: of a role that can add to what is kept, and not change it."""
    with psycopg.connect(postgres.url, autocommit=True) as owner:
        prepare(owner, {"service": SERVICE}, {})
    return postgres.url.replace("//postgres@", f"//{SERVICE}@", 1)


def _keep(parts: Mapping[str, Part], told: Event) -> None:
    """Whichever has ended is started again, on its own data and at its own address, until we are told to end."""
    while not told.wait(LOOK_EVERY_SECONDS):
        for name, part in parts.items():
            if part.has_ended():
                print(f"{name} has ended, and is started again", file=sys.stderr, flush=True)
                _start_again(part)


def _start_again(part: Part) -> None:
    part.stop()
    try:
        part.start()
    except (StackUnavailable, EmbeddedUnavailable) as unavailable:
        print(f"{unavailable} It is tried again.", file=sys.stderr, flush=True)


def _line(service: LocalService) -> str:
    also = {"reporter": "pages, ", "ingest": "commands, deliveries, "}.get(service.name, "")
    return f"{service.name}: {also}health and numbers at {service.address}\n"


def _write(path: Path, text: str) -> None:
    """All of it or nothing, for whoever waits for the file."""
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text)
    unfinished.replace(path)
