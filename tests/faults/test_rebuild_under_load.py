"""All rows are made again in the daytime: facts keep arriving, and whoever reads never misses a row."""

import json
from collections.abc import Callable

import psycopg
import pytest

from services.projector.rebuild import rebuild
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from tests import given
from tests.cli.command import secchange
from tests.faults.audit import audit
from tests.faults.daytime import (
    ARRIVING_PER_SECOND,
    PARTITIONS,
    TOPIC,
    Arrivals,
    Reader,
    at_work,
    keys_of_all,
    keys_of_meetings,
)
from tests.histories import entries
from tests.waiting import until

pytestmark = pytest.mark.integration

FACTS, FOR_SECONDS_AT_MOST = 50_000, 250

FIRST = given.entries("""
2020-03-02  MP9001  ProposalNamed  label=MP9001 title=Meters
2020-03-03  MP9001  AssessmentAccepted  PA 1  target_wd=15
2020-03-04  MP9001  ProposalWithdrawn
""")

# What somebody does to the live rows by hand: a row says something else, one is gone, one is there that never was.
TAMPERED = """
UPDATE projected.register_1_open SET row = replace(row::text, 'Meters', 'Motors')::json WHERE key = '9001';
DELETE FROM projected.register_1_closed WHERE key = '9001' AND lower(positions) = 1;
INSERT INTO projected.releases_1 (key, stream, positions, opened_on, row)
VALUES ('none', 'none', '[2,3)', '2020-06-12', '{}');
"""


def test_rows_are_made_again_while_facts_arrive_and_no_reader_misses_one(
    own_postgres: EmbeddedPostgres, fault_size: int, record_property: Callable[[str, object], None]
) -> None:
    url, facts = own_postgres.url, FACTS * fault_size
    told = [*FIRST, *entries(facts + ARRIVING_PER_SECOND * FOR_SECONDS_AT_MOST, seed=3)]
    with EventLog.open(url) as log:
        log.import_entries(told[:facts])
        rebuild(url, log, TOPIC, PARTITIONS)
    with psycopg.connect(url) as by_hand:
        by_hand.execute(TAMPERED)
    arrivals = Arrivals(url, told[facts:])
    readers = [Reader(url, facts, keys_of_all, 0.2), Reader(url, facts, keys_of_meetings, 0.005)]

    with at_work(arrivals.run, *(reader.run for reader in readers)):
        until(lambda: arrivals.count > 0 and all(reader.generations for reader in readers), 60)
        env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}
        rebuilt = secchange("project", "rebuild", "--json", env=env, within_seconds=250 * fault_size)
        until(lambda: all(reader.generations == {1, 2} for reader in readers), 60)

    found = json.loads(rebuilt.out)
    assert (rebuilt.code, found["parked"], found["differing"]) == (3, 0, 3)
    assert found["facts"] > facts
    assert [(each["position"], each["fact"], each["model"], each["key"]) for each in found["differences"]] == [
        (1, "9001#1", "register", "9001"),
        (3, "9001#3", "register", "9001"),
        (2, "9001#2", "releases", "none"),
    ]
    gone, other, never = found["differences"]
    assert (gone["live"], "Meters" in gone["rebuilt"]) == (None, True)
    assert ("Motors" in other["live"], "Meters" in other["rebuilt"]) == (True, True)
    assert (never["live"], never["rebuilt"]) == ("{}", None)
    audit(url, facts=facts + arrivals.count)
    record_property("longest_seconds_to_record_and_project", arrivals.longest_seconds)
    record_property("longest_seconds_to_read", [reader.longest_seconds for reader in readers])
