"""Every delivery that was answered is there once, whatever is killed between the answer and its facts."""

import time
from pathlib import Path

import pytest

from infra.ports import free_port
from shared.embedded.postgres import EmbeddedPostgres
from tests import stack
from tests.faults.audit import projected_and_audited
from tests.faults.feed import SECRET, goes_on, head_of, is_read_on, is_whole, killed, make_known, sending
from tests.faults.servers import kill_database
from tests.feed.tickets import SOURCE
from tests.waiting import until

pytestmark = pytest.mark.integration

KILLS, BETWEEN = 1, 30
"""So many deaths of both, and of who reads alone, each after so many deliveries more; more by `--fault-size`."""
LATER, MORE = 1_000_000, 40
"""Tickets of numbers that were not there before."""


def test_what_was_answered_is_there_once(
    doomed_postgres: EmbeddedPostgres,
    doomed_database: str,
    doomed_kafka: stack.Broker,
    topic_name: str,
    tmp_path: Path,
    fault_size: int,
    request: pytest.FixtureRequest,
) -> None:
    """For how long the broker is away: `--broker-away-seconds`."""
    (tmp_path / "sources.toml").write_text(f'[sources."{SOURCE}"]\nsecrets = ["{SECRET}"]\n')
    port, database, log = free_port(), doomed_database, tmp_path / "log"
    env = {
        "SECCHANGE_DATABASE_URL": database,
        "SECCHANGE_KAFKA_BOOTSTRAP": doomed_kafka.bootstrap,
        "SECCHANGE_TOPIC": topic_name,
        "SECCHANGE_FEED_SOURCES": str(tmp_path / "sources.toml"),
        "SECCHANGE_FEED_KEYS": str(tmp_path / "keys"),
    }
    taking = ("ingest", "--port", str(port))
    away: float = request.config.getoption("--broker-away-seconds")
    make_known(database)
    with sending(port) as sender:
        for _ in range(KILLS * fault_size):
            with killed("feed", "work", env=env, log=log), killed(*taking, env=env, log=log):
                goes_on(sender, BETWEEN)
        with killed(*taking, env=env, log=log):
            for _ in range(KILLS * fault_size):
                with killed("feed", "work", env=env, log=log):
                    is_read_on(database)
                    goes_on(sender, BETWEEN)
            with killed("feed", "work", env=env, log=log):
                is_read_on(database)
                kill_database(doomed_postgres)
                doomed_postgres.start()
                goes_on(sender, BETWEEN)
                doomed_kafka.kill()
                goes_on(sender, BETWEEN)
                time.sleep(away)
                doomed_kafka.start()
                goes_on(sender, BETWEEN)
                sender.stop.set()
                until(lambda: is_whole(database, sender.answered), 120 + away, every_seconds=0.5)
    head = head_of(database)
    with killed("feed", "work", env=env, log=log), killed(*taking, env=env, log=log):
        only_what_is_new_is_told(port, database, head, sender.answered)
        # While the trail is kept: who takes deliveries keeps it.
        projected_and_audited(database)


def only_what_is_new_is_told(port: int, database: str, head: int, answered: list[str]) -> None:
    """Once more from the start: what comes then is told once, and nothing of before a second time."""
    with sending(port, first=LATER) as sender:
        # One after another, so that each partition of the topic has some: whatever it repeats comes before them.
        until(lambda: len(sender.answered) >= MORE, 120)
        sender.stop.set()
        until(lambda: is_whole(database, [*answered, *sender.answered]), 120, every_seconds=0.5)
        assert head_of(database) == head + 2 * len(sender.answered), "each is observed, and each is accepted"
