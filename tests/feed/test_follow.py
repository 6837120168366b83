"""What a ticket leads to in the log: told once, mended where it tells otherwise, evidence where others said it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.facts import EvidenceAdded
from shared.domain.history import effective
from tests import given as notation
from tests.feed.desk import Desk
from tests.feed.tickets import life, revision

ACCEPTED = date(2020, 3, 26)


def desk(text: str = "") -> Desk:
    made = Desk()
    for told in notation.entries(text):
        made.record(told)
    return made


def types(made: Desk, stream: str = "106") -> list[str]:
    return [type(recorded.fact).__name__ for recorded in made.history(stream)]


def test_a_ticket_that_is_accepted_leads_to_one_fact() -> None:
    made = desk()
    made.hear(revision(1, "accepted", "2020-03-26", accepted_on=ACCEPTED, target_wd=15))
    (told,) = made.history("106")
    assert (told.day, told.assessment) == (ACCEPTED, ("PA", 1))
    assert told.entry.source.ref == "urn:dcc:itsm:test|t106"
    assert told.entry.causation_id == "ticket/urn:dcc:itsm:test/t106#1"


def test_each_fact_was_caused_by_the_revision_that_tells_it_however_many_came_together() -> None:
    made = desk()
    made.record_only(revision(2, "returned", "2020-04-20", accepted_on=ACCEPTED, returned_on=date(2020, 4, 20)))
    made.record_only(revision(1, "accepted", "2020-03-26", accepted_on=ACCEPTED))
    made.record_only(revision(3, "closed", "2020-04-27"))
    made.follow(revision(3, "closed", "2020-04-27"))
    caused = {type(told.fact).__name__: told.entry.causation_id for told in made.history("106")}
    heard = "ticket/urn:dcc:itsm:test/t106#"
    # The acceptance is told by the revision that told its day last.
    assert caused == {"AssessmentAccepted": f"{heard}1", "AssessmentReturned": f"{heard}1"}


def test_a_day_that_is_told_otherwise_later_is_corrected() -> None:
    made = desk()
    made.hear(revision(1, "accepted", "2020-03-26", accepted_on=ACCEPTED))
    made.hear(revision(2, "in_progress", "2020-04-02", accepted_on=date(2020, 3, 27)))
    assert types(made) == ["AssessmentAccepted", "FactCorrected"]
    assert [row[1] for row in made.standing("106")] == ["2020-03-27"]


@pytest.mark.parametrize("told_before", ["", "2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15"])
@pytest.mark.parametrize(("more", "stream", "kind"), [({"modification_ref": "MP107"}, "107", "PA"), ({}, "106", "IA")])
def test_a_ticket_that_turns_out_to_be_of_something_else_is_counted_once(
    more: dict[str, Any], stream: str, kind: str, told_before: str
) -> None:
    made = desk(told_before)
    others = len(made.standing("106"))
    first = revision(1, "accepted", "2020-03-26", accepted_on=ACCEPTED, target_wd=15)
    second = revision(2, "accepted", "2020-03-27", accepted_on=ACCEPTED, target_wd=15, assessment_type=kind, **more)
    made.hear(first)
    made.hear(second)
    found = [(each, row[2]) for each in ("106", "107") for row in made.standing(each)]
    assert sorted(found) == sorted([("106", "PA")] * others + [(stream, kind)])
    assert not [r for r in effective(made.history("106")) if isinstance(r.fact, EvidenceAdded)]
    assert made.follow(second) == 0, "once told, nothing follows again"


def test_what_the_paper_told_already_is_only_evidence() -> None:
    made = desk("2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15")
    made.hear(revision(1, "accepted", "2020-03-26", accepted_on=ACCEPTED, target_wd=15))
    assert types(made) == ["AssessmentAccepted", "EvidenceAdded"]
    made.hear(revision(2, "in_progress", "2020-04-02", accepted_on=ACCEPTED, target_wd=15))
    assert types(made) == ["AssessmentAccepted", "EvidenceAdded"]


def test_another_day_than_the_papers_is_left_to_the_reconciliation() -> None:
    made = desk("2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15")
    made.hear(revision(1, "accepted", "2020-03-30", accepted_on=date(2020, 3, 30), assessment_no=1))
    assert types(made) == ["AssessmentAccepted"]


def test_a_request_that_waits_is_the_one_that_is_accepted() -> None:
    made = desk(
        """
        2019-11-15  MP106  AssessmentRequested  PA 1
        2019-12-01  MP106  AssessmentReturned   PA 1
        2020-03-20  MP106  AssessmentRequested  PA 2
        """
    )
    made.hear(revision(1, "accepted", "2020-03-26", accepted_on=ACCEPTED))
    assert made.history("106")[-1].assessment == ("PA", 2)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_whatever_order_revisions_come_in_the_log_says_the_same_in_the_end(seed: int, data: st.DataObject) -> None:
    lived = life(seed)
    in_order, shuffled = desk(), desk()
    for each in lived:
        in_order.hear(each)
    for each in data.draw(st.permutations([*lived, *data.draw(st.lists(st.sampled_from(lived), max_size=4))])):
        shuffled.hear(each)
    assert shuffled.standing("106") == in_order.standing("106")
    assert shuffled.follow(lived[-1]) == 0, "once told, nothing follows again"
