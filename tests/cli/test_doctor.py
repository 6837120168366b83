"""The doctor tells of each server apart: one that is away is not laid at another's door."""

import json

import pytest

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
