"""`secchange quarantine`: what is parked is listed, shown without harm, replayed, discarded."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.log import EventLog
from tests.cli.command import Ran, secchange
from tests.given import entries

pytestmark = pytest.mark.integration

FACTS = entries("""
2020-03-02  MP107  ProposalNamed  label=MP107 title=Gateways
2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15
""")
POISON = b'{"type": "\x1b[2J\xff"}'


@pytest.fixture
def home(own_home: Path) -> Iterator[Path]:
    """A home in whose log the first fact of MP106 is not readable, and a second waits behind it."""
    with EmbeddedPostgres(own_home) as server, EventLog.open(server.url) as log:
        log.import_entries(FACTS[:1])
        with psycopg.connect(server.url) as connection:
            connection.execute(
                """
                INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
                VALUES ('106', 1, 'ProposalNamed/1', %s, '2020-06-12', '2020-06-12')
                """,
                (POISON,),
            )
        log.import_entries(FACTS[1:])
    yield own_home


def test_a_parked_stream_from_list_to_discard(home: Path) -> None:
    def run(*arguments: str) -> Ran:
        return secchange(*arguments, "--home", str(home))

    assert run("register", "list").code == 4
    [found] = json.loads(run("quarantine", "list", "--json").out)
    assert (found["stream"], found["position"], found["waiting"]) == ("106", 2, 1)

    shown = run("quarantine", "show", "MP106")
    assert shown.code == 0
    assert r'{"type": "\x1b[2J\xff"}' in shown.out
    assert "quarantine discard 106 --position 2 --reason" in shown.out

    assert run("quarantine", "discard", "MP107", "--reason", "by mistake").code == 1
    replayed = run("quarantine", "replay", "MP106", "--by", "Ann")
    assert (replayed.code, "2 parked still" in replayed.out) == (3, True)
    said = ("--by", "Ann", "--reason", "no fact at all", "--json")
    another = run("quarantine", "discard", "MP106", "--position", "3", *said)
    assert (another.code, "not held up at position 3" in another.err) == (1, True)
    discarded = run("quarantine", "discard", "MP106", "--position", "2", *said)
    assert (discarded.code, json.loads(discarded.out)["projected"]) == (0, 1)

    done = json.loads(run("quarantine", "list", "--done", "--json").out)
    assert [(deed["kind"], deed["actor"], deed["reason"]) for deed in done] == [
        ("replay", "Ann", "after a mend"),
        ("discard", "Ann", "no fact at all"),
    ]
    assert run("assessments", "list", "--open").code == 0
