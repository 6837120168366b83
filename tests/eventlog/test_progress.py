"""The relay's own: it goes on from where it was, and there is only one of it."""

import psycopg
import pytest

from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def _log(log: EventLog) -> None:
    """The relay's table is made with the log."""


def test_a_relay_goes_on_from_where_it_was(database: str) -> None:
    with RelayProgress.claim(database, "events") as relay:
        assert relay.load() == {}
        relay.save({0: 7, 3: 12})
        relay.save({0: 9})

    with RelayProgress.claim(database, "events") as relay:
        assert relay.load() == {0: 9, 3: 12}


def test_topics_have_progress_of_their_own(database: str) -> None:
    with RelayProgress.claim(database, "events") as one, RelayProgress.claim(database, "another") as another:
        one.save({0: 7})
        assert another.load() == {}


def test_a_topic_that_was_lost_is_carried_from_the_start(database: str) -> None:
    with RelayProgress.claim(database, "events") as relay:
        relay.save({0: 7, 1: 8})
        relay.forget()
        assert relay.load() == {}


def test_a_second_relay_of_a_topic_is_told_so(database: str) -> None:
    with (
        RelayProgress.claim(database, "events"),
        pytest.raises(AnotherRelayIsActive, match="another relay carries the log to events"),
    ):
        RelayProgress.claim(database, "events")


def test_a_relay_that_lost_its_seat_can_no_longer_save(database: str) -> None:
    with RelayProgress.claim(database, "events") as relay:
        with psycopg.connect(database, autocommit=True) as owner:
            owner.execute(
                """
                SELECT pg_terminate_backend(pid, 5000)
                FROM pg_locks
                WHERE locktype = 'advisory'
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """
            )
        with RelayProgress.claim(database, "events") as successor:
            successor.save({0: 9})
            with pytest.raises(LogUnavailable):
                relay.save({0: 8})
            assert successor.load() == {0: 9}
