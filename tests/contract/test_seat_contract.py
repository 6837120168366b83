"""What the seat of the one active relay promises: the real one, and that of the simulation."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

import psycopg
import pytest

from services.ingest.relay_ports import Seat
from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from tests.contract.ways_to_rows import Living
from tests.simulation.audit import Audit
from tests.simulation.oracle import Oracle
from tests.simulation.seats import Seats, SimulatedSeat
from tests.simulation.tables import Tables
from tests.simulation.topic import SimulatedTopic
from tests.simulation.world import World


class Chamber(Protocol):
    def claim(self, topic: str = "facts@1") -> Seat:
        """Another process takes the seat of that topic's life."""
        ...

    def take_away(self, seat: Seat) -> None:
        """It is lost, and the process does not know."""
        ...


class PostgresChamber:
    def __init__(self, url: str) -> None:
        self._url = url
        self._claimed: list[RelayProgress] = []

    def claim(self, topic: str = "facts@1") -> RelayProgress:
        self._claimed.append(RelayProgress.claim(self._url, topic))
        return self._claimed[-1]

    def take_away(self, seat: Seat) -> None:
        with psycopg.connect(self._url, autocommit=True) as owner:
            owner.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )

    def close(self) -> None:
        for seat in self._claimed:
            with suppress(psycopg.Error):
                seat.close()


class SimulatedChamber:
    """In a world in which nothing goes wrong."""

    def __init__(self) -> None:
        self._world, self._seats = World(1), Seats()
        self._world.heal()
        self._topic = SimulatedTopic(self._world)
        self._audit = Audit(Tables(), [], Oracle(frozenset()))

    def claim(self, topic: str = "facts@1") -> SimulatedSeat:
        return SimulatedSeat(self._world, self._seats, self._audit, self._topic, Living(), topic)

    def take_away(self, seat: Seat) -> None:
        self._seats.taken = {topic: taken for topic, taken in self._seats.taken.items() if taken is not seat}


@pytest.fixture(params=["simulated", pytest.param("postgres", marks=pytest.mark.integration)])
def chamber(request: pytest.FixtureRequest) -> Iterator[Chamber]:
    if request.param == "simulated":
        yield SimulatedChamber()
        return
    url = request.getfixturevalue("database")
    with EventLog.open(url):
        chamber = PostgresChamber(url)
        yield chamber
        chamber.close()


def test_a_seat_that_nobody_had_remembers_nothing(chamber: Chamber) -> None:
    assert chamber.claim().load() == {}


def test_only_one_has_the_seat_until_it_is_given_up(chamber: Chamber) -> None:
    first = chamber.claim()
    with pytest.raises(AnotherRelayIsActive):
        chamber.claim()
    first.close()
    chamber.claim()


def test_whoever_comes_after_goes_on_from_the_last_position_saved_of_each_partition(chamber: Chamber) -> None:
    first = chamber.claim()
    first.save({0: 7, 3: 12})
    first.save({0: 9})
    first.close()
    assert chamber.claim().load() == {0: 9, 3: 12}


def test_each_life_of_a_topic_has_a_seat_and_a_memory_of_its_own(chamber: Chamber) -> None:
    one, another = chamber.claim("facts@1"), chamber.claim("facts@2")
    one.save({0: 7})
    assert (one.load(), another.load()) == ({0: 7}, {})


def test_who_has_lost_the_seat_can_no_longer_save_and_does_not_take_it_from_the_next(chamber: Chamber) -> None:
    lost = chamber.claim()
    chamber.take_away(lost)
    successor = chamber.claim()
    successor.save({0: 9})
    with pytest.raises(LogUnavailable):
        lost.save({0: 8})
    lost.close()
    with pytest.raises(AnotherRelayIsActive):
        chamber.claim()
    assert successor.load() == {0: 9}
