"""Work that does not return is interrupted: a fold in an endless loop must not hold up every other stream.

What counts is the processor time that the working thread takes, so that a machine that is busy, or was asleep, does
not make work take longer. Nor does the collector of garbage, which goes through all that the process holds, and does
so in whichever thread is at work when its time has come: it is neither counted nor interrupted. Work that sits in one
call of a C library is interrupted when that call returns.
"""

import ctypes
import gc
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
    is_ending: bool = False
    collecting_since: float | None = None

    def is_overdue(self, thread: int) -> bool:
        """Whether the work, which is at work in `thread`, is to be interrupted now."""
        if self.is_ending or self.collecting_since is not None:
            return False
        return time.clock_gettime(time.pthread_getcpuclockid(thread)) > self.until


_at_work: dict[int, _Work] = {}
"""By thread. Whoever takes something out, or interrupts, holds the lock."""
_lock = Lock()
_watchdog: Thread | None = None


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns. Raises TookTooLong inside it, at any point, once it has taken `seconds` of processor time.

    What the work was about to change may then be half changed. Not to be nested.
    """
    _watched()
    thread, granted = get_ident(), _Work(time.thread_time() + seconds)
    try:
        _at_work[thread] = granted
        return work()
    finally:
        # Nobody interrupts it any more once this is seen. Before there is a call or a jump, nothing is raised here.
        granted.is_ending = True
        # On their way may be one that the work did not live to see, and one of who had looked just before.
        try:
            try:
                _end(thread, granted)
            except TookTooLong:
                _end(thread, granted)
        except TookTooLong:
            _end(thread, granted)


def _end(thread: int, done: _Work) -> None:
    """After this, nothing is raised any more."""
    with _lock:
        if done.is_interrupted:
            _raise_in(thread, None)
        _at_work.pop(thread, None)


def _watched() -> None:
    global _watchdog
    if _watchdog is None or not _watchdog.is_alive():
        if _leave_out_collections not in gc.callbacks:
            gc.callbacks.append(_leave_out_collections)
        _watchdog = Thread(target=_watch, name="watch on folds", daemon=True)
        _watchdog.start()


def _leave_out_collections(phase: str, info: dict[str, int]) -> None:
    """Told by the collector, in the thread in which it works. It may come at any time, so it takes no lock."""
    work = _at_work.get(get_ident())
    if work is None:
        return
    if phase == "start":
        work.collecting_since = time.thread_time()
    elif work.collecting_since is not None:
        work.until += time.thread_time() - work.collecting_since
        work.collecting_since = None


def _watch() -> None:
    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        _look()


def _look() -> None:
    with _lock:
        for thread, work in list(_at_work.items()):
            # Again and again, should the work have caught it and carried on.
            if work.is_overdue(thread):
                work.is_interrupted = True
                _raise_in(thread, TookTooLong)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """At the thread's next step; None takes back what was not raised yet."""
    what = ctypes.py_object() if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
