"""A steady load: writers that append made-up histories, and know which of their facts they were told are durable.

The writers share the streams, not their facts: each stream has one writer, which appends its facts in order, and
repeats an append until it is answered.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self, TypeVar
from zlib import crc32

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.recorded import Recorded
from shared.eventlog.errors import LogUnavailable
from shared.eventlog.log import EventLog
from tests.histories import entries
from tests.waiting import until

TRY_AGAIN_AFTER_SECONDS = 0.05
LOOK_EVERY_SECONDS = 0.002

T = TypeVar("T")


def share_of(told: Sequence[Entry[AnyFact]], writer: int, writers: int) -> list[Entry[AnyFact]]:
    """What the writer with this number, from 0, appends."""
    return [entry for entry in told if crc32(entry.stream.encode()) % writers == writer]


def appending(
    log: EventLog, told: Sequence[Entry[AnyFact]], per_second: float, stop: Event
) -> Iterator[tuple[int, Recorded]]:
    """Each entry's place in `told` and the fact, as soon as it is acknowledged. What the log holds is passed over."""
    held: dict[str, int] = {}
    seen: Counter[str] = Counter()
    due = monotonic()
    for place, entry in enumerate(told):
        if entry.stream not in held:
            held[entry.stream] = len(_answered(partial(log.stored_history, entry.stream), stop) or ())
        seen[entry.stream] += 1
        if seen[entry.stream] <= held[entry.stream]:
            continue
        if stop.wait(max(0.0, due - monotonic())):
            return
        # Time lost while a server was away is not made up for: the load stays steady.
        due = max(due, monotonic() - 1.0) + 1.0 / per_second
        append = partial(log.append, entry.stream, seen[entry.stream] - 1, [entry])
        if (facts := _answered(append, stop)) is not None:
            yield place, facts[0]


def _answered(question: Callable[[], T], stop: Event) -> T | None:
    """Asked again until it is answered, or until the time to stop."""
    while not stop.is_set():
        try:
            return question()
        except LogUnavailable:
            stop.wait(TRY_AGAIN_AFTER_SECONDS)
    return None


class Load:
    """Writers at work in threads while the block runs; at its end they are told to stop, and their errors raised.

    `size` is at most how many facts there are to append; a test that is not over by then fails. `others` is how many
    more writers there are of the same entries, somewhere else, with the numbers after ours.
    """

    def __init__(
        self, url: str, size: int, *, seed: int = 1, writers: int = 3, others: int = 0, per_second: float = 150.0
    ) -> None:
        self.acknowledged: list[Recorded] = []
        self._url = url
        self._stop = Event()
        self._failures: list[BaseException] = []
        told = entries(size, seed)
        self._threads = [
            Thread(target=self._write, args=(share_of(told, writer, writers + others), per_second / writers))
            for writer in range(writers)
        ]

    def goes_on(self, facts: int, within_seconds: float = 30.0) -> None:
        """Returns when so many more facts have been acknowledged."""
        enough = len(self.acknowledged) + facts
        until(lambda: self._has(enough), within_seconds, every_seconds=LOOK_EVERY_SECONDS)
        self._raise()

    def stop(self) -> None:
        """Returns when the last append under way is answered. Safe to repeat."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._raise()

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _has(self, facts: int) -> bool:
        return bool(self._failures) or len(self.acknowledged) >= facts

    def _raise(self) -> None:
        if self._failures:
            raise self._failures[0]

    def _write(self, told: Sequence[Entry[AnyFact]], per_second: float) -> None:
        try:
            with EventLog.open(self._url) as log:
                for _, fact in appending(log, told, per_second, self._stop):
                    self.acknowledged.append(fact)
            assert self._stop.is_set(), "the load ran dry before the test was over: give it a larger size"
        except BaseException as failure:
            self._failures.append(failure)
