"""Replaying facts says nothing to the outside: no connection but the database's, no message, no other program."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from tests.cli.command import PROJECT, environment
from tests.faults.audit import audit
from tests.given import entries
from tests.histories import entries as made_up
from tests.projected import projector
from tests.upgrade.story import STORY

pytestmark = pytest.mark.integration

# A process of its own, since an audit hook stays for good. Python tells it of every socket and every program that
# Python code asks for; the database's own lines are made below Python, by libpq.
LISTENING = """
import json, sys

OUTWARD = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "subprocess.Popen", "os.system",
    "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "smtplib.connect", "ftplib.connect", "urllib.Request")
heard = []

from services.projector.mend import mend
from services.projector.rebuild import rebuild
from services.projector.run import Projection
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore
from shared.transport.memory import MemoryBroker

url, meddle = sys.argv[1:]
exec(meddle)
sys.addaudithook(lambda event, arguments: heard.append(event) if event in OUTWARD else None)
with EventLog.open(url) as log, RowStore(url) as store:
    facts = rebuild(url, log, "facts", 4).facts
    parked = len(mend(store, log, "replay", "9903", "Ann", "to see whether it speaks").parked)
    Projection(MemoryBroker().subscription("replay"), log, store, "facts", 4).catch_up()
print(json.dumps({"facts": facts, "parked": parked, "heard": heard}))
"""

# The fold of releases tells somebody of each.
TALKATIVE = """
import socket
from shared.readmodels import releases

silent = releases.by_day

def by_day(history):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside:
        outside.sendto(b"a release", ("127.0.0.1", 9))
    return silent(history)

releases.by_day = by_day
"""


MORE = 500


@pytest.fixture
def told(fault_size: int) -> Sequence[Entry[AnyFact]]:
    """Every kind of fact; and where the test is to be larger, many more."""
    story = entries(STORY)
    taken = {entry.stream for entry in story}
    return [*story, *(entry for entry in made_up(MORE * (fault_size - 1), seed=2) if entry.stream not in taken)]


@pytest.fixture
def every_fact(database: str, told: Sequence[Entry[AnyFact]]) -> str:
    """A log in which every fact is told, and one cannot be read: its stream is parked."""
    unreadable = b'{"type": "ProposalNamed"}'
    with EventLog.open(database) as log, RowStore(database) as store, psycopg.connect(database) as connection:
        log.import_entries(told)
        connection.execute(
            """
            INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
            VALUES ('9903', 1, 'ProposalNamed/1', %s, '2020-06-12', '2020-06-12')
            """,
            (unreadable,),
        )
        connection.commit()
        projector(store, log).catch_up()
    return database


def heard(url: str, meddle: str = "") -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", LISTENING, url, meddle],
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        timeout=120,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_every_fold_and_every_way_to_replay_is_silent(every_fact: str, told: Sequence[Entry[AnyFact]]) -> None:
    facts = len(told) + 1
    assert heard(every_fact) == {"facts": facts, "parked": 1, "heard": []}
    audit(every_fact, facts=facts, parked=[("9903", facts)])


def test_a_fold_that_speaks_is_heard(every_fact: str) -> None:
    assert set(heard(every_fact, TALKATIVE)["heard"]) == {"socket.sendto"}
