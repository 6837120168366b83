"""A log that another writer holds: a plain word in good time, and not a wait for ever."""

import pytest

from shared.eventlog.errors import LogBusy
from shared.eventlog.log import EventLog
from tests.eventlog import raw
from tests.eventlog.given import requested

pytestmark = pytest.mark.integration


@pytest.mark.timeout(30)
def test_a_held_log_is_told_and_nothing_is_written(log: EventLog, database: str) -> None:
    with (
        EventLog.open(database, lock_seconds=0.2) as impatient,
        raw.other_holder_of_the_log(database),
        pytest.raises(LogBusy, match=r"another writer has held the log for more than 0\.2 s: nothing was written"),
    ):
        impatient.append("106", 0, [requested("106")])

    assert log.head() == 0


@pytest.mark.timeout(30)
def test_a_held_log_is_told_to_an_import_too(log: EventLog, database: str) -> None:
    with (
        EventLog.open(database, lock_seconds=0.2) as impatient,
        raw.other_holder_of_the_log(database),
        pytest.raises(LogBusy),
    ):
        impatient.import_entries([requested("106")])


def test_a_held_log_can_be_read(log: EventLog, database: str) -> None:
    log.append("106", 0, [requested("106")])
    with raw.other_holder_of_the_log(database):
        assert [fact.id for fact in log.read(0, 10)] == ["106#1"]


def test_two_logs_in_one_database_do_not_hold_each_other(log: EventLog, database: str) -> None:
    with EventLog.open(database, schema="another", lock_seconds=0.2) as another, raw.other_holder_of_the_log(database):
        another.append("106", 0, [requested("106")])
        assert another.head() == 1
