"""Looks at a server again and again, in a thread of its own, so that whoever asks is answered at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Generic, NamedTuple, Self, TypeVar

T = TypeVar("T")

LOOK_EVERY_SECONDS = 1.0
FRESH_FOR_SECONDS = 4.0
"""An answer that is older is none: a server that hangs is noticed as one that refuses."""
SLOW_AFTER_SECONDS = 2.0
"""An answer is a matter of milliseconds. Where it takes longer than this, whoever depends on it is held up.

That is told while the answer is awaited still: whoever asks need not wait until the last one is stale.
"""


class Watch(Generic[T]):
    """`reach` connects, and gives what is asked each time; after any failure it is connected anew. Use `with`."""

    def __init__(
        self,
        name: str,
        reach: Callable[[], AbstractContextManager[Callable[[], T]]],
        *,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
        fresh_for_seconds: float = FRESH_FOR_SECONDS,
        slow_after_seconds: float = SLOW_AFTER_SECONDS,
    ) -> None:
        self.name = name
        self._reach = reach
        self._look_every_seconds = look_every_seconds
        self._fresh_for_seconds = fresh_for_seconds
        self._slow_after_seconds = slow_after_seconds
        self._failure = "not asked yet"
        self._last: _Answer[T] | None = None
        self._asked_at: float | None = None
        self._stop = Event()
        # A daemon: a server that hangs must not keep the process from ending.
        self._thread = Thread(target=self._run, name=f"watch on the {name}", daemon=True)

    def seen(self) -> T | None:
        """The last answer, if it is fresh. Never waits."""
        last = self._last
        return None if last is None or self._is_stale(last) else last.value

    def trouble(self) -> str | None:
        """Why there is no answer, or none in good time, in one line; None where there is one."""
        last = self._last
        if last is None:
            return self._failure
        if self._is_stale(last):
            return f"no answer for more than {self._fresh_for_seconds:g} s"
        seconds = max(last.took_seconds, self._awaited_seconds())
        return f"answers slowly: {seconds:.1f} s" if seconds > self._slow_after_seconds else None

    def _awaited_seconds(self) -> float:
        """How long the question that is under way has had no answer."""
        asked_at = self._asked_at
        return 0.0 if asked_at is None else monotonic() - asked_at

    def _is_stale(self, last: "_Answer[T]") -> bool:
        return monotonic() - last.came_at > self._fresh_for_seconds

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(self._look_every_seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                with self._reach() as look:
                    self._look_until_stopped(look)
            # Whatever goes wrong, the answer is: not well, and why.
            except Exception as error:
                self._failure, self._last = " ".join(str(error).split()) or type(error).__name__, None
                self._asked_at = None
            self._stop.wait(self._look_every_seconds)

    def _look_until_stopped(self, look: Callable[[], T]) -> None:
        while not self._stop.is_set():
            self._asked_at = asked_at = monotonic()
            value = look()
            came_at = monotonic()
            self._last = _Answer(value, came_at, came_at - asked_at)
            self._asked_at = None
            self._stop.wait(self._look_every_seconds)


class _Answer(NamedTuple, Generic[T]):
    value: T
    came_at: float
    took_seconds: float
