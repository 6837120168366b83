"""Looks at a server again and again, in a thread of its own, so that whoever asks is answered at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")

LOOK_EVERY_SECONDS = 1.0
FRESH_FOR_SECONDS = 4.0
"""An answer that is older is none: a server that hangs is noticed as one that refuses."""


class Watch(Generic[T]):
    """`reach` connects, and gives what is asked each time; after any failure it is connected anew. Use `with`."""

    def __init__(
        self,
        name: str,
        reach: Callable[[], AbstractContextManager[Callable[[], T]]],
        *,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
        fresh_for_seconds: float = FRESH_FOR_SECONDS,
    ) -> None:
        self.name = name
        self._reach = reach
        self._look_every_seconds = look_every_seconds
        self._fresh_for_seconds = fresh_for_seconds
        self._failure = "not asked yet"
        self._last: tuple[float, T] | None = None
        self._stop = Event()
        # A daemon: a server that hangs must not keep the process from ending.
        self._thread = Thread(target=self._run, name=f"watch on the {name}", daemon=True)

    def seen(self) -> T | None:
        """The last answer, if it is fresh. Never waits."""
        last = self._last
        return None if last is None or self._is_stale(last) else last[1]

    def trouble(self) -> str | None:
        """Why there is no answer, in one line; None where there is one."""
        last = self._last
        if last is None:
            return self._failure
        return f"no answer for more than {self._fresh_for_seconds:g} s" if self._is_stale(last) else None

    def _is_stale(self, last: tuple[float, T]) -> bool:
        return monotonic() - last[0] > self._fresh_for_seconds

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
            self._stop.wait(self._look_every_seconds)

    def _look_until_stopped(self, look: Callable[[], T]) -> None:
        while not self._stop.is_set():
            value = look()
            self._last = monotonic(), value
            self._stop.wait(self._look_every_seconds)
