"""Each service says that it is not ready soon after what it needs is lost, and that it is ready when that is back."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.error import HTTPError, URLError

import pytest

from infra.ports import free_port
from tests import stack
from tests.cli.command import secchange
from tests.flow.processes import fetched, service, until_ready
from tests.processor import longest_wait, waited
from tests.waiting import until

pytestmark = pytest.mark.integration

NOTICED_WITHIN_SECONDS = 5.0
BACK_WITHIN_SECONDS = 30.0
SERVICES = {"ingest": (), "feed": ("work",), "projector": (), "reporter": ()}


@dataclass(frozen=True, slots=True)
class Running:
    """The services on a broker of their own."""

    env: dict[str, str]
    broker: stack.Broker
    address: dict[str, str]
    process: dict[str, int]

    def status(self, name: str) -> int | None:
        """None where there is no answer in time."""
        try:
            with urllib.request.urlopen(f"{self.address[name]}/health/ready", timeout=2) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, TimeoutError):
            return None

    def notices(self, name: str) -> None:
        """It says soon that it is not ready; what the machine withholds from it, or from us, does not count."""
        pid = self.process[name]
        begun, its, ours = monotonic(), waited(pid), waited()
        until(lambda: self.status(name) == 503, BACK_WITHIN_SECONDS)
        withheld = longest_wait(its, waited(pid)) + longest_wait(ours, waited())
        assert monotonic() - begun - withheld < NOTICED_WITHIN_SECONDS

    def numbers(self, name: str) -> dict[str, float]:
        lines = fetched(f"{self.address[name]}/metrics").decode().splitlines()
        return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if line[:1] != "#"}


@pytest.fixture
def running(postgres_url: str, own_kafka: stack.Broker, tmp_path: Path) -> Iterator[Running]:
    with stack.fresh_database(postgres_url) as database, ExitStack() as services:
        env = {"SECCHANGE_DATABASE_URL": stack.for_services(database), "SECCHANGE_KAFKA_BOOTSTRAP": own_kafka.bootstrap}
        address, process = {}, {}
        for name, words in SERVICES.items():
            port = free_port()
            started = service(name, *words, "--port", str(port), env=env, log=tmp_path / f"{name}.log")
            process[name] = services.enter_context(started).pid
            address[name] = f"http://127.0.0.1:{port}"
        for each in address.values():
            until_ready(f"{each}/health/ready")
        yield Running(env, own_kafka, address, process)


def test_ready_follows_the_broker_and_the_numbers_follow_the_work(running: Running, tmp_path: Path) -> None:
    fact = {
        "type": "ProposalNamed",
        "version": 1,
        "ref": "MP106",
        "occurred_on": "2020-03-02",
        "known_at": "2020-03-02T12:00:00Z",
        "source": {"kind": "register", "ref": "given"},
        "data": {"label": "MP106", "title": "Meters"},
    }
    assert secchange("import", "facts", "-", env=running.env, stdin=json.dumps(fact).encode()).code == 0
    until(lambda: running.numbers("reporter").get("secchange_projected_position") == 1.0, NOTICED_WITHIN_SECONDS)
    until(lambda: running.numbers("ingest").get("secchange_relay_position") == 1.0, NOTICED_WITHIN_SECONDS)
    assert running.numbers("ingest")['secchange_facts_total{step="relay"}'] == 1.0
    assert running.numbers("projector")['secchange_facts_total{step="project"}'] == 1.0
    assert running.numbers("reporter")["secchange_log_head_position"] == 1.0

    doctor = secchange("doctor", "--json", env=running.env)
    found = {each["what"]: each["found"] for each in json.loads(doctor.out)}
    assert doctor.code == 0
    assert found["topic"] == "carried up to position 1 of 1"
    assert found["bookmarks"] == "position 1 of 1"
    assert found["relaying"] == found["projecting"] == "0 facts and 0.0 s behind the log"

    running.broker.freeze()
    for name in ("ingest", "feed", "projector"):
        running.notices(name)
    assert running.status("reporter") == 200, "what is projected can be read without Kafka"
    running.broker.thaw()
    for name in SERVICES:
        until(lambda name=name: running.status(name) == 200, BACK_WITHIN_SECONDS)  # type: ignore[misc]
