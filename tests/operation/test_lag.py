"""How far behind each partition is, in facts and in seconds."""

from datetime import UTC, datetime

from shared.eventlog.backlog import Backlog
from shared.operation.lag import Lag, behind, lags
from shared.operation.status import Status
from shared.rowstore.batch import Parked

NOON = datetime(2020, 6, 12, 12, tzinfo=UTC)
# Of two partitions, modifications 108 and 109 are in the first and 107 is in the second.
LAST = [{"109": 3, "108": 8}, {"107": 5}]


def at(minute: int) -> datetime:
    return datetime(2020, 6, 12, 11, minute, tzinfo=UTC)


def test_only_streams_whose_last_fact_is_not_reached_are_behind() -> None:
    assert behind({0: 3, 1: 5}, LAST) == {"108": 3}
    assert behind({0: 8, 1: 4}, LAST) == {"107": 4}
    assert behind({0: 8, 1: 5}, LAST) == {}
    assert behind({0: 2, 1: 0}, LAST) == {"109": 2, "108": 2, "107": 0}


def test_lag_is_counted_by_partition_from_its_oldest_fact() -> None:
    waiting = [Backlog("109", 1, 3, at(58)), Backlog("108", 4, 4, at(59)), Backlog("107", 1, 5, at(30))]
    assert lags({0: 2, 1: 4}, LAST, waiting, NOON) == (Lag(0, 2, 8, 5, 120.0), Lag(1, 4, 5, 1, 1800.0))


def test_a_partition_without_facts_is_never_behind() -> None:
    assert lags({0: 0, 1: 0}, [{}, {"107": 5}], [], NOON)[0] == Lag(0, 0, 0, 0, 0.0)


def test_a_fact_recorded_by_a_clock_that_is_ahead_is_not_negative_seconds_old() -> None:
    waiting = [Backlog("107", 1, 5, datetime(2020, 6, 12, 12, 1, tzinfo=UTC))]
    assert lags({0: 8, 1: 4}, LAST, waiting, NOON)[1].seconds == 0.0


def status(first_missing: int | None = None, *parked: Parked) -> Status:
    return Status(1, "facts", 8, first_missing, (Lag(0, 2, 8, 5, 120.0), Lag(1, 4, 5, 1, 1800.0)), parked)


def test_the_position_is_the_last_below_which_nothing_is_missing() -> None:
    assert status(4).position == 3
    assert status().position == 8


def test_the_whole_is_as_old_as_its_oldest_part_and_counts_every_fact() -> None:
    assert (status(4).facts_behind, status(4).seconds_behind) == (6, 1800.0)


def test_what_is_parked_keeps_the_whole_from_being_complete() -> None:
    first, behind_it = Parked(0, "108", 3, "a field is unknown"), Parked(0, "108", 5, "waits behind 108#2")
    assert status().is_complete
    assert not status(None, first, behind_it).is_complete
    assert status(None, first, behind_it).missing == "parked: 2, the first at position 3 (a field is unknown)"
    assert status(None, first, behind_it).streams_parked == 1
