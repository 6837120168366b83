"""What tests can ask for. Servers are started when the first test asks, once a run."""

import shutil
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from shared.embedded.postgres import EmbeddedPostgres
from shared.embedded.server import SETTINGS
from tests import stack
from tests.counting import count_integration
from tests.telling import shorten
from tests.workers import Shares, begins

# A machine that is busy with something else makes no example wrong: no example has to be quick.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    """One parameter for the size of every fault test, and one for each of those that go through very many cases."""
    parser.addoption("--simulation-seeds", type=int, default=2_000, help="so many simulated worlds (default: 2000)")
    parser.addoption("--process-examples", type=int, default=60, help="so many lives of the process (default: 60)")
    parser.addoption("--forged-bundles", type=int, default=1_000, help="so many forged bundles (default: 1000)")
    parser.addoption("--explained", type=int, default=10, help="so many lines explained of each paper (default: 10)")
    parser.addoption("--as-known-facts", type=int, default=2_000, help="positions of a log looked back at (2000)")
    parser.addoption("--as-known-cases", type=int, default=2_000, help="so many histories cut by knowledge (2000)")
    parser.addoption("--fault-size", type=int, default=1, help="so many times as many faults and facts (default: 1)")
    parser.addoption("--broker-away-seconds", type=float, default=5.0, help="how long the feed has no broker (5)")


def pytest_configure(config: pytest.Config) -> None:
    """A full run counts its integration tests."""
    count_integration(config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shares:
    """Asked only where workers run the tests."""
    return Shares(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers take first what takes longest; a single process tells first what is quickly told."""
    if hasattr(config, "workerinput"):
        items.sort(key=begins)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a failing test printed and logged is told by its end."""
    report = yield
    report.sections = [(title, shorten(text)) for title, text in report.sections]
    return report


@pytest.fixture(scope="session")
def fault_size(pytestconfig: pytest.Config) -> int:
    """By how much the sizes of a fault test are multiplied."""
    size: int = pytestconfig.getoption("--fault-size")
    return size


@pytest.fixture(scope="session")
def simulation_seeds(pytestconfig: pytest.Config) -> int:
    """In how many simulated worlds the services are looked at."""
    seeds: int = pytestconfig.getoption("--simulation-seeds")
    return seeds


@pytest.fixture(scope="session")
def as_known_facts(pytestconfig: pytest.Config) -> int:
    """At how many positions of a log the paper is looked back at."""
    facts: int = pytestconfig.getoption("--as-known-facts")
    return facts


@pytest.fixture(scope="session")
def as_known_cases(pytestconfig: pytest.Config) -> int:
    """How many histories are cut by what was known."""
    cases: int = pytestconfig.getoption("--as-known-cases")
    return cases


@pytest.fixture(scope="session")
def forged_bundles(pytestconfig: pytest.Config) -> int:
    """So many forged bundles are to be refused."""
    count: int = pytestconfig.getoption("--forged-bundles")
    return count


@pytest.fixture(scope="session")
def process_examples(pytestconfig: pytest.Config) -> int:
    """In how many lives the process is held against the naive model."""
    examples: int = pytestconfig.getoption("--process-examples")
    return examples


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server; tests that write ask for `database`."""
    with pytest.MonkeyPatch.context() as patch:
        # Databases come and go by the thousand, and for each that goes the server looks through all its buffers.
        patch.setitem(SETTINGS, "shared_buffers", "64MB")
        with stack.postgres(stack.in_memory()) as url:
            yield url


@pytest.fixture
def database(postgres_url: str) -> Iterator[str]:
    """The conninfo of an empty database that is this test's alone."""
    with stack.fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def kafka_bootstrap() -> Iterator[str]:
    """`host:port` of a real broker, shared by the run; a test keeps to its own `topic_name`."""
    with stack.kafka(stack.in_memory()) as bootstrap:
        yield bootstrap


@pytest.fixture
def topic_name() -> str:
    """The name of a topic that is this test's alone; the topic is not made."""
    return f"test.{uuid.uuid4().hex[:12]}"


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A private folder with a short path."""
    with stack.own_folder(stack.in_memory()) as folder:
        yield folder


@pytest.fixture(scope="session")
def untouched_home() -> Iterator[Path]:
    """A home after its first start and stop; a copy of it is quicker to have than a new one."""
    with stack.own_folder(stack.in_memory()) as folder:
        with EmbeddedPostgres(folder / "home"):
            pass
        yield folder / "home"


@pytest.fixture
def own_home(own_folder: Path, untouched_home: Path) -> Path:
    """A home of its own, started once before."""
    return Path(shutil.copytree(untouched_home, own_folder / "home"))


@pytest.fixture
def own_postgres(own_home: Path) -> Iterator[EmbeddedPostgres]:
    """A running PostgreSQL to ill-treat."""
    with EmbeddedPostgres(own_home) as server:
        yield server


@pytest.fixture
def own_kafka() -> Iterator[stack.Broker]:
    """A running broker to kill, freeze and wipe."""
    with stack.own_kafka(stack.in_memory()) as broker:
        yield broker
