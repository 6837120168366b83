"""Work that goes on aside: begun now, and waited for later."""

import sys
from collections.abc import Callable
from threading import Thread
from typing import Protocol

Work = Callable[[], None]

SHARES_OF_SECONDS = 0.001
"""Whoever folds has the interpreter for so long, while whoever writes waits for it; Python's own is five times that."""


def share_often() -> None:
    """From now on, in this whole process: so that rows are written while others are folded, and not after them."""
    sys.setswitchinterval(SHARES_OF_SECONDS)


class Begun(Protocol):
    """Work that was begun, or will be."""

    def wait(self) -> None:
        """Until it is done. Raises what it raised. To be called once."""
        ...

    def let_go(self) -> None:
        """Until nothing of it goes on any more, whatever came of it; it may not have been begun at all."""
        ...


Aside = Callable[[Work], Begun]
"""Has the work done aside."""


class InTurn:
    """Not begun before it is waited for: one thing after another, in the one thread there is."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def wait(self) -> None:
        self._work()

    def let_go(self) -> None:
        """Nothing was begun."""


class InAThread:
    """Begun at once, in a thread of its own."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._error: BaseException | None = None
        self._thread = Thread(target=self._carry_out, name="work aside", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()
        if self._error is not None:
            raise self._error

    def let_go(self) -> None:
        self._thread.join()

    def _carry_out(self) -> None:
        try:
            self._work()
        except BaseException as error:
            self._error = error
