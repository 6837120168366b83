"""Lines to PostgreSQL and Kafka that are slow, nearly stopped, torn or dead: told at once, and nothing goes wrong."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.kafka.broker import KafkaBroker
from infra.ports import free_port
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from tests.eventlog.given import named, requested
from tests.faults.audit import audit
from tests.faults.running import soon
from tests.flow.processes import is_ready, service, until_ready
from tests.wire import Trouble, Wire, wire_to, wire_to_postgres

pytestmark = pytest.mark.integration

SERVICES = ("ingest", "projector", "reporter")
RED_WITHIN_SECONDS = 5.0
GREEN_WITHIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Running:
    """Three services, whose lines to the database and to the broker can be troubled."""

    database: str
    wires: tuple[Wire, Wire]
    ready: dict[str, str]

    def are_in(self, trouble: Trouble) -> None:
        for wire in self.wires:
            wire.is_in(trouble)

    def heal(self) -> None:
        for wire in self.wires:
            wire.heal()

    def all_are(self, *, ready: bool) -> bool:
        return all(is_ready(url) is ready for url in self.ready.values())


@pytest.fixture
def running(database: str, own_folder: Path) -> Iterator[Running]:
    with ExitStack() as opened:
        to_postgres, url = opened.enter_context(wire_to_postgres(database))
        broker: list[KafkaBroker] = []
        to_kafka = opened.enter_context(wire_to(lambda: _connected_to(broker[0].bootstrap)))
        bootstrap = f"127.0.0.1:{to_kafka.port}"
        broker.append(opened.enter_context(KafkaBroker(own_folder / "kafka", advertised=bootstrap)))
        env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": bootstrap}
        ready = {}
        for name in SERVICES:
            port = free_port()
            log = own_folder / f"{name}.log"
            opened.enter_context(service(name, "--port", str(port), env=env, log=log))
            ready[name] = f"http://127.0.0.1:{port}/health/ready"
        for each in ready.values():
            until_ready(each)
        yield Running(database, (to_postgres, to_kafka), ready)


def _connected_to(bootstrap: str) -> socket.socket:
    host, port = bootstrap.split(":")
    return socket.create_connection((host, int(port)))


def test_troubled_lines_are_told_of_and_nothing_is_lost_or_done_twice(running: Running, fault_size: int) -> None:
    told: list[Recorded] = []
    with EventLog.open(running.database) as log:
        for number, trouble in enumerate(_TROUBLES * fault_size, 1):
            told += log.append(f"{number}", 0, [named(f"{number}", f"before they are {trouble}")])
            running.are_in(trouble)
            told += log.append(f"{number}", 1, [requested(f"{number}")])
            soon(lambda: running.all_are(ready=False), RED_WITHIN_SECONDS)
            told += log.append(f"{number}", 2, [requested(f"{number}", n=2)])
            running.heal()
            soon(lambda: running.all_are(ready=True), GREEN_WITHIN_SECONDS)
    audit(running.database, acknowledged=told, facts=len(told))


_TROUBLES: tuple[Trouble, ...] = ("late", "trickling", "torn", "dead")
