"""Saves that would wait for one another share a trip; each has the outcome that it would have alone."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from time import monotonic

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
    with interrupted_by_signal(), first_trip(server) as riders:
        other = threading.Thread(target=interrupt_when, args=(lambda: riders.trips.waiting == 1,))
        other.start()
        with pytest.raises(Interrupted):
            riders.trips.save(line("2"))
        other.join()
        riders.board("3")

    assert riders.arrive() == {"1": 1, "3": 3}
    assert server.trips == [["1"], ["3"]]


def test_whoever_is_interrupted_under_way_does_not_go_again_when_its_leader_is_interrupted_too() -> None:
    interrupted = iter([Interrupted()])
    server = Server(lambda streams: next(interrupted, None) if "2" in streams else None)

    def is_under_way_with_three(riders: Riders) -> bool:
        until(lambda: riders.trips.waiting == 2)
        riders.board("4")
        server.gate.release()
        until(lambda: len(server.trips) == 2)
        return True

    with interrupted_by_signal(), first_trip(server) as riders:
        riders.board("2")
        other = threading.Thread(target=interrupt_when, args=(lambda: is_under_way_with_three(riders),))
        other.start()
        with pytest.raises(Interrupted):
            riders.trips.save(line("3"))
        other.join()

    told = riders.arrive()
    assert isinstance(told.pop("2"), Interrupted)
    assert told == {"1": 1, "4": 4}
    assert server.trips == [["1"], ["2", "3", "4"], ["4"]]


@contextmanager
def interrupted_by_signal() -> Iterator[None]:
    def interrupt(_number: int, _frame: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGUSR1, before)


def interrupt_when(it_is_time: Callable[[], bool]) -> None:
    until(it_is_time)
    os.kill(os.getpid(), signal.SIGUSR1)


class Interruption:
    """Ctrl-C, again and again, at whatever point the main thread is; it is heard once each time it is armed."""

    def __init__(self) -> None:
        self.is_armed = False

    def __call__(self, _number: int, _frame: object) -> None:
        if self.is_armed:
            self.is_armed = False
            raise Interrupted


@contextmanager
def interruptions(interruption: Interruption) -> Iterator[None]:
    over, random = threading.Event(), Random(7)

    def interrupt() -> None:
        while not over.wait(0.0005 * random.random()):
            os.kill(os.getpid(), signal.SIGUSR1)

    before, thread = signal.signal(signal.SIGUSR1, interruption), threading.Thread(target=interrupt)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        signal.signal(signal.SIGUSR1, before)


@contextmanager
def companions(trips: Trips) -> Iterator[Counter[str]]:
    """Two threads that save all the time; how many times each has."""
    over, saved = threading.Event(), Counter[str]()

    def save(stream: str) -> None:
        while not over.is_set():
            trips.save(line(stream))
            saved[stream] += 1

    threads = [threading.Thread(target=save, args=(stream,), daemon=True) for stream in ("2", "3")]
    for thread in threads:
        thread.start()
    try:
        yield saved
    finally:
        over.set()
        for thread in threads:
            thread.join(raw.DEADLINE_SECONDS)


def test_wherever_a_thread_is_interrupted_it_keeps_nobody_waiting() -> None:
    trips = Trips(lambda saves: [[Place(1, NOON)] for _ in saves])
    interruption, interrupted, begun = Interruption(), 0, monotonic()
    with companions(trips) as saved, interruptions(interruption):
        while monotonic() - begun < 2:
            try:
                interruption.is_armed = True
                trips.save(line("1"))
                interruption.is_armed = False
            except Interrupted:
                interrupted += 1
        before = saved.copy()
        until(lambda: all(saved[stream] > before[stream] for stream in ("2", "3")))
    assert trips.waiting == 0
    assert interrupted > 0
