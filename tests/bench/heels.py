"""Readers at the heels of the writers, each in a process of its own, as a relay is: whatever comes, as it comes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from eventsourcing.persistence import Subscription

from shared.eventlog.log import EventLog
from tests.bench.peers import library

CAUGHT_UP_WITHIN_SECONDS = 30.0

Read = Callable[[str, int, list[int], Event, Event], None]
"""Reads the database at this address from above a position, and adds each position to the list as it sees it; sets
the first sign once it is at work, and ends soon after the second is set."""


class Reader:
    """At work from when it is made."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        pipe.recv()

    def seen(self, head: int) -> list[int]:
        """The positions it has seen when it has come to `head`, or has not within half a minute. It ends then."""
        self._pipe.send(head)
        found: list[int] = self._pipe.recv()
        return found


@contextmanager
def reader(read: Read, database: str, after: int) -> Iterator[Reader]:
    """From above the position `after`."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, read, database, after), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Reader(ours)
    finally:
        ours.close()
        process.join()


def log(database: str, after: int, seen: list[int], begun: Event, end: Event) -> None:
    """Our log, by a tail: told of new facts, it reads them."""
    with EventLog.open(database) as facts:
        begun.set()
        while not end.is_set():
            if facts.wait(after, 0.2):
                seen += [fact.position for fact in facts.read(after, 1_000)]
                after = seen[-1]


def subscription(database: str, after: int, seen: list[int], begun: Event, end: Event) -> None:
    """The library's, by its own subscription."""
    application = library.Modifications(env=library.settings(database))
    with application.recorder.subscribe(gt=after) as told:
        ending = Thread(target=_stop, args=(told, end))
        ending.start()
        begun.set()
        seen.extend(notification.id for notification in told)
        ending.join()
    application.close()


def _stop(told: Subscription[Any], end: Event) -> None:
    end.wait()
    told.stop()


def _serve(pipe: Connection, read: Read, database: str, after: int) -> None:
    seen, begun, end = list[int](), Event(), Event()
    reading = Thread(target=read, args=(database, after, seen, begun, end), daemon=True)
    reading.start()
    begun.wait(CAUGHT_UP_WITHIN_SECONDS)
    pipe.send("at work")
    head, deadline = pipe.recv(), monotonic() + CAUGHT_UP_WITHIN_SECONDS
    while (not seen or seen[-1] < head) and monotonic() < deadline:
        sleep(0.01)
    end.set()
    reading.join()
    pipe.send(seen)
