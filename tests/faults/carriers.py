"""Ingest and projector as processes, what they say of themselves, and whether they are ready."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.ports import free_port
from shared.logs import LogEvent
from tests.faults.said import said_in
from tests.flow.processes import is_ready, service, until_ready

CARRIERS = ("ingest", "projector")


@dataclass(frozen=True, slots=True)
class Carriers:
    """Ingest and projector as processes."""

    env: dict[str, str]
    ready: dict[str, str]
    folder: Path

    def are(self, *, ready: bool) -> bool:
        return all(is_ready(url) is ready for url in self.ready.values())

    def times(self, name: str, event: LogEvent) -> int:
        """How often a service has said so."""
        return sum(line["event"] == event for line in said_in(self.folder / f"{name}.log"))


@contextmanager
def carriers(url: str, bootstrap: str, topic_name: str, folder: Path) -> Iterator[Carriers]:
    env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": bootstrap, "SECCHANGE_TOPIC": topic_name}
    with ExitStack() as opened:
        ready = {}
        for name in CARRIERS:
            port = free_port()
            opened.enter_context(service(name, "--port", str(port), env=env, log=folder / f"{name}.log"))
            ready[name] = f"http://127.0.0.1:{port}/health/ready"
        for each in ready.values():
            until_ready(each)
        yield Carriers(env, ready, folder)
