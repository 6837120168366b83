"""What is stored: the fact's public name and version and plain JSON, readable by any later version of the code."""

from datetime import date

import psycopg
import pytest
from eventsourcing.persistence import EventStore

from shared.domain import codec
from shared.domain.facts import AssessmentReturned, ProposalNamed
from shared.domain.upcasts import Data
from shared.eventlog.datastore import LogDatastore
from shared.eventlog.log import EventLog
from shared.eventlog.mapper import FactMapper, Placed
from shared.eventlog.recorder import FactRecorder
from tests.eventlog.given import named, requested, returned

pytestmark = pytest.mark.integration

NAMED_AS_VERSION_1_WAS = (
    b'{"type":"ProposalNamed","version":1,"ref":"106","occurred_by":"2020-05-31",'
    b'"known_at":"2020-06-12T09:00:00Z","source":{"kind":"paper","ref":"paper/2020-06"},'
    b'"data":{"name":"MP106: Bulk CH returns"}}'
)


def test_the_stored_topic_is_the_public_name_and_version(log: EventLog) -> None:
    log.append("106", 0, [returned("106")])

    (stored,) = log.read(0, 10)
    assert stored.topic == "AssessmentReturned/1"
    assert stored.value == (
        b'{"type":"AssessmentReturned","version":1,"ref":"106","kind":"PA","n":1,"occurred_on":"2020-05-01",'
        b'"known_at":"2020-06-12T09:00:00Z","source":{"kind":"paper","ref":"paper/2020-06"},"data":{"target_wd":15}}'
    )


def test_a_class_may_move_without_the_log_noticing(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = log.append("106", 0, [returned("106")])
    monkeypatch.setattr(AssessmentReturned, "__module__", "elsewhere.entirely")
    log.append("106", 1, [returned("106", date(2020, 5, 2))])

    first, second = log.read(0, 10)
    assert first.topic == second.topic == "AssessmentReturned/1"
    assert b"elsewhere" not in second.value
    assert log.history("106")[0] == before


def test_a_stored_version_1_is_read_as_todays_version(
    log: EventLog, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProposalNamed, "VERSION", 2)
    monkeypatch.setitem(codec._FACTS, "ProposalNamed/2", ProposalNamed)
    store_as_it_was(database, "ProposalNamed/1", NAMED_AS_VERSION_1_WAS)

    with EventLog.open(database, upcasts={"ProposalNamed/1": label_and_title_apart}) as today:
        today.append("106", 1, [named("106", "Bulk CH returns and more")])
        old, new = today.history("106")

    assert old.fact == ProposalNamed(label="MP106", title="Bulk CH returns")
    assert new.fact == ProposalNamed(label="MP106", title="Bulk CH returns and more")
    kept = log.stored_history("106")
    assert [fact.topic for fact in kept] == ["ProposalNamed/1", "ProposalNamed/2"]
    assert kept[0].value == NAMED_AS_VERSION_1_WAS, "what is stored stays as it was"


def label_and_title_apart(data: Data) -> Data:
    label, title = data["name"].split(": ")
    return {"label": label, "title": title}


def store_as_it_was(database: str, topic: str, value: bytes) -> None:
    with psycopg.connect(database) as past:
        past.execute(
            """
            INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
            VALUES ('106', 1, %s, %s, '2020-06-12T09:00:00Z', '2020-06-12T09:00:00Z')
            """,
            (topic, value),
        )


def test_the_librarys_own_event_store_reads_and_writes_the_log(log: EventLog, database: str) -> None:
    log.append("106", 0, [requested("106")])

    with LogDatastore(database, schema="eventlog") as datastore:
        store: EventStore[str] = EventStore(FactMapper(), FactRecorder(datastore))
        store.put([Placed("106", 2, returned("106"))])
        found = [event.entry for event in store.get("106") if isinstance(event, Placed)]

    assert found == [requested("106"), returned("106")]
    assert [fact.entry for fact in log.history("106")] == found
