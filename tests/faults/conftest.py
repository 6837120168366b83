"""Servers that are the fault tests' own, some to be killed, frozen and wiped; each test leaves them running."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from shared.embedded.postgres import EmbeddedPostgres
from tests import stack
from tests.faults.running import Running, running

FOLDER = Path(__file__).parent
TIMEOUT_SECONDS = 600


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """They do much, and a busy machine makes them slower; what is made larger may take longer still."""
    size: int = config.getoption("--fault-size")
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.timeout(TIMEOUT_SECONDS * size))


@contextmanager
def a_postgres(untouched_home: Path) -> Iterator[EmbeddedPostgres]:
    with ExitStack() as opened:
        home = Path(shutil.copytree(untouched_home, opened.enter_context(stack.own_folder()) / "home"))
        yield opened.enter_context(EmbeddedPostgres(home))


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A private folder on the disk, where what is kept is kept."""
    with stack.own_folder() as folder:
        yield folder


@pytest.fixture
def own_kafka() -> Iterator[stack.Broker]:
    """A running broker to ill-treat, which keeps what it holds on the disk."""
    with stack.own_kafka() as broker:
        yield broker


@pytest.fixture(scope="package")
def postgres_url(untouched_home: Path) -> Iterator[str]:
    """A PostgreSQL that nobody ill-treats; not the run's, which may be a given one."""
    with a_postgres(untouched_home) as server:
        yield server.url


@pytest.fixture(scope="package")
def kafka_bootstrap() -> Iterator[str]:
    """A broker that nobody ill-treats; not the run's, which may be a given one."""
    with stack.own_kafka() as broker:
        yield broker.bootstrap


@pytest.fixture(scope="package")
def doomed_postgres(untouched_home: Path) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL to kill."""
    with a_postgres(untouched_home) as server:
        yield server


@pytest.fixture(scope="package")
def doomed_kafka() -> Iterator[stack.Broker]:
    """A broker to kill, freeze and wipe."""
    with stack.own_kafka() as broker:
        yield broker


@pytest.fixture
def doomed_database(doomed_postgres: EmbeddedPostgres) -> Iterator[str]:
    """An empty database on the PostgreSQL that is going to be killed."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(doomed_postgres.url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield stack.with_database(doomed_postgres.url, name)
    with psycopg.connect(doomed_postgres.url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def services(doomed_database: str, doomed_kafka: stack.Broker, topic_name: str, own_folder: Path) -> Iterator[Running]:
    """The three services at work on those servers."""
    with running(doomed_database, doomed_kafka.bootstrap, topic_name, own_folder) as services:
        yield services
