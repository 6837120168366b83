"""The commit is done and its answer is lost: neither a false conflict, nor the same facts twice."""

import pytest

from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from tests.eventlog.given import requested, returned
from tests.eventlog.proxy import answer_cutter

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]

TIMES = 10


def test_an_append_whose_answer_was_lost_is_found_and_not_written_twice(log: EventLog, database: str) -> None:
    with answer_cutter(database) as proxy, EventLog.open(proxy.url) as through:
        through.append("106", 0, [requested("106")])
        for version in range(1, TIMES + 1):
            proxy.cut_the_answer_to(b"AssessmentReturned/1")
            appended = through.append("106", version, [returned("106")])
            assert [fact.id for fact in appended] == [f"106#{version + 1}"]

        assert proxy.cuts == TIMES
    assert len(log.stored_history("106")) == 1 + TIMES


def test_after_a_lost_answer_a_true_conflict_is_still_told(log: EventLog, database: str) -> None:
    log.append("106", 0, [requested("106")])
    with answer_cutter(database) as proxy, EventLog.open(proxy.url) as through:
        through.head()
        proxy.cut_the_answer_to(b"AssessmentReturned/1")
        with pytest.raises(WrongVersion, match="at version 1, and 0 was expected"):
            through.append("106", 0, [returned("106")])
        assert proxy.cuts == 1
    assert len(log.stored_history("106")) == 1


def test_an_import_whose_commit_was_not_answered_is_done_once(log: EventLog, database: str) -> None:
    with answer_cutter(database) as proxy, EventLog.open(proxy.url) as through:
        for number in range(1, TIMES + 1):
            proxy.cut_the_answer_to(b"COMMIT")
            through.import_entries([requested(str(number)), returned(str(number))])

        assert proxy.cuts == TIMES
    assert [fact.id for fact in log.read(0, 100)] == [f"{n}#{v}" for n in range(1, TIMES + 1) for v in (1, 2)]


def test_a_read_goes_on_over_a_broken_line(log: EventLog, database: str) -> None:
    log.append("106", 0, [requested("106")])
    with answer_cutter(database) as proxy, EventLog.open(proxy.url) as through:
        through.head()
        proxy.cut_the_answer_to(b"notification_id")
        assert [fact.id for fact in through.read(0, 10)] == ["106#1"]
        assert proxy.cuts == 1
