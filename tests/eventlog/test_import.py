"""Importing: a fact that is told twice is recorded once, and remembers who else told it."""

import pytest

from shared.domain.facts import EvidenceAdded
from shared.eventlog.log import EventLog
from shared.eventlog.plan import Imported
from tests.eventlog.given import JULY, JUNE, named, requested, returned

pytestmark = pytest.mark.integration


def test_new_facts_are_recorded_in_the_order_given(log: EventLog) -> None:
    done = log.import_entries([requested("107"), requested("106"), returned("107"), returned("106")])

    assert done == Imported(recorded=4, repeated=0, evidence=0)
    assert [fact.id for fact in log.read(0, 10)] == ["107#1", "106#1", "107#2", "106#2"]


def test_the_same_paper_imported_again_adds_nothing(log: EventLog) -> None:
    entries = [requested("106"), returned("106"), named("106", "Bulk CH returns")]
    log.import_entries(entries)

    assert log.import_entries(entries) == Imported(recorded=0, repeated=3, evidence=0)
    assert log.head() == 3


def test_two_equal_entries_in_one_import_count_once(log: EventLog) -> None:
    assert log.import_entries([requested("106"), requested("106")]) == Imported(recorded=1, repeated=1, evidence=0)
    assert [fact.id for fact in log.read(0, 10)] == ["106#1"]


def test_a_later_paper_that_repeats_a_fact_adds_evidence_to_it_once(log: EventLog) -> None:
    log.import_entries([requested("106"), returned("106")])

    repeating = [returned("106", source=JULY)]
    assert log.import_entries(repeating) == Imported(recorded=0, repeated=0, evidence=1)
    assert log.import_entries(repeating) == Imported(recorded=0, repeated=1, evidence=0)

    evidence = log.history("106")[-1]
    assert (evidence.id, evidence.fact, evidence.entry.source) == ("106#3", EvidenceAdded(of="106#2"), JULY)


def test_two_papers_in_one_import_are_a_fact_and_its_evidence(log: EventLog) -> None:
    done = log.import_entries([requested("106", source=JUNE), requested("106", source=JULY)])

    assert done == Imported(recorded=1, repeated=0, evidence=1)
    assert log.history("106")[1].fact == EvidenceAdded(of="106#1")


def test_a_paper_that_repeats_an_appended_fact_adds_evidence_to_it(log: EventLog) -> None:
    log.append("106", 0, [requested("106")])

    assert log.import_entries([requested("106", source=JULY)]) == Imported(recorded=0, repeated=0, evidence=1)
