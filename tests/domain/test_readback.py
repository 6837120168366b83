"""What is read back quickly is what would be read in full, and refused where that is refused."""

import json
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from shared.domain.codec import encode, recorded
from shared.domain.entry import entry_model
from shared.domain.facts import FACTS, AnyFact
from shared.domain.history import effective
from shared.domain.readback import read_back, read_entry
from tests import given
from tests.feed.tickets import SOURCE, revision
from tests.histories import entries

TICKET = shlex.quote("ticket=" + revision(7, "on_hold", "2020-06-11").canonical().decode())
TYPES: dict[str, type[AnyFact]] = {fact.__name__: fact for fact in FACTS}
OF_THE_FEED = f"""
2020-06-12  ticket/{SOURCE}/t106  DccTicketRevisionObserved  door=poll raw_sha256={"0" * 64} {TICKET}
2020-06-12  feed/{SOURCE}  FeedConnected      door=poll
2020-06-12  feed/{SOURCE}  FeedGapDetected    ticket_id=t106 missing=2 upto_revision=7
2020-06-12  feed/{SOURCE}  FeedGapClosed      ticket_id=t106 upto_revision=7
2020-06-12  feed/{SOURCE}  TicketVanished     ticket_id=t106 ticket_number=CHG0000106 modification=MP106 revision=7
2020-06-12  feed/{SOURCE}  TicketReappeared   ticket_id=t106 times=2
"""
TOLD = {entry.type: json.loads(encode(entry)) for entry in (*entries(3_000, seed=5), *given.entries(OF_THE_FEED))}
"""One entry of each type that a made-up history holds, and of some that a feed tells."""
ODD: tuple[Any, ...] = (
    *(None, "", 0, -1, 1.0, 1.5, 1_000, 10**30, True, [], {}, [[]], "1", "é", "\ud800", "MP122", "102b", " 7 ", "PA"),
    *(
        "2020-05-28",
        "2020-02-30",
        "20200528",
        "2020-05-28T00:00:00",
        "2020-05-28T00:00:00Z",
        "2020-05-28T23:30:00-01:00",
    ),
    *("2020-06-30T23:30:00Z", "2007-12-31", "9999-12-31", 1_590_000_000, "meeting/panel/2020-06-19", "paper/2020-06"),
)


def oddities(whole: dict[str, Any]) -> Iterator[bytes]:
    """The entry with one thing in it changed, left out or added."""
    inner = {name: value for name, value in whole.items() if isinstance(value, dict)}
    fields = (*whole, "kind", "n", "occurred_on", "occurred_by", "actor", "correlation_id", "causation_id", "colour")
    for name in fields:
        yield json.dumps({other: value for other, value in whole.items() if other != name}).encode()
        for odd in ODD:
            yield json.dumps(whole | {name: odd}).encode()
    for name, part in (*inner.items(), ("actor", {"body": "DCC"})):
        for field in (*part, "locator", "role", "colour"):
            without = {other: value for other, value in part.items() if other != field}
            yield json.dumps(whole | {name: without}).encode()
            for odd in ODD:
                yield json.dumps(whole | {name: part | {field: odd}}).encode()


@pytest.mark.parametrize("name", TOLD)
def test_it_says_what_asking_in_full_says(name: str) -> None:
    fact, quickly, refused = TYPES[name], 0, 0
    for value in oddities(TOLD[name]):
        try:
            whole = entry_model(fact).model_validate_json(value)
        except ValidationError:
            refused += 1
            assert read_back(fact, value) is None, value
            continue
        assert read_entry(fact, value) == whole, value
        assert encode(read_entry(fact, value)) == encode(whole)
        quickly += read_back(fact, value) is not None
    assert refused > 100
    assert quickly > 10


def test_a_made_up_history_has_most_types() -> None:
    assert len(TOLD) > 0.85 * len(TYPES)


def test_facts_that_say_the_same_may_be_one_and_those_that_do_not_never_are() -> None:
    told = given.history(
        """
        2020-03-30  MP106  AssessmentAccepted   PA 1  target_wd=15
        2020-03-30  MP107  AssessmentAccepted   PA 1  target_wd=15
        2020-03-30  MP108  AssessmentAccepted   PA 1  target_wd=20
        2020-05-01  MP108  AssessmentReturned   PA 1  target_wd=15
        """
    )
    read = [recorded(stored) for stored in given.stored(fact.entry for fact in told)]
    assert [fact.fact for fact in read] == [fact.fact for fact in told]
    assert read[0].fact is read[1].fact
    assert [type(fact.fact) for fact in read] == [type(fact.fact) for fact in told]


def test_a_mend_of_one_leaves_the_other_that_says_the_same_as_it_was() -> None:
    told = given.history(
        """
        2020-03-30  MP106  AssessmentAccepted   PA 1  target_wd=15
        2020-03-31  MP106  AssessmentAccepted   IA 1  target_wd=15
        2020-05-04  MP106  FactCorrected  of=106#1  reason=misread  now.target_wd=20
        2020-05-04  MP106  FactCorrected  of=106#1  reason=misread  now.target_wd=20
        2020-05-04  MP106  CorrectionProposed  of=106#1  reason=misread  now.target_wd=20
        2020-05-04  MP106  CorrectionProposed  of=106#1  reason=misread  now.target_wd=20
        """
    )
    read = [recorded(stored) for stored in given.stored(fact.entry for fact in told)]
    mended = effective(read)
    assert [fact.fact.model_dump()["target_wd"] for fact in mended[:2]] == [20, 15]
    assert mended[0].corrected_by == ("106#3", "106#4")
    # What a correction holds could be changed by whoever has it in hand.
    for one, other in ((read[2], read[3]), (read[4], read[5])):
        assert one.fact == other.fact
        assert one.fact is not other.fact


def test_a_recorded_fact_gives_its_entry() -> None:
    (entry,) = given.entries("by 2020-05-31  MP122  AssessmentDurationStated  PA 2  duration_wd=34  known=2020-06-12")
    (stored,) = given.stored([entry])
    fact = recorded(stored)
    assert fact.entry == entry
    assert (fact.day, fact.exact, fact.known_at) == (entry.day, False, datetime(2020, 6, 12, 12, tzinfo=UTC))
    assert (fact.assessment, fact.fact) == (("PA", 2), entry.data)
