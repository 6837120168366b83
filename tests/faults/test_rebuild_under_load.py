"""All rows are made again in the daytime: facts keep arriving, and whoever reads never misses a row."""

import json
from dataclasses import dataclass
from time import monotonic
from typing import Any

import psycopg
import pytest

from services.projector.rebuild import rebuild
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
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
from tests.faults.watched_rebuild import SWAP_WAITED
from tests.histories import entries
from tests.waiting import until

pytestmark = pytest.mark.integration

FACTS, FOR_SECONDS_AT_MOST = 50_000, 310
REBUILT_WITHIN_SECONDS = 120.0
SWAPPED_WITHIN_SECONDS = 0.1

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


@dataclass(frozen=True, slots=True)
class Done:
    """A rebuild by command: what it found, how long it took, and for how long nobody could project meanwhile."""

    code: int
    found: dict[str, Any]
    seconds: float
    swap_seconds: float


def rebuilt(url: str, size: int) -> Done:
    env = {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}
    command, program = ("--verbose", "project", "rebuild", "--json"), "tests.faults.watched_rebuild"
    begun = monotonic()
    ran = secchange(*command, env=env, program=program, within_seconds=REBUILT_WITHIN_SECONDS * size)
    seconds = monotonic() - begun
    said = {line["event"]: line for line in map(json.loads, ran.err.splitlines())}
    # A machine that is busy with something else makes no swap longer.
    swap_seconds = said[LogEvent.ROWS_SWAPPED]["seconds"] - said[SWAP_WAITED]["seconds"]
    return Done(ran.code, json.loads(ran.out), seconds, swap_seconds)


def test_rows_are_made_again_while_facts_arrive_and_no_reader_misses_one(
    own_postgres: EmbeddedPostgres, fault_size: int
) -> None:
    url, facts = own_postgres.url, FACTS * fault_size
    told = [*FIRST, *entries(facts + ARRIVING_PER_SECOND * FOR_SECONDS_AT_MOST * fault_size, seed=3)]
    with EventLog.open(url) as log:
        log.import_entries(told[:facts])
        rebuild(url, log, TOPIC, PARTITIONS)
    with psycopg.connect(url) as by_hand:
        by_hand.execute(TAMPERED)
    arrivals = Arrivals(url, told[facts:])
    readers = [Reader(url, facts, keys_of_all, 0.2), Reader(url, facts, keys_of_meetings, 0.005)]

    with at_work(arrivals.run, *(reader.run for reader in readers)):
        until(lambda: arrivals.count > 0 and all(reader.generations for reader in readers), 60)
        before = arrivals.count
        done, came = rebuilt(url, fault_size), arrivals.count - before
        until(lambda: all(reader.generations == {1, 2} for reader in readers), 60)
        swaps = [done.swap_seconds]
        if done.swap_seconds > SWAPPED_WITHIN_SECONDS:
            # A disk may be busy once with what somebody else has written.
            swaps.append(rebuilt(url, fault_size).swap_seconds)

    assert (done.code, done.found["parked"], done.found["differing"]) == (3, 0, 3)
    assert done.found["facts"] > facts
    differences = done.found["differences"]
    assert [(each["position"], each["fact"], each["model"], each["key"]) for each in differences] == [
        (1, "9001#1", "register", "9001"),
        (3, "9001#3", "register", "9001"),
        (2, "9001#2", "releases", "none"),
    ]
    gone, other, never = differences
    assert (gone["live"], "Meters" in gone["rebuilt"]) == (None, True)
    assert ("Motors" in other["live"], "Meters" in other["rebuilt"]) == (True, True)
    assert (never["live"], never["rebuilt"]) == ("{}", None)
    audit(url, facts=facts + arrivals.count)
    arrived = came / done.seconds
    print(f"rebuilt in {done.seconds:.1f} s, while {arrived:.0f} facts/s arrived; nobody could project for {swaps} s")
    print(f"longest to record and project: {arrivals.longest_seconds:.2f} s")
    print("longest to read:", *(f"{reader.longest_seconds:.2f} s" for reader in readers))
    assert min(swaps) <= SWAPPED_WITHIN_SECONDS
    # A busy machine is late with some of them.
    assert arrived > ARRIVING_PER_SECOND / 4, "facts went on arriving all the while"
