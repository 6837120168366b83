"""Work that does not return is interrupted: a fold in an endless loop must not hold up every other stream.

What counts is the processor time that the working thread takes, so that a machine that is busy, or was asleep, does
not make work take longer. Work that sits in one call of a C library is interrupted when that call returns.
"""

import ctypes
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread, get_ident
from typing import TypeVar

LOOK_EVERY_SECONDS = 0.05

T = TypeVar("T")


class TookTooLong(BaseException):
    """The work took more processor time than it was granted. No Exception: whoever catches those must not catch it."""


@dataclass(slots=True)
class _Work:
    until: float
    is_interrupted: bool = False


_at_work: dict[int, _Work] = {}
"""By thread. Whoever takes something out, or interrupts, holds the lock."""
_lock = Lock()
_watchdog: Thread | None = None


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns. Raises TookTooLong inside it, at any point, once it has taken `seconds` of processor time.

    What the work was about to change may then be half changed. Not to be nested.
    """
    _watched()
    thread = get_ident()
    try:
        _at_work[thread] = _Work(time.thread_time() + seconds)
        return work()
    finally:
        while True:
            try:
                _end(thread)
                break
            except TookTooLong:
                # It came between the end of the work and the end of the watch.
                continue


def _end(thread: int) -> None:
    """After this, nothing is raised any more."""
    with _lock:
        done = _at_work.get(thread)
        if done and done.is_interrupted:
            _raise_in(thread, None)
        _at_work.pop(thread, None)


def _watched() -> None:
    global _watchdog
    if _watchdog is None or not _watchdog.is_alive():
        _watchdog = Thread(target=_watch, name="watch on folds", daemon=True)
        _watchdog.start()


def _watch() -> None:
    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        with _lock:
            for thread, work in list(_at_work.items()):
                # Again and again, should the work have caught it and carried on.
                if time.clock_gettime(time.pthread_getcpuclockid(thread)) > work.until:
                    work.is_interrupted = True
                    _raise_in(thread, TookTooLong)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """At the thread's next step; None takes back what was not raised yet."""
    what = ctypes.py_object() if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
