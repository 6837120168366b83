"""The doctor tells of each server apart: one that is away is not laid at another's door."""

import json
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from kafka import KafkaAdminClient

from shared.eventlog.log import EventLog
from tests.cli.command import secchange

pytestmark = pytest.mark.integration


def test_a_broker_is_well_while_the_database_is_away(kafka_bootstrap: str, topic_name: str) -> None:
    env = {
        "SECCHANGE_DATABASE_URL": "postgresql://someone@127.0.0.1:1/x",
        "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "SECCHANGE_TOPIC": topic_name,
    }
    ran = secchange("doctor", "--json", env=env)
    found = {each["what"]: each["well"] for each in json.loads(ran.out)}
    assert ran.code == 4
    assert {what: found[what] for what in ("database", "broker", "topic")} == {
        "database": False,
        "broker": True,
        "topic": False,
    }


def test_who_only_looks_makes_nothing_and_says_what_is_missing(
    database: str, kafka_bootstrap: str, topic_name: str
) -> None:
    env = {
        "SECCHANGE_DATABASE_URL": database,
        "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "SECCHANGE_TOPIC": topic_name,
    }
    status = secchange("project", "status", env=env)
    assert (status.code, "this database holds no log" in status.err) == (4, True)
    ran = secchange("doctor", "--json", env=env)
    found = {each["what"]: each for each in json.loads(ran.out)}
    assert ran.code == 4
    assert {what: found[what]["well"] for what in ("database", "broker", "topic")} == {
        "database": False,
        "broker": True,
        "topic": False,
    }
    assert "make it by `secchange ingest`" in found["database"]["mend"]
    assert (found["topic"]["found"], found["topic"]["mend"][:24]) == (
        f"the broker has no topic {topic_name}",
        "start `secchange ingest`",
    )
    with psycopg.connect(database) as connection:
        made = connection.execute("SELECT schemaname FROM pg_tables WHERE schemaname IN ('eventlog', 'projected')")
        assert made.fetchall() == []
    with closing(KafkaAdminClient(bootstrap_servers=kafka_bootstrap)) as admin:
        assert topic_name not in admin.list_topics()


def test_rows_that_nobody_has_made_yet_are_missed_and_not_made(
    database: str, kafka_bootstrap: str, topic_name: str
) -> None:
    env = {
        "SECCHANGE_DATABASE_URL": database,
        "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "SECCHANGE_TOPIC": topic_name,
    }
    with EventLog.open(database):
        found = {each["what"]: each for each in json.loads(secchange("doctor", "--json", env=env).out)}
    assert (found["database"]["well"], found["rows"]["well"]) == (True, False)
    for what in ("Python", "eventsourcing", "kafka-python", "PostgreSQL", "Kafka"):
        assert (found[what]["well"], "expected" in found[what]["found"]) == (True, True)
    assert "start the projector" in found["rows"]["mend"]


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for command in (("doctor",), ("project", "status")):
        ran = secchange(*command, "--home", str(tmp_path / "home"))
        assert (ran.code, "holds no database yet" in " ".join((ran.out + ran.err).split())) == (4, True)
    assert list(tmp_path.iterdir()) == []
