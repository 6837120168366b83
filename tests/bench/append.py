"""Appending one fact a transaction by several writers, beside the library's own saving; and whether a reader at
their heels misses one."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from eventsourcing.application import Application

from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, AssessmentReturned
from shared.eventlog.log import EventLog
from tests.bench.figures import Figures, Goal, Row
from tests.bench.peers import library
from tests.bench.rounds import in_turns, per_second
from tests.bench.stand import Stand

WRITERS = 4
KNOWN_FROM = datetime(2020, 6, 12, tzinfo=UTC)
SOURCE = Source(kind="paper", ref="paper/2020-06", locator="3. Refine / Assessments completed, " + "x" * 200)
LIBRARY = "eventsourcing save, 4 writers"


def append(stand: Stand) -> Iterator[Row]:
    with stand.database() as database, EventLog.open(database) as log:
        theirs: Application[UUID] = library.Modifications(env=library.settings(database))
        appends = stand.size(1_000, 100)
        cases = {"ours": lambda: appending(log, appends), "theirs": lambda: saving(theirs, appends)}
        in_turns(cases, 1)
        alone = in_turns(cases, stand.rounds)
        first = log.head()
        with Reader(database, first) as reader:
            read_along = in_turns({"ours": cases["ours"]}, stand.rounds)["ours"]
            reader.until(log.head())
        theirs.close()
    made = stand.rounds * (appends // WRITERS) * WRITERS
    goal = Goal("at least", 2.0, of_peer=True)
    yield Row("append, one fact a transaction, 4 writers", "facts/s", alone["ours"], goal, (LIBRARY, alone["theirs"]))
    unread = "the peer has no reader at its heels"
    yield Row("the same, a reader at their heels", "facts/s", read_along, goal, (LIBRARY, alone["theirs"]), unread)
    missed = Figures((float(made - len(reader.seen)),))
    yield Row("facts that the reader missed", "facts", missed, Goal("at most", 0), note=f"of {made:,}")


class Reader:
    """Reads whatever is appended, as soon as it is there, and keeps the positions it has seen."""

    def __init__(self, database: str, after: int) -> None:
        self.seen: list[int] = []
        self._log = EventLog.open(database)
        self._after = after
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def until(self, head: int) -> None:
        """Returns once it has come to `head`."""
        while self._after < head:
            self._stop.wait(0.01)

    def _read(self) -> None:
        while not self._stop.is_set():
            if self._log.wait(self._after, 0.2):
                found = self._log.read(self._after, 1_000)
                self.seen += [fact.position for fact in found]
                self._after = found[-1].position

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._log.close()


def appending(log: EventLog, appends: int) -> float:
    def write(stream: str) -> None:
        version = len(log.stored_history(stream))
        for number in range(version, version + appends // WRITERS):
            log.append(stream, number, [fact(stream, number)])

    return per_second(appends, lambda: at_once(write))


def saving(application: Application[UUID], appends: int) -> float:
    def write(_stream: str) -> None:
        kept = library.Modification()
        for _turn in range(appends // WRITERS):
            kept.returned(15, "2020-05-01", str(SOURCE.locator))
            application.save(kept)

    return per_second(appends, lambda: at_once(write))


def at_once(write: Callable[[str], None]) -> None:
    writers = [threading.Thread(target=write, args=(str(5_001 + number),)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


def fact(stream: str, number: int) -> Entry[AnyFact]:
    """One that may follow any other of its stream."""
    return entry(
        AssessmentReturned(target_wd=15),
        stream,
        on=date(2010, 1, 1) + timedelta(days=number % 3_000),
        kind="PA",
        n=1 + number // 3_000,
        known_at=KNOWN_FROM + timedelta(seconds=number),
        source=SOURCE,
    )
