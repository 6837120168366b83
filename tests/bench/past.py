"""Any past month over a long history: its rows, its whole paper by rows and by replay; and a look at the status."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from itertools import cycle
from random import Random
from typing import Any

from services.projector.rebuild import rebuild
from services.reporter.assemble import assemble
from services.reporter.load import load
from services.reporter.render import RENDERERS
from services.reporter.replay import replay
from services.reporter.views import replayed
from shared.domain.codec import recorded
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.operation.look import status
from shared.readmodels import ASSESSMENTS, CONSULTATIONS, IMPLEMENTATIONS, REGISTER
from shared.readmodels.only import Only
from shared.readmodels.readmodel import ReadModel
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.rounds import in_turns, seconds
from tests.bench.stand import Stand
from tests.long_histories import entries, months

OPEN_ITEMS = 2_000
QUESTIONS = 8
"""Of each round, each about another month."""
PAGE = 5_000
LASTING: tuple[ReadModel[Any], ...] = (REGISTER, ASSESSMENTS, CONSULTATIONS, IMPLEMENTATIONS)
"""Of these, what is open in a month is told of in its paper, however long ago it began."""


def past(stand: Stand) -> Iterator[Row]:
    size = stand.size(1_000_000, 4_000)
    open_items = min(OPEN_ITEMS, size // 20)
    over = f"over {size:,} facts ({open_items:,} open)"
    with filled(stand, size, open_items) as (log, store), filled(stand, size // 100, open_items) as (few, fewer):
        asked, short = Asking(log, store), Asking(few, fewer)
        questions = stand.rounds * QUESTIONS
        by_rows = in_turns({"open": asked.open, "all": asked.rows}, questions)
        whole = in_turns({"rows": asked.paper, "replay": asked.paper_by_replay}, stand.rounds)
        replays = in_turns({"rows": asked.rows, "replay": asked.replay}, stand.rounds)
        heads = in_turns({"long": asked.last, "short": short.last}, questions)
        look = in_turns({"look": lambda: seconds(lambda: status(log, store, CHANGE_EVENTS))}, stand.rounds)["look"]
        each = f"{asked.last_open():,} rows and {short.last_open():,}"
    of = f"of {questions} questions"
    yield Row(f"rows of what was open in any past month {over}, p95", "ms", p95(by_rows["open"]), limit(15), note=of)
    yield Row(
        f"all rows that its paper reads, 12 months back {over}, p95", "ms", p95(by_rows["all"]), limit(15), note=of
    )
    replay = ("full replay to the same position", replays["replay"])
    yield Row("the same beside the full replay", "s", replays["rows"], Goal("at most", 0.01, of_peer=True), replay)
    peer = (f"{size // 100:,} facts, as many open", heads["short"])
    measure = "rows of what is open at the head, 100 x the history at equal open items"
    yield Row(measure, "s", heads["long"], Goal("at most", 1.5, of_peer=True), peer, each)
    yield Row(f"whole paper of any past month {over}, by rows", "s", whole["rows"], limit(0.2))
    yield Row(f"whole paper of any past month {over}, by full replay", "s", whole["replay"], limit(8))
    yield Row(f"one look of project status {over}", "s", look)


def limit(most: float) -> Goal:
    return Goal("at most", most)


def p95(seconds_each: Figures) -> Figures:
    """In milliseconds."""
    return Figures((1000 * percentile(list(seconds_each.values), 95),))


@contextmanager
def filled(stand: Stand, size: int, open_items: int) -> Iterator[tuple[EventLog, RowStore]]:
    """A log of so many facts, and all their rows."""
    with stand.database() as database, EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries(entries(size, open_items, as_published=True))
        done = rebuild(database, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count, processes=2)
        assert (done.facts, done.parked) == (size, 0)
        yield log, store


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
        return seconds(lambda: self._open(month, position))

    def last(self) -> float:
        """What is open now."""
        return seconds(self.last_open)

    def last_open(self) -> int:
        """How many rows that is."""
        return self._open(months()[-1], self._log.head())

    def replay(self) -> float:
        _, position = self._next()
        return seconds(lambda: replayed(self._told(position)))

    def paper(self) -> float:
        month, position = self._next()
        return seconds(lambda: RENDERERS["md"](assemble(load(self._store, month, position))))

    def paper_by_replay(self) -> float:
        """Which must be the same paper as by rows."""
        month, position = self._next()
        made: list[str] = []
        took = seconds(lambda: made.append(RENDERERS["md"](assemble(replay(self._log, month, position)))))
        assert made == [RENDERERS["md"](assemble(load(self._store, month, position)))], f"{month} at {position} differs"
        return took

    def _open(self, month: Month, position: int) -> int:
        only = Only(settled_from=month.last_day, as_of=month.last_day)
        with self._store.moment() as live:
            return sum(len(self._store.load(model, position, only=only, generation=live)) for model in LASTING)

    def _told(self, upto: int) -> Iterator[Recorded]:
        after = 0
        while page := self._log.read(after, PAGE, upto):
            yield from map(recorded, page)
            after = page[-1].position

    def _next(self) -> tuple[Month, int]:
        """A month, and the position up to which its last day is known."""
        month = next(self._months)
        return month, self._log.position_known_by(datetime.combine(month.last_day, time.max, UTC))
