"""PostgreSQL is killed with all its processes while facts are appended: each that was acknowledged is there after."""

from random import Random

import pytest

from shared.embedded.postgres import EmbeddedPostgres
from tests.faults.audit import audit
from tests.faults.commanding import Commanding
from tests.faults.load import Load
from tests.faults.running import Running, soon
from tests.faults.servers import kill_database

pytestmark = pytest.mark.integration

SEED = 19060
KILLS = 3
FACTS = 50_000
"""More than the load comes to."""
RESUMED_WITHIN_SECONDS = 30


def test_each_acknowledged_fact_is_there_and_the_services_go_on_by_themselves(
    doomed_postgres: EmbeddedPostgres, services: Running, fault_size: int
) -> None:
    random = Random(SEED)
    print(f"seed {SEED}")
    with Commanding(services.ingest.port) as commands, Load(services.url, FACTS * fault_size, seed=SEED) as load:
        for _ in range(KILLS * fault_size):
            load.goes_on(random.randrange(20, 200))
            kill_database(doomed_postgres)
            doomed_postgres.start()
            load.goes_on(20)
            head = load.acknowledged[-1].position
            soon(lambda head=head: services.has_relayed(head), RESUMED_WITHIN_SECONDS)  # type: ignore[misc]
            soon(services.all_ready, RESUMED_WITHIN_SECONDS)
    audited = audit(services.url, acknowledged=load.acknowledged)
    assert audited.proved == audited.facts
    commands.assert_done_once(services.url)
    assert services.starts() == {"ingest": 1, "projector": 1, "reporter": 1}
