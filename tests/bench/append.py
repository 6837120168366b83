"""Appending one fact a transaction by several writers, beside the library's own saving; and whether whoever reads at
their heels misses one."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from eventsourcing.application import Application

from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, AssessmentReturned
from shared.eventlog.log import EventLog
from tests.bench import heels
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
        ours_from, theirs_from = log.head(), theirs.recorder.max_notification_id() or 0
        with (
            heels.reader(heels.log, database, ours_from) as at_ours,
            heels.reader(heels.subscription, database, theirs_from) as at_theirs,
        ):
            followed = in_turns(cases, stand.rounds)
            seen = at_ours.seen(log.head())
            at_theirs.seen(theirs.recorder.max_notification_id() or 0)
        made = len(log.read(ours_from, 1 + stand.rounds * appends))
        theirs.close()
    goal = Goal("at least", 2.0, of_peer=True)
    measure = "append, one fact a transaction, 4 writers"
    both = "each log has a reader in a process of its own"
    with_reader = (f"{LIBRARY}, its subscription tailing", followed["theirs"])
    yield Row(f"{measure}, a reader tailing", "facts/s", followed["ours"], goal, with_reader, both)
    missed = Figures((float(made - len(seen)),))
    yield Row("facts that the reader missed", "facts", missed, Goal("at most", 0), note=f"of {made:,}")
    yield Row(f"{measure}, nobody tailing", "facts/s", alone["ours"], goal, (LIBRARY, alone["theirs"]))


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
