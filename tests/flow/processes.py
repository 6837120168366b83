"""The three services as processes, as an operator runs them, on the test run's PostgreSQL and Kafka."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError

from infra.ports import free_port
from tests.cli.command import PROJECT, environment
from tests.stack import of_services
from tests.waiting import until

READY_WITHIN_SECONDS = 60
LOOK_EVERY_SECONDS = 0.1
ENDED_WITHIN_SECONDS = 20


@contextmanager
def service(
    name: str, *arguments: str, env: Mapping[str, str], log: Path, program: str = "services.cli"
) -> Iterator[subprocess.Popen[bytes]]:
    """`secchange NAME` as the role of services, while the block runs; told to end then, and must end well by itself."""
    with log.open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", program, name, *arguments],
            cwd=PROJECT,
            env=environment(of_services(env)),
            stdout=subprocess.DEVNULL,
            stderr=err,
        )
        try:
            yield process
            process.terminate()
            assert process.wait(ENDED_WITHIN_SECONDS) == 0, log.read_text()
        finally:
            process.kill()
            process.wait()


@contextmanager
def three_services(env: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Ingest, projector and reporter; gives the reporter's address, which answers."""
    port = free_port()
    with ExitStack() as stack:
        stack.enter_context(service("ingest", env=env, log=folder / "ingest.log"))
        stack.enter_context(service("projector", "--member", "one", env=env, log=folder / "projector.log"))
        stack.enter_context(service("reporter", "--port", str(port), env=env, log=folder / "reporter.log"))
        address = f"http://127.0.0.1:{port}"
        until_ready(f"{address}/health/ready")
        yield address


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        body: bytes = answer.read()
    return body


def until_ready(url: str) -> None:
    """Returns when the address answers well. Fails after a minute."""
    until(lambda: is_ready(url), READY_WITHIN_SECONDS, every_seconds=LOOK_EVERY_SECONDS)


def is_ready(url: str) -> bool:
    """Whether a service says at this moment that it is ready."""
    try:
        fetched(url)
    except (URLError, ConnectionError, TimeoutError):
        return False
    return True
