"""A line that has gone dead without a sign: told within the time that is granted to an answer, and got over."""

from contextlib import closing, suppress

import psycopg
import pytest

from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.rowstore.store import RowStore
from tests.eventlog.given import requested
from tests.waiting import until
from tests.wire import wire_to_postgres

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]

PATIENCE_SECONDS = 0.5


def test_an_append_over_a_dead_line_is_told_and_goes_through_when_it_is_back(log: EventLog, database: str) -> None:
    with (
        wire_to_postgres(database) as (wire, url),
        EventLog.open(url, answer_seconds=PATIENCE_SECONDS) as through,
    ):
        through.append("106", 0, [requested("106")])
        wire.is_in("dead")
        with pytest.raises(LogUnavailable, match="does not answer"):
            through.append("106", 1, [requested("106", n=2)])
        wire.heal()
        assert [fact.id for fact in through.append("106", 1, [requested("106", n=2)])] == ["106#2"]
    assert [fact.id for fact in log.read(0, 10)] == ["106#1", "106#2"]


def test_rows_over_a_dead_line_are_told_of_and_the_store_is_lost(log: EventLog, database: str) -> None:
    # The tables first: to make them may take longer than is granted here to an answer.
    with RowStore(database):
        pass
    with wire_to_postgres(database) as (wire, url), RowStore(url, answer_seconds=PATIENCE_SECONDS) as store:
        wire.is_in("dead")
        with pytest.raises(psycopg.OperationalError, match=r"no answer within 0\.5 s"):
            store.live_if_any()
        wire.heal()
        assert not store.answers(), "whatever the old line still brings must not be taken for an answer"


def test_the_relay_s_seat_over_a_torn_line_is_told_of_and_can_be_taken_again(log: EventLog, database: str) -> None:
    with wire_to_postgres(database) as (wire, url):
        lost = RelayProgress.claim(url, "facts")
        wire.is_in("torn")
        with pytest.raises(LogUnavailable):
            lost.save({0: 1})
        with pytest.raises(LogUnavailable):
            RelayProgress.claim(url, "facts")
        wire.heal()
        # The server gives the seat up once it has noticed that the line is torn.
        taken: list[RelayProgress] = []
        until(lambda: claimed(url, taken))
        with closing(taken[0]) as again:
            # What was never answered may be done or not.
            assert again.load() in ({}, {0: 1})
            again.save({0: 2})
            assert again.load() == {0: 2}


def claimed(url: str, taken: list[RelayProgress]) -> bool:
    with suppress(AnotherRelayIsActive):
        taken.append(RelayProgress.claim(url, "facts"))
    return bool(taken)
