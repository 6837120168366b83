"""A process that fills: what goes through the pipe between it and whoever started it, at either end."""

import gc
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

from services.projector.fill import Filled, Filling
from services.projector.ports import FilledRows, WholeLog
from shared.eventlog.log import EventLog
from shared.rowstore.store import RowStore

T = TypeVar("T")

Do = Callable[[FilledRows, WholeLog, Filling, T], Filled]


class FillerEnded(Exception):
    """A process was gone before it answered, as where it is killed. What the others filled is no longer wanted."""

    def __init__(self) -> None:
        super().__init__("a process that filled rows ended before its work was done: rebuild again")


def ask(pipe: Connection, task: object) -> None:
    """Raises FillerEnded where nobody is there who would do it."""
    try:
        pipe.send(task)
    except ConnectionError:
        raise FillerEnded from None


def answer(pipe: Connection) -> Filled:
    """What the task that was asked came to. Raises whatever the other process raised, and FillerEnded."""
    try:
        done = pipe.recv()
    # The second where it was gone with a task that it had not read.
    except (EOFError, ConnectionError):
        raise FillerEnded from None
    if isinstance(done, Exception):
        raise done
    assert isinstance(done, Filled)
    return done


def serve(pipe: Connection, url: str, filling: Filling, do: Do[T]) -> None:
    """Does one task after another, over its own way to the database at `url`, until nobody is there who would ask."""
    # Ctrl-C is for whoever asks, and ends this one through the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is made for one task is let go after it, and is hardly ever a circle.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    with suppress(EOFError, ConnectionError):
        while True:
            # Asked before it opens: a database that cannot be reached is told as the answer.
            pipe.send(_trouble(pipe, pipe.recv(), url, filling, do))


def _trouble(pipe: Connection, task: T, url: str, filling: Filling, do: Do[T]) -> Exception:
    """Answers this task and those that follow, until one cannot be done: then why, which is its answer."""
    try:
        with EventLog.open(url, create_missing=False) as log, RowStore(url, answer_seconds=None) as rows:
            while True:
                pipe.send(do(rows, log, filling, task))
                task = pipe.recv()
    except (EOFError, ConnectionError):
        raise
    except Exception as error:
        return error
