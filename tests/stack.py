"""The real PostgreSQL and the real Kafka of a test run: those that were given, else servers of our own."""

import atexit
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from infra.kafka.broker import KafkaBroker
from shared.embedded.postgres import EmbeddedPostgres
from shared.roles.prepare import prepare
from tests.waiting import until

# A full run with fewer fails: a test that did not run has not passed. Raise it with the tests you add.
INTEGRATION_TESTS_AT_LEAST = 1_060

SERVICE, PASSWORD = "service_of_", "secret"
"""How the names of roles for services begin, each of one database; and the password of all."""

DOCKER_ANSWERS_WITHIN_SECONDS = 5
REMOVED_WITHIN_SECONDS = 5

SHARED_MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 * 1024**3
"""Where files stay in memory, and with how much room it is used: a machine has that, and a container seldom."""


@contextmanager
def postgres(inside: Path | None = None) -> Iterator[str]:
    """The URL of a server: `SECCHANGE_DATABASE_URL`, or an embedded one that is removed afterwards.

    `inside` is the folder in which its own is made; as of `own_folder`.
    """
    if given := os.environ.get("SECCHANGE_DATABASE_URL"):
        yield given
        return
    with own_folder(inside) as folder, EmbeddedPostgres(folder / "home") as server:
        yield server.url


@contextmanager
def kafka(inside: Path | None = None) -> Iterator[str]:
    """`host:port` of a broker: `SECCHANGE_KAFKA_BOOTSTRAP`, or one in Docker where that answers, or local.

    StackUnavailable says what to install when none can be had, and the tests that asked fail.
    `inside` is as of `postgres`.
    """
    if given := os.environ.get("SECCHANGE_KAFKA_BOOTSTRAP"):
        yield given
        return
    with own_kafka(inside) as broker:
        yield broker.bootstrap


class Broker(Protocol):
    """A broker to ill-treat; each deed as `infra.kafka.broker` promises it."""

    @property
    def bootstrap(self) -> str: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def kill(self) -> None: ...
    def freeze(self) -> None: ...
    def thaw(self) -> None: ...
    def wipe(self) -> None: ...


@contextmanager
def own_kafka(inside: Path | None = None) -> Iterator[Broker]:
    """A private broker: in Docker where an engine answers, else from jars."""
    if docker_answers():
        # Not at the top: pure tests start without a Kafka client.
        from tests.docker_kafka import DockerBroker

        with DockerBroker() as container:
            yield container
    else:
        with own_folder(inside) as folder, KafkaBroker(folder / "kafka") as process:
            yield process


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """The URL of an empty database of its own, dropped afterwards with whatever is still connected to it."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as server:
        # By copies of its files, at half of what its pages cost by way of the journal.
        server.execute(sql.SQL("CREATE DATABASE {} STRATEGY file_copy").format(sql.Identifier(name)))
        try:
            yield with_database(server_url, name)
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{SERVICE}{name}")))


def for_services(url: str) -> str:
    """The URL of the same database for services, for which it is made ready by its owner, whose URL is given."""
    where = conninfo_to_dict(url)
    if str(where.get("user", "")).startswith(SERVICE):
        return url
    role = f"{SERVICE}{where['dbname']}"
    with psycopg.connect(url, autocommit=True) as owner:
        prepare(owner, {"service": role}, {"service": PASSWORD})
    return as_role(url, role)


def of_services(env: Mapping[str, str]) -> dict[str, str]:
    """The same settings for services: of their own role, where a database is given, and with keys kept elsewhere."""
    url, kept = env.get("SECCHANGE_DATABASE_URL"), kept_for_services()
    beside = {"SECCHANGE_TRAIL_KEYS": str(kept / "trail-keys"), "SECCHANGE_CHECKPOINTS": str(kept / "checkpoints")}
    return {**beside, **env, "SECCHANGE_DATABASE_URL": for_services(url)} if url else dict(env)


@cache
def kept_for_services() -> Path:
    """A folder for what services keep outside the database, gone when this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="secchange-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def as_role(url: str, role: str) -> str:
    """The URL, or the words in its place, for another role, of the password that all of ours have."""
    where = urlsplit(url)
    if not where.scheme:
        return make_conninfo(url, user=role, password=PASSWORD)
    return where._replace(netloc=f"{role}:{PASSWORD}@{where.netloc.rpartition('@')[2]}").geturl()


def with_database(url: str, name: str) -> str:
    """The URL of the same server and another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextmanager
def own_folder(inside: Path | None = None) -> Iterator[Path]:
    """A private folder with a short path, removed afterwards; in the folder for such things, or in the one given."""
    folder = Path(tempfile.mkdtemp(prefix="secchange-test-", dir=inside))
    try:
        yield folder
    finally:
        # A server that was killed may still write a file when the folder is emptied: then it is emptied again.
        with suppress(AssertionError):
            until(lambda: _is_removed(folder), REMOVED_WITHIN_SECONDS)


def _is_removed(folder: Path) -> bool:
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def in_memory() -> Path | None:
    """A folder whose files stay in memory, where there is one with room for servers; for `own_folder`.

    A disk needs long to make and remove the hundreds of files of a database, as every other test does. What is kept
    must not depend on it: fault tests have their servers on the disk.
    """
    with suppress(OSError):
        found = os.statvfs(SHARED_MEMORY)
        if found.f_bavail * found.f_frsize >= ROOM_BYTES and os.access(SHARED_MEMORY, os.W_OK):
            return SHARED_MEMORY
    return None


def docker_answers() -> bool:
    """Whether a Docker engine can be asked; a client without an engine does not count."""
    try:
        ask = ("docker", "version", "--format", "{{.Server.Version}}")
        done = subprocess.run(ask, capture_output=True, timeout=DOCKER_ANSWERS_WITHIN_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
