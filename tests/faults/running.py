"""The three services under a supervisor, on servers of their own, and how far each of them is."""

import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from infra.ports import free_port
from tests.faults.commanding import TOKEN_LINE
from tests.faults.supervised import Supervised
from tests.waiting import until

STARTED_WITHIN_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Service:
    """One of the three, with the port of its health."""

    process: Supervised
    port: int

    def is_ready(self) -> bool:
        """Whether it says so itself."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Running:
    """The services over the database at `url`, carrying by the topic `topic`."""

    url: str
    topic: str
    ingest: Service
    projector: Service
    reporter: Service

    def relayed(self) -> dict[str, int]:
        """Of each life of the topic, the last position that the relay knows to be acknowledged."""
        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT topic, max(position) FROM eventlog.relay_progress GROUP BY topic")
            return dict(found.fetchall())

    def has_relayed(self, position: int) -> bool:
        """Whether all up to there is on the topic and acknowledged; for a position above what an earlier life had."""
        return max(self.relayed().values(), default=0) >= position

    def all_ready(self) -> bool:
        return all(service.is_ready() for service in (self.ingest, self.projector, self.reporter))

    def processes(self) -> tuple[Supervised, ...]:
        return self.ingest.process, self.projector.process, self.reporter.process

    def starts(self) -> dict[str, int]:
        """How often each service was started."""
        return {process.name: len(process.started) for process in self.processes()}

    def projected(self) -> int:
        """Rises with every batch that is projected."""
        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT coalesce(sum(position), 0) FROM projected.bookmarks").fetchone()
        return int(found[0]) if found else 0


@contextmanager
def running(url: str, bootstrap: str, topic: str, folder: Path) -> Iterator[Running]:
    """Ready when the block begins. Each service is started again when it ends; its log is in `folder`."""
    env = {
        "SECCHANGE_DATABASE_URL": url,
        "SECCHANGE_KAFKA_BOOTSTRAP": bootstrap,
        "SECCHANGE_TOPIC": topic,
        "SECCHANGE_TOKEN_LINES": TOKEN_LINE,
    }
    with ExitStack() as stack:

        def service(name: str, *arguments: str) -> Service:
            port = free_port()
            command = ("services.cli", name, *arguments, "--port", str(port))
            return Service(stack.enter_context(Supervised(name, *command, env=env, folder=folder)), port)

        at_work = Running(url, topic, service("ingest"), service("projector", "--member", "one"), service("reporter"))
        soon(at_work.all_ready, STARTED_WITHIN_SECONDS)
        yield at_work


def soon(holds: Callable[[], bool], within_seconds: float) -> None:
    """Until it is so; for what asks a service, which has other things to do."""
    until(holds, within_seconds, every_seconds=LOOK_EVERY_SECONDS)
