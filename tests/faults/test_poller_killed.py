"""A poller that is killed in the middle of a page loses nothing, and what it had kept is not told twice."""

import os
import signal
from collections import Counter
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from infra.fake_servicenow.app import PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.table import Table
from shared.domain.facts import AssessmentAccepted, DccTicketRevisionObserved
from shared.eventlog.log import EventLog
from tests.faults.audit import projected_and_audited
from tests.faults.feed import MODIFICATIONS, killed, make_known
from tests.feed.tickets import SOURCE
from tests.waiting import until

pytestmark = pytest.mark.integration

TICKETS, PAGE, KILLS = 40, 5, 2
SOURCES = f"""[sources."{SOURCE}".servicenow]
url = "URL"
user = "{USER}"
password = "{PASSWORD}"
every_seconds = 0.2
page = {PAGE}
"""


def test_each_ticket_is_there_once(
    database: str, kafka_bootstrap: str, topic_name: str, tmp_path: Path, fault_size: int
) -> None:
    table = Table()
    ids = [ticket(table, number) for number in range(TICKETS * fault_size)]
    fake = FakeServiceNow(table)
    make_known(database)
    with serving(fake) as url:
        (tmp_path / "sources.toml").write_text(SOURCES.replace("URL", url))
        env = {
            "SECCHANGE_DATABASE_URL": database,
            "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
            "SECCHANGE_TOPIC": topic_name,
            "SECCHANGE_FEED_SOURCES": str(tmp_path / "sources.toml"),
            "SECCHANGE_FEED_KEYS": str(tmp_path / "keys"),
        }
        for death in range(1, KILLS * fault_size + 1):
            with killed("feed", "work", env=env, log=tmp_path / "log") as process:
                assert died_at_page(fake, 2 + death % 3, process.pid).wait(60), (tmp_path / "log").read_text()
                assert process.wait() == -signal.SIGKILL
        fake.on_page = None
        with killed("feed", "work", env=env, log=tmp_path / "log"), EventLog.open(database) as log:
            until(lambda: all(told(log)[id] == 1 for id in ids), 60, every_seconds=0.2)
            until(lambda: len(log.of_types([AssessmentAccepted])) == len(ids), 60, every_seconds=0.2)
            asked = fake.asked
            until(lambda: fake.asked > asked + 2 * TICKETS * fault_size // PAGE)
            assert told(log) == Counter(ids)
            assert len(log.of_types([AssessmentAccepted])) == len(ids)
    projected_and_audited(database)


def ticket(table: Table, number: int) -> str:
    told = {"u_modification": f"MP{100 + number % MODIFICATIONS}", "u_assessment_type": "PA", "u_target_wd": "15"}
    return table.create(f"CHG{number:07d}", at=None, state="-4", u_accepted_on="2020-03-26", **told)


def died_at_page(fake: FakeServiceNow, number: int, pid: int) -> Event:
    """Set once the process was killed, while it waited for its page of that number."""
    died, asked = Event(), fake.asked

    def kill(page: int) -> None:
        if page == asked + number:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            died.set()

    fake.on_page = kill
    return died


def told(log: EventLog) -> Counter[str]:
    """How often each ticket was observed."""
    facts = (recorded.fact for recorded in log.of_types([DccTicketRevisionObserved]))
    return Counter(fact.ticket.ticket_id for fact in facts if isinstance(fact, DccTicketRevisionObserved))
