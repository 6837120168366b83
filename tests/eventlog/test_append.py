"""Appending: versions are checked, what is stored comes back, and twice is once."""

import pytest

from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from tests.eventlog.given import requested, returned

pytestmark = pytest.mark.integration


def test_appended_facts_come_back_as_they_were_given(log: EventLog) -> None:
    given = [requested("106"), returned("106")]

    appended = log.append("106", 0, given)

    assert [fact.id for fact in appended] == ["106#1", "106#2"]
    assert log.history("106") == appended
    assert [fact.entry for fact in appended] == given


def test_a_stream_that_has_moved_on_refuses_with_both_versions(log: EventLog) -> None:
    log.append("106", 0, [requested("106")])

    with pytest.raises(WrongVersion, match="stream 106 is at version 1, and 0 was expected"):
        log.append("106", 0, [returned("106")])
    assert [fact.id for fact in log.history("106")] == ["106#1"]


def test_a_version_beyond_the_next_is_refused(log: EventLog) -> None:
    log.append("106", 0, [requested("106")])

    with pytest.raises(WrongVersion, match="stream 106 is at version 1, and 2 was expected"):
        log.append("106", 2, [returned("106")])


def test_the_same_append_said_twice_is_one(log: EventLog) -> None:
    first = log.append("106", 0, [requested("106"), returned("106")])

    assert log.append("106", 0, [requested("106"), returned("106")]) == first
    assert len(log.stored_history("106")) == 2


def test_entries_of_another_stream_are_refused(log: EventLog) -> None:
    with pytest.raises(ValueError, match=r"\['107'\] cannot be appended to 106"):
        log.append("106", 0, [requested("107")])


def test_an_append_of_nothing_is_nothing(log: EventLog) -> None:
    assert log.append("106", 0, []) == ()
    assert log.head() == 0


def test_an_append_may_say_again_what_was_said_before(log: EventLog) -> None:
    log.append("106", 0, [returned("106"), returned("106")])
    log.append("106", 2, [requested("106"), returned("106")])

    assert len(log.history("106")) == 4
