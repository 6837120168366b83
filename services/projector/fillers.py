"""Filling by several processes, which share out the streams: how they are started, given their tasks, and let go."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import NamedTuple, Protocol

from services.projector.fill import Filled, Filling, fill
from services.projector.filler import serve
from services.projector.ports import FilledRows, WholeLog
from shared import processes
from shared.processes import answer, ask
from shared.rowstore.schema import Half

FACTS_WORTH_A_PROCESS = 25_000
"""With fewer, it would take longer to start than it saves."""


class Index(NamedTuple):
    """Half a read model, to be indexed when all its rows are there."""

    model: str
    half: Half


Task = Sequence[str] | Index
"""Streams to be filled, or what is to be indexed."""


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
                done = answer(pipe)
                if not _give(pipe, left):
                    busy.remove(pipe)
                yield done


@contextmanager
def side_by_side(url: str, count: int, filling: Filling) -> Iterator[Fillers]:
    """`count` processes for as long as the block runs.

    Where the block fails they are ended at once, and what they were adding is not there; where this process is killed,
    one that is in the middle of a task does that to its end, for nobody.
    The log and the rows are those in the database at `url`; the read models are those of this version of the program.
    """
    with processes.side_by_side(serve, [(url, filling, do)] * count) as pipes:
        yield SideBySide(pipes)


def worth(facts: int) -> int:
    """How many processes are worth starting for so many facts."""
    return processes.worth(facts, FACTS_WORTH_A_PROCESS)


def _give(pipe: Connection, left: Iterator[Task]) -> bool:
    task = next(left, None)
    if task is None:
        return False
    ask(pipe, task)
    return True
