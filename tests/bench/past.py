"""Any past month over a long history: its rows, its whole paper by rows and by replay; and a look at the status."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from itertools import cycle
from random import Random
from time import perf_counter
from typing import Any

import psycopg

from services.projector.rebuild import rebuild
from services.reporter.assemble import assemble
from services.reporter.load import load
from services.reporter.render import RENDERERS
from services.reporter.replay import replay
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.period import Month
from shared.eventlog.log import EventLog
from shared.garbage import NEW_VALUES_OF_PAPERS
from shared.operation.look import status
from shared.readmodels import ASSESSMENTS, CONSULTATIONS, IMPLEMENTATIONS, REGISTER
from shared.readmodels.only import Only
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.bench.as_a_service import collected_seldom
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.rounds import in_turns, seconds
from tests.bench.stand import Stand
from tests.long_histories import LAST_DAY, entries, months

OPEN_ITEMS = 2_000
PLACES = 200
"""That are taken again and again, in a long history and in a short one."""
QUESTIONS = 40
"""Of each round, each about another month. So many, since of few the slowest but one says more of the machine."""
LASTING: tuple[ReadModel[Any], ...] = (REGISTER, ASSESSMENTS, CONSULTATIONS, IMPLEMENTATIONS)
"""Of these, what is open in a month is told of in its paper, however long ago it began."""


def past(stand: Stand) -> Iterator[Row]:
    size = stand.size(1_000_000, 4_000)
    yield from of_a_long_history(stand, size, min(OPEN_ITEMS, size // 20))
    yield of_two_lengths(stand, size, min(PLACES, size // 1_000))


def of_a_long_history(stand: Stand, size: int, open_items: int) -> Iterator[Row]:
    over = f"over {size:,} facts ({open_items:,} open)"
    history = entries(size, open_items, as_published=True)
    with filled(stand, history) as (log, store), collected_seldom(NEW_VALUES_OF_PAPERS):
        asked, questions = Asking(log, store), stand.rounds * QUESTIONS
        by_rows = in_turns({"open": asked.open}, questions) | in_turns({"all": asked.rows}, stand.rounds)
        # Not in turns, for they are not compared; and of papers that differ so much, twenty say more than five.
        whole = in_turns({"rows": asked.paper}, 4 * stand.rounds)
        whole |= in_turns({"replay": asked.paper_by_replay}, stand.rounds)
        replays = in_turns({"rows": asked.open, "replay": asked.replay}, stand.rounds)
        look = in_turns({"look": lambda: seconds(lambda: status(log, store, CHANGE_EVENTS))}, stand.rounds)["look"]
        count = asked.count()
    of = f"of {questions} questions, each about {count:,} rows"
    yield Row(f"rows of what was open in any past month {over}, p95", "ms", p95(by_rows["open"]), limit(15), note=of)
    told = ("full replay to the same position", replays["replay"])
    yield Row("the same beside the full replay", "s", replays["rows"], Goal("at most", 0.01, of_peer=True), told)
    beside = "for information: also what was settled in 12 months, and what was done in the month"
    yield Row(f"all rows that a paper reads {over}", "s", by_rows["all"], note=beside)
    yield Row(f"whole paper of any past month {over}, by rows", "s", whole["rows"], limit(0.2))
    yield Row(f"whole paper of any past month {over}, by full replay", "s", whole["replay"], limit(5))
    yield Row(f"one look of project status {over}", "s", look)


def of_two_lengths(stand: Stand, size: int, places: int) -> Row:
    """In both, each place has had many lives by then: so what is open is as much."""
    long, short = entries(size, places), entries(size // 100, places)
    with filled(stand, long) as (log, store), filled(stand, short) as (few, fewer):
        asked, beside = Asking(log, store), Asking(few, fewer)
        heads = in_turns({"long": asked.last, "short": beside.last}, stand.rounds * QUESTIONS)
        counts = f"{asked.count():,} rows and {beside.count():,}"
    peer = (f"{size // 100:,} facts, as much open", heads["short"])
    measure = "rows of what is open at the head, 100 x the history at equal open items"
    return Row(measure, "s", heads["long"], Goal("at most", 1.5, of_peer=True), peer, counts)


def limit(most: float) -> Goal:
    return Goal("at most", most)


def p95(seconds_each: Figures) -> Figures:
    """In milliseconds."""
    return Figures((1000 * percentile(list(seconds_each.values), 95),))


@contextmanager
def filled(stand: Stand, told: Iterator[Entry[AnyFact]]) -> Iterator[tuple[EventLog, RowStore]]:
    """A log of these facts, and all their rows; the database has done its housekeeping, as in one that has run long."""
    with stand.database() as database, EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries(told)
        done = rebuild(database, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count, processes=2)
        assert (done.facts, done.parked) == (log.head(), 0)
        keep_house(database)
        yield log, store


def keep_house(database: str) -> None:
    """What PostgreSQL would do by itself within minutes of so much writing, in the midst of the questions."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


class Asking:
    """Asks about one past month after another, in an order that is the same each time."""

    def __init__(self, log: EventLog, store: RowStore) -> None:
        self._log = log
        self._store = store
        self._months = cycle(Random(1).sample(months(), k=len(months())))

    def rows(self) -> float:
        month, position = self._next()
        return seconds(lambda: load(self._store, month, position))

    def open(self) -> float:
        """What was open at the end of a month."""
        month, position = self._next()
        return self._open(month.last_day, position)[0]

    def last(self) -> float:
        """What is open now."""
        return self._open(LAST_DAY, self._log.head())[0]

    def count(self) -> int:
        """How many rows that is."""
        return self._open(LAST_DAY, self._log.head())[1]

    def replay(self) -> float:
        month, position = self._next()
        return seconds(lambda: replay(self._log, month, position))

    def paper(self) -> float:
        month, position = self._next()
        return seconds(lambda: RENDERERS["md"](assemble(load(self._store, month, position))))

    def paper_by_replay(self) -> float:
        """Which must be the same paper as by rows."""
        month, position = self._next()
        made: list[bytes] = []
        took = seconds(lambda: made.append(RENDERERS["md"](assemble(replay(self._log, month, position)))))
        assert made == [RENDERERS["md"](assemble(load(self._store, month, position)))], f"{month} at {position} differs"
        return took

    def _open(self, day: date, position: int) -> tuple[float, int]:
        """How long it took until all rows were there, and how many they are."""
        only = Only(settled_from=day, as_of=day)
        begun = perf_counter()
        with self._store.moment() as live:
            found = self._store.load_each([(model, only) for model in LASTING], position, generation=live)
        return perf_counter() - begun, sum(map(len, found))

    def _next(self) -> tuple[Month, int]:
        """A month, and the position up to which its last day is known."""
        month = next(self._months)
        return month, self._log.position_known_by(datetime.combine(month.last_day, time.max, UTC))
