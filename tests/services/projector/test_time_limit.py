"""Work that does not return is interrupted, wherever it runs; work that does is left alone."""

import gc
from collections.abc import Callable
from threading import Thread
from time import thread_time
from typing import Never

import pytest

from services.projector.time_limit import TookTooLong, within

GRANTED_SECONDS = 0.1


def never() -> Never:
    while True:
        pass


def obstinate() -> str:
    """Carries on after whatever happens, three times."""
    for _ in range(3):
        try:
            never()
        except TookTooLong:
            continue
    return "gave in"


def test_what_returns_in_time_is_given() -> None:
    assert within(GRANTED_SECONDS, lambda: "done") == "done"


def test_an_error_of_the_work_is_the_caller_s() -> None:
    with pytest.raises(ZeroDivisionError):
        within(GRANTED_SECONDS, lambda: 1 // 0)


def test_what_does_not_return_is_interrupted() -> None:
    with pytest.raises(TookTooLong):
        within(GRANTED_SECONDS, never)


def test_what_carries_on_is_interrupted_again() -> None:
    assert within(GRANTED_SECONDS, obstinate) == "gave in"


def test_a_thread_other_than_the_main_one_is_interrupted_too() -> None:
    interrupted: list[type[BaseException]] = []

    def work() -> None:
        try:
            within(GRANTED_SECONDS, never)
        except TookTooLong as error:
            interrupted.append(type(error))

    thread = Thread(target=work)
    thread.start()
    thread.join(20)
    assert interrupted == [TookTooLong]


def test_nothing_is_interrupted_once_the_work_is_over() -> None:
    """Neither by what was raised late, nor by what is spent afterwards."""
    work: Callable[[], int] = lambda: sum(range(20_000))  # noqa: E731
    for _ in range(300):
        try:
            within(0.0005, work)
        except TookTooLong:
            continue
    assert sum(1 for _ in range(2_000_000)) == 2_000_000


def test_the_collector_of_garbage_is_neither_counted_nor_interrupted() -> None:
    """It takes long where much is held, and calls finalizers, which must come to their end."""
    finalized: list[float] = []

    class Slow:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            begun = thread_time()
            while thread_time() - begun < 5 * GRANTED_SECONDS:
                pass
            finalized.append(thread_time() - begun)

    def work() -> str:
        Slow()
        gc.collect()
        return "done"

    assert within(GRANTED_SECONDS, work) == "done"
    assert len(finalized) == 1
