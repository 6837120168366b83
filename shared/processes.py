"""Processes of our own that do a part of the work: how many are worth it, how they begin and end, how they answer."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

Serve = Callable[..., None]
"""What such a process does: its end of the pipe comes first. A function of a module, which it imports anew."""


class ProcessEnded(Exception):
    """A process was gone before it answered, as where it is killed. What the others did is no longer wanted."""

    def __init__(self) -> None:
        super().__init__("a process that did part of the work ended before it was done: begin again")


@contextmanager
def side_by_side(serve: Serve, parts: Sequence[tuple[Any, ...]]) -> Iterator[list[Connection]]:
    """A process for each of `parts`, which `serve` is told after its pipe, for as long as the block runs.

    Where the block fails they are ended at once; else, and where this process is killed, `serve` must return when
    nobody is at the other end of its pipe any more.
    """
    with ExitStack() as ending:
        yield [ending.enter_context(_process(serve, part)) for part in parts]


@contextmanager
def _process(serve: Serve, part: tuple[Any, ...]) -> Iterator[Connection]:
    # Not forked: connections and threads of this process are none of its own.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, *part), daemon=True)
    with ours:
        process.start()
        # Once this is theirs alone, its end is seen here.
        theirs.close()
        try:
            yield ours
        except BaseException:
            process.kill()
            process.join()
            raise


def ask(pipe: Connection, task: object) -> None:
    """Raises ProcessEnded where nobody is there who would do it."""
    try:
        pipe.send(task)
    except ConnectionError:
        raise ProcessEnded from None


def answer(pipe: Connection) -> Any:
    """What the task that was asked came to. Raises whatever the other process raised, and ProcessEnded."""
    try:
        done = pipe.recv()
    # The second where it was gone with a task that it had not read.
    except (EOFError, ConnectionError):
        raise ProcessEnded from None
    if isinstance(done, Exception):
        raise done
    return done


def worth(work: int, work_of_a_process: int) -> int:
    """How many processes are worth starting for so much work: no more than there are processors for."""
    return min(_processors(), work // work_of_a_process)


def _processors() -> int:
    """Those that this process may use; where the system does not say, as on macOS, those that there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
