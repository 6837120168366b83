"""What is exported can be imported: the same facts, at places of their own."""

import json
from datetime import datetime

import pytest

from services.ingest.export_facts import export_facts
from shared.domain.streams import NotAStream
from shared.eventlog.log import EventLog
from tests.services.ingest.fact_lines import about, imported, line
from tests.services.ingest.test_bulk import RAISED, READY, given

pytestmark = pytest.mark.integration

HELD = "2020-05-26  DP125  PutOnHold  reason=r"
RESUMED = "2020-05-26  DP125  ResumeProposal"
CORRECTION = about("FactCorrected", of="122#1", now={"target_wd": 20}, reason="the letter says 20")


def test_an_exported_line_is_the_fact_with_its_place(log: EventLog) -> None:
    imported(log, line())
    (exported,) = export_facts(log)
    fact = json.loads(exported)
    assert (fact.pop("id"), fact.pop("position")) == ("122#1", 1)
    assert datetime.fromisoformat(fact.pop("recorded_at")).tzinfo is not None
    assert fact == json.loads(line()) | {"actor": {"body": "DCC"}}


def test_exported_facts_make_the_same_log_again(log: EventLog, database: str) -> None:
    imported(log, line(), line(ref="MP123"), CORRECTION, line(source={"kind": "letter", "ref": "a letter"}))
    exported = list(export_facts(log))
    assert len(exported) == 4

    before = [(fact.id, fact.value) for fact in log.read(0, 10)]
    fresh = EventLog.open(database, schema="fresh")
    with fresh:
        done, refused = imported(fresh, *exported)
        assert (done.recorded, done.repeated, done.evidence, refused) == (4, 0, 0, [])
        assert [(fact.id, fact.value) for fact in fresh.read(0, 10)] == before


def test_a_correction_is_not_taken_where_ids_mean_other_facts(log: EventLog, database: str) -> None:
    imported(log, line(), CORRECTION)
    exported = list(export_facts(log))
    with EventLog.open(database, schema="other") as other:
        imported(other, line(occurred_on="2020-04-01"))
        done, refused = imported(other, *exported)
        assert done.recorded == 1
        assert refused[0].reason == "exported as 122#2, it would be 122#3 here: the two logs have different ids"


def test_an_export_can_be_of_one_modification_and_up_to_a_position(log: EventLog) -> None:
    imported(log, line(), line(ref="MP123"), line(ref="MP122", occurred_on="2020-05-01"))
    assert [json.loads(each)["id"] for each in export_facts(log, "DP122")] == ["122#1", "122#2"]
    assert [json.loads(each)["id"] for each in export_facts(log, until=2)] == ["122#1", "123#1"]
    assert [json.loads(each)["id"] for each in export_facts(log, "122", 2)] == ["122#1"]


def test_an_export_of_nothing_known_is_empty_and_of_no_reference_an_error(log: EventLog) -> None:
    assert list(export_facts(log, "MP001")) == []
    with pytest.raises(NotAStream, match="is no stream"):
        list(export_facts(log, "tomorrow"))


def test_what_commands_led_to_comes_back_whole_also_where_it_says_the_same(log: EventLog, database: str) -> None:
    given(log, RAISED, HELD, RESUMED, HELD, RESUMED, READY.replace("=ready", "=not_ready"), READY)
    exported = list(export_facts(log))
    assert len(exported) == 7
    before = [(fact.id, fact.value) for fact in log.read(0, 10)]
    with EventLog.open(database, schema="fresh") as fresh:
        for recorded, repeated in ((7, 0), (0, 7)):
            done, refused = imported(fresh, *exported)
            assert (done.recorded, done.repeated, refused) == (recorded, repeated, [])
        assert [(fact.id, fact.value) for fact in fresh.read(0, 10)] == before
