"""Filling by several processes, which share out the streams. Each has its own way to the log and to the rows."""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import NamedTuple, Protocol

from services.projector.fill import Filled, Filling, fill
from services.projector.ports import FilledRows, WholeLog
from shared.eventlog.log import EventLog
from shared.rowstore.schema import Half
from shared.rowstore.store import RowStore

FACTS_WORTH_A_PROCESS = 25_000
"""With fewer, it would take longer to start than it saves."""


class Index(NamedTuple):
    """Half a read model, to be indexed when all its rows are there."""

    model: str
    half: Half


Task = Sequence[str] | Index
"""Streams to be filled, or what is to be indexed."""


class FillerEnded(Exception):
    """Somebody killed one of the processes. What they filled is no longer wanted."""

    def __init__(self) -> None:
        super().__init__("a process that filled rows ended before its work was done: rebuild again")


class Fillers(Protocol):
    def each(self, tasks: Iterable[Task]) -> Iterator[Filled]:
        """What each task came to, in any order; all are done at the end. Raises whatever one of them raised."""
        ...


def do(rows: FilledRows, log: WholeLog, filling: Filling, task: Task) -> Filled:
    """One task."""
    if not isinstance(task, Index):
        return fill(rows, log, filling, task)
    rows.index(filling.generation, *task)
    return Filled()


FillersFor = Callable[[Filling], AbstractContextManager[Fillers]]


@dataclass(frozen=True, slots=True)
class ByItself:
    """Does all in this process, one after another."""

    rows: FilledRows
    log: WholeLog
    filling: Filling

    def each(self, tasks: Iterable[Task]) -> Iterator[Filled]:
        return (do(self.rows, self.log, self.filling, task) for task in tasks)


@contextmanager
def by_itself(rows: FilledRows, log: WholeLog, filling: Filling) -> Iterator[Fillers]:
    yield ByItself(rows, log, filling)


class SideBySide:
    """Gives the tasks to processes as they become free."""

    def __init__(self, pipes: Sequence[Connection]) -> None:
        self._pipes = pipes

    def each(self, tasks: Iterable[Task]) -> Iterator[Filled]:
        left = iter(tasks)
        busy = {pipe for pipe in self._pipes if _give(pipe, left)}
        while busy:
            for pipe in wait(list(busy)):
                assert isinstance(pipe, Connection)
                done = _answer(pipe)
                if not _give(pipe, left):
                    busy.remove(pipe)
                yield done


@contextmanager
def side_by_side(url: str, count: int, filling: Filling) -> Iterator[Fillers]:
    """`count` processes for as long as the block runs; they end with this one, however it ends.

    The log and the rows are those in the database at `url`; the read models are those of this version of the program.
    """
    # Not forked: connections and threads of this process are none of theirs.
    context = get_context("spawn")
    ends = [context.Pipe() for _ in range(count)]
    for _, theirs in ends:
        context.Process(target=_serve, args=(theirs, url, filling), daemon=True).start()
        # Once this is theirs alone, its end is seen here.
        theirs.close()
    pipes = [ours for ours, _ in ends]
    try:
        yield SideBySide(pipes)
    finally:
        for pipe in pipes:
            pipe.close()


def worth(facts: int) -> int:
    """How many processes are worth starting for so many facts."""
    return min(len(os.sched_getaffinity(0)), facts // FACTS_WORTH_A_PROCESS)


def _give(pipe: Connection, left: Iterator[Task]) -> bool:
    task = next(left, None)
    if task is None:
        return False
    try:
        pipe.send(task)
    except BrokenPipeError:
        raise FillerEnded from None
    return True


def _answer(pipe: Connection) -> Filled:
    try:
        done = pipe.recv()
    except EOFError:
        raise FillerEnded from None
    if isinstance(done, Exception):
        raise done
    assert isinstance(done, Filled)
    return done


def _serve(pipe: Connection, url: str, filling: Filling) -> None:
    """Until nobody is there any more who would give a task."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is made for one task is let go after it, and is hardly ever a circle.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    opened = EventLog.open(url, create_missing=False), RowStore(url, answer_seconds=None)
    with suppress(EOFError, BrokenPipeError), opened[0] as log, opened[1] as rows:
        while True:
            pipe.send(_done(rows, log, filling, pipe.recv()))


def _done(rows: FilledRows, log: WholeLog, filling: Filling, task: Task) -> Filled | Exception:
    try:
        return do(rows, log, filling, task)
    except Exception as error:
        return error
