"""Positions rise and may have gaps; reading, waiting and cutting go by order and never by counting."""

from datetime import UTC, datetime, timedelta
from operator import attrgetter

import psycopg
import pytest

from shared.domain.facts import AssessmentReturned, ProposalNamed
from shared.domain.history import known_by
from shared.domain.recorded import StoredFact
from shared.eventlog.log import EventLog
from shared.eventlog.share import ALL, Share, shares
from tests.eventlog import raw
from tests.eventlog.given import named, requested, returned

pytestmark = pytest.mark.integration


def burn_a_number(database: str) -> None:
    with psycopg.connect(database) as failing:
        raw.insert(failing, "999")
        failing.rollback()


def test_a_failed_append_burns_its_number_and_nobody_minds(log: EventLog, database: str) -> None:
    log.append("106", 0, [requested("106")])
    burn_a_number(database)
    log.append("106", 1, [returned("106")])

    assert [fact.position for fact in log.read(0, 10)] == [1, 3]
    assert [fact.position for fact in log.read(1, 1)] == [3]
    assert [fact.position for fact in log.read(2, 10)] == [3]
    assert [fact.id for fact in log.history("106")] == ["106#1", "106#2"]
    assert log.head() == 3
    assert log.wait(2, 0)


def test_pages_follow_one_another_and_end_where_told(log: EventLog) -> None:
    log.import_entries([requested(str(number)) for number in range(1, 8)])

    assert [fact.stream for fact in log.read(0, 3)] == ["1", "2", "3"]
    assert [fact.stream for fact in log.read(3, 3)] == ["4", "5", "6"]
    assert [fact.stream for fact in log.read(3, 100, upto=5)] == ["4", "5"]
    assert log.read(7, 100) == []


def test_each_stream_is_whole_in_one_share(log: EventLog) -> None:
    log.import_entries([told(str(number)) for told in (requested, returned) for number in range(1, 61)])
    facts = log.read(0, 1_000)

    parts = [[StoredFact(*of) for of in log.read_share(share, 0, 1_000, 120)] for share in shares([2, 1, 1])]
    assert sorted((fact for part in parts for fact in part), key=attrgetter("position")) == facts
    for part in parts:
        streams = {fact.stream for fact in part}
        assert part == [fact for fact in facts if fact.stream in streams]
    assert len(parts[0]) > max(len(parts[1]), len(parts[2])) > 0
    assert [StoredFact(*of) for of in log.read_share(ALL, 0, 1_000, 120)] == facts


def test_pages_of_a_share_follow_one_another_and_end_where_told(log: EventLog) -> None:
    log.import_entries([requested(str(number)) for number in range(1, 41)])
    share, _ = shares([1, 1])
    facts = log.read_share(share, 0, 1_000, 40)
    at = [position for position, *_ in facts]

    assert log.read_share(share, 0, 3, 40) == facts[:3]
    assert log.read_share(share, at[2], 3, 40) == facts[3:6]
    assert log.read_share(share, 0, 1_000, at[4]) == facts[:5]
    assert log.read_share(share, at[-1], 3, 40) == []


def test_shares_have_about_the_sizes_asked_for() -> None:
    assert shares([1]) == [Share(0, 1_023)]
    assert shares([3, 1]) == [Share(0, 767), Share(768, 1_023)]
    assert shares([1, 1, 1]) == [Share(0, 340), Share(341, 682), Share(683, 1_023)]


def test_a_history_ends_at_the_position_told(log: EventLog) -> None:
    log.import_entries([requested("106"), requested("107"), returned("106")])

    assert [fact.id for fact in log.history("106", upto=2)] == ["106#1"]
    assert [fact.id for fact in log.stored_history("106", upto=3)] == ["106#1", "106#2"]
    assert log.history("108") == ()


def test_facts_of_one_type_are_found_wherever_they_stand(log: EventLog) -> None:
    log.import_entries([requested("106"), requested("107"), returned("106"), named("107", "Meters"), returned("107")])

    assert [fact.id for fact in log.of_types([AssessmentReturned])] == ["106#2", "107#3"]
    assert [fact.id for fact in log.of_types([ProposalNamed, AssessmentReturned], upto=4)] == ["106#2", "107#2"]
    assert log.of_types([]) == ()


def test_of_many_streams_each_has_its_history_up_to_the_position_told(log: EventLog) -> None:
    log.import_entries([requested("106"), requested("107"), returned("106"), requested("108"), returned("107")])

    told = log.stored_histories(["107", "106", "108", "109"], upto=3)
    assert [(stream, [fact.id for fact in facts]) for stream, facts in told.items()] == [
        ("107", ["107#1"]),
        ("106", ["106#1", "106#2"]),
    ], "in the order in which they are asked for"
    assert list(log.stored_histories(["106", "107"], upto=3)) == ["106", "107"]


def test_each_stream_is_known_with_its_last_position(log: EventLog) -> None:
    assert log.streams() == {}
    log.import_entries([requested("106"), requested("107"), returned("106")])

    assert log.streams() == {"106": 3, "107": 2}
    assert log.streams(upto=2) == {"106": 1, "107": 2}
    assert log.streams(upto=1) == {"106": 1}


def test_as_known_at_is_the_longest_prefix_without_later_knowledge(log: EventLog) -> None:
    def june(day: int) -> datetime:
        return datetime(2020, 6, day, tzinfo=UTC)

    known = {"1": june(1), "2": june(3), "3": june(2), "4": june(4)}
    log.import_entries([named(ref, "a title", known_at=moment) for ref, moment in known.items()])

    assert log.position_known_by(june(1) - timedelta(microseconds=1)) == 0
    assert log.position_known_by(june(1)) == 1
    assert log.position_known_by(june(2)) == 1, "what stands behind later knowledge was not known then"
    assert log.position_known_by(june(3)) == 3
    assert log.position_known_by(june(30)) == 4


def test_as_known_at_agrees_with_the_history_at_every_moment(log: EventLog) -> None:
    start = datetime(2020, 6, 1, tzinfo=UTC)
    for first in (0, 20, 40):
        days = [(number * 37 + 11) % 29 + number // 3 for number in range(first, first + 20)]
        log.import_entries(
            [
                named("106", f"title {first} {number}", known_at=start + timedelta(days=day))
                for number, day in enumerate(days)
            ]
        )
    log.append("106", 60, [named("106", "the last", known_at=start + timedelta(days=3))])
    history = log.history("106")

    for day in range(-1, 60):
        moment = start + timedelta(days=day)
        assert log.position_known_by(moment) == len(known_by(history, moment))
