"""A process that fills, and answers whoever started it through a pipe."""

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
