"""The log: appending beside the library's own recorder, importing, reading, and cutting by what was known."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from psycopg.conninfo import conninfo_to_dict

from shared import logs
from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, AssessmentReturned
from shared.eventlog.log import EventLog
from tests import stack
from tests.bench.rounds import medians, per_second

ROUNDS = 5
APPENDS = 1_000
WRITERS = 4
FACTS = 30_000
MANY_FACTS = 1_000_000
KNOWN_FROM = datetime(2020, 6, 12, tzinfo=UTC)
SOURCE = Source(kind="paper", ref="paper/2020-06", locator="3. Refine / Assessments completed, " + "x" * 200)


class Modification(Aggregate):
    """The library's own way of keeping a fact of the same size."""

    @event("AssessmentReturned")
    def returned(self, target_wd: int, on: str, source: str) -> None: ...


def fact(stream: str, number: int) -> Entry[AnyFact]:
    return entry(
        AssessmentReturned(target_wd=15),
        stream,
        on=date(2010, 1, 1) + timedelta(days=number % 3_000),
        kind="PA",
        n=1 + number // 3_000,
        known_at=KNOWN_FROM + timedelta(seconds=number),
        source=SOURCE,
    )


def spread(count: int, streams: int = 200) -> list[Entry[AnyFact]]:
    return [fact(str(1 + number % streams), number // streams) for number in range(count)]


def appending(log: EventLog, writers: int) -> Callable[[], float]:
    def write(stream: str) -> None:
        version = len(log.stored_history(stream))
        for number in range(version, version + APPENDS // writers):
            log.append(stream, number, [fact(stream, number)])

    return lambda: per_second(APPENDS, lambda: at_once(write, [str(5_001 + number) for number in range(writers)]))


def the_librarys_saving(database: str, writers: int) -> Callable[[], float]:
    application: Application[Any] = Application(env=library_settings(database))

    def write(_stream: str) -> None:
        kept = Modification()
        for _turn in range(APPENDS // writers):
            kept.returned(15, "2020-05-01", str(SOURCE.locator))
            application.save(kept)

    return lambda: per_second(APPENDS, lambda: at_once(write, [""] * writers))


def library_settings(database: str) -> dict[str, str]:
    given = {"host": "", "port": "5432", "user": "", "password": "-"} | conninfo_to_dict(database)
    keys = {"dbname": "DBNAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    settings = {f"POSTGRES_{key}": str(given[name]) for name, key in keys.items()}
    return settings | {"PERSISTENCE_MODULE": "eventsourcing.postgres"}


def at_once(write: Callable[[str], None], streams: list[str]) -> None:
    writers = [threading.Thread(target=write, args=(stream,)) for stream in streams]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


def reading(log: EventLog, page: int) -> Callable[[], float]:
    def read() -> None:
        after = 0
        while found := log.read(after, page, upto=FACTS):
            after = found[-1].position

    return lambda: per_second(FACTS, read)


def importing(log: EventLog, entries: list[Entry[AnyFact]]) -> Callable[[], float]:
    """New facts each time: of streams that come after those of the last time."""
    turn = iter(range(10, 10 + ROUNDS))

    def case() -> float:
        first = 200 * next(turn)
        moved = [told.model_copy(update={"ref": str(int(told.ref) + first)}) for told in entries]
        return per_second(len(moved), lambda: log.import_entries(moved))

    return case


def fill(database: str) -> None:
    """Very many facts, for the cut: made by the server, as the log would have them."""
    with psycopg.connect(database) as owner:
        owner.execute(
            """
            INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
            SELECT 'feed/many', number, 'AssessmentReturned/1', '{}', moment, moment
            FROM generate_series(1, %s) AS number,
                LATERAL (SELECT '2021-01-01'::timestamptz + make_interval(secs => number)) AS known (moment)
            """,
            (MANY_FACTS,),
        )
        owner.execute("ANALYZE eventlog.facts")


def cutting(log: EventLog, moment: datetime) -> Callable[[], float]:
    return lambda: per_second(100, lambda: [log.position_known_by(moment) for _ in range(100)])


def main() -> None:
    logs.configure(level=logging.WARNING)
    with stack.postgres() as server, stack.fresh_database(server) as database, EventLog.open(database) as log:
        entries = spread(FACTS)
        log.import_entries(entries)
        told = {f"append, {writers} writer(s)": appending(log, writers) for writers in (1, WRITERS)} | {
            f"eventsourcing's own save, {writers} writer(s)": the_librarys_saving(database, writers)
            for writers in (1, WRITERS)
        }
        found = medians(told, ROUNDS)
        for writers in (1, WRITERS):
            ratio = found[f"append, {writers} writer(s)"] / found[f"eventsourcing's own save, {writers} writer(s)"]
            print(f"{f'  append beside save, {writers} writer(s)':48} {ratio:12.2f} x")
        medians({f"read, pages of {page}": reading(log, page) for page in (1_000, 5_000)}, ROUNDS)
        medians(
            {
                "import of new facts": importing(log, entries),
                "import of the same again": lambda: per_second(FACTS, lambda: log.import_entries(entries)),
            },
            ROUNDS,
        )
        fill(database)
        moments = {"nothing later": datetime(2099, 1, 1, tzinfo=UTC), "half of it": datetime(2021, 1, 7, tzinfo=UTC)}
        cuts = {f"cut of {log.head()} facts, {name}": cutting(log, moment) for name, moment in moments.items()}
        medians(cuts, ROUNDS)


if __name__ == "__main__":
    main()
