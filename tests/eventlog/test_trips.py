"""Saves that would wait for one another share a trip; each has the outcome that it would have alone."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from shared.eventlog.errors import LogBusy
from shared.eventlog.mapper import StoredEntry
from shared.eventlog.recorder import Place
from shared.eventlog.trips import Save, Trips
from tests.eventlog import raw
from tests.waiting import until

pytestmark = pytest.mark.timeout(60)

NOON = datetime(2020, 6, 12, 12, tzinfo=UTC)


class Interrupted(BaseException):
    """As Ctrl-C would."""


class Server:
    """Takes all saves of a trip or none, as the log does, and holds each trip at its gate until it is opened."""

    def __init__(self, refuses: Callable[[Sequence[str]], BaseException | None] = lambda _streams: None) -> None:
        self.trips: list[list[str]] = []
        self.gate = threading.Semaphore(0)
        self._refuses = refuses

    def insert(self, saves: Sequence[Save]) -> Sequence[Sequence[Place]]:
        streams = [str(save[0].originator_id) for save in saves]
        self.trips.append(streams)
        assert self.gate.acquire(timeout=raw.DEADLINE_SECONDS)
        if error := self._refuses(streams):
            raise error
        return [[Place(int(stream), NOON)] for stream in streams]


def line(stream: str) -> Save:
    return [StoredEntry(stream, 1, "AssessmentRequested/1", b"{}", NOON, stream.encode())]


class Riders:
    """Threads that each save one stream, and what became of them."""

    def __init__(self, trips: Trips) -> None:
        self.trips = trips
        self.told: dict[str, object] = {}
        self._threads: list[threading.Thread] = []

    def board(self, *streams: str) -> None:
        for stream in streams:
            before = self.trips.waiting
            self._threads.append(threading.Thread(target=self._save, args=(stream,)))
            self._threads[-1].start()
            until(lambda before=before: self.trips.waiting == before + 1)  # type: ignore[misc]

    def _save(self, stream: str) -> None:
        try:
            self.told[stream] = self.trips.save(line(stream))[0].position
        except BaseException as error:
            self.told[stream] = error

    def arrive(self) -> dict[str, object]:
        for thread in self._threads:
            thread.join(raw.DEADLINE_SECONDS)
        return self.told


@contextmanager
def first_trip(server: Server) -> Iterator[Riders]:
    """The first save is at the server, and stays there until the block ends."""
    riders = Riders(Trips(server.insert))
    first = threading.Thread(target=riders._save, args=("1",))
    first.start()
    until(lambda: len(server.trips) == 1)
    riders._threads.append(first)
    yield riders
    server.gate.release(10)


def test_a_lone_save_leaves_at_once() -> None:
    server = Server()
    server.gate.release(2)
    trips = Trips(server.insert)

    assert trips.save(line("1")) == [Place(1, NOON)]
    assert trips.save(line("2")) == [Place(2, NOON)]
    assert server.trips == [["1"], ["2"]]


def test_what_comes_while_a_trip_is_under_way_rides_in_the_next_in_the_order_of_coming() -> None:
    server = Server()
    with first_trip(server) as riders:
        riders.board("2", "3", "4")

    assert riders.arrive() == {"1": 1, "2": 2, "3": 3, "4": 4}
    assert server.trips == [["1"], ["2", "3", "4"]]


def test_a_refused_trip_is_made_again_by_each_alone_and_the_others_arrive() -> None:
    refused = ValueError("3 is refused")
    server = Server(lambda streams: refused if "3" in streams else None)
    with first_trip(server) as riders:
        riders.board("2", "3", "4")

    assert riders.arrive() == {"1": 1, "2": 2, "3": refused, "4": 4}
    assert server.trips == [["1"], ["2", "3", "4"], ["2"], ["3"], ["4"]]


def test_a_log_that_is_held_is_told_to_all_without_further_tries() -> None:
    busy = LogBusy("another writer has held the log")
    server = Server(lambda streams: busy if "2" in streams else None)
    with first_trip(server) as riders:
        riders.board("2", "3")

    assert riders.arrive() == {"1": 1, "2": busy, "3": busy}
    assert server.trips == [["1"], ["2", "3"]]


def test_those_whose_leader_is_interrupted_go_again() -> None:
    interrupted = iter([Interrupted()])
    server = Server(lambda streams: next(interrupted, None) if "2" in streams else None)
    with first_trip(server) as riders:
        riders.board("2", "3", "4")

    told = riders.arrive()
    assert isinstance(told.pop("2"), Interrupted)
    assert told == {"1": 1, "3": 3, "4": 4}
    assert server.trips == [["1"], ["2", "3", "4"], ["3", "4"]]


def test_whoever_is_interrupted_while_waiting_keeps_nobody_waiting() -> None:
    server = Server()

    def interrupt(_number: int, _frame: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with first_trip(server) as riders:
            other = threading.Thread(target=interrupt_whoever_waits, args=(riders.trips,))
            other.start()
            with pytest.raises(Interrupted):
                riders.trips.save(line("2"))
            other.join()
            riders.board("3")
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert riders.arrive() == {"1": 1, "3": 3}
    assert server.trips == [["1"], ["3"]]


def interrupt_whoever_waits(trips: Trips) -> None:
    until(lambda: trips.waiting == 1)
    os.kill(os.getpid(), signal.SIGUSR1)
