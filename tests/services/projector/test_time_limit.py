"""Work that does not return is interrupted, wherever it runs; work that does is left alone."""

import ctypes
import gc
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from operator import call
from threading import Event, Thread, get_ident
from time import monotonic, thread_time
from typing import Never

import pytest

from services.projector import time_limit
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


def test_two_interruptions_that_come_after_the_end_are_got_over(monkeypatch: pytest.MonkeyPatch) -> None:
    end, ends = time_limit._end, count()

    def interrupted(thread: int, done: time_limit._Work) -> None:
        if next(ends) == 0:
            raise_one_with_another_on_its_way(thread)
        end(thread, done)

    monkeypatch.setattr(time_limit, "_end", interrupted)
    assert within(GRANTED_SECONDS, lambda: "done") == "done"
    assert get_ident() not in time_limit._at_work


def raise_one_with_another_on_its_way(thread: int) -> None:
    """In C, where there is no step at which the second would be raised: it is at the next one of the caller."""
    send = partial(ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(thread), ctypes.py_object(TookTooLong))
    fail = partial(nothing().throw, TookTooLong())
    list(map(call, (send, fail)))


def test_however_often_it_is_looked_at_a_thread_is_left_alone_once_its_work_is_over(eager_watch: None) -> None:
    begun = monotonic()
    while monotonic() - begun < 1.5:
        for _ in range(100):
            with suppress(TookTooLong):
                within(0.0, lambda: sum(range(50)))
            assert get_ident() not in time_limit._at_work
        with pytest.raises(TookTooLong):
            within(0.0, never)
        assert get_ident() not in time_limit._at_work
    assert sum(1 for _ in range(2_000_000)) == 2_000_000


def nothing() -> Generator[None, None, None]:
    yield


@pytest.fixture
def eager_watch() -> Iterator[None]:
    """Looks without a pause, and threads take turns as often as they can."""
    interval, over = sys.getswitchinterval(), Event()

    def watch() -> None:
        while not over.is_set():
            time_limit._look()

    thread = Thread(target=watch)
    sys.setswitchinterval(1e-6)
    thread.start()
    yield
    over.set()
    thread.join()
    sys.setswitchinterval(interval)
