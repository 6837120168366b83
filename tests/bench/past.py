"""Any past month over a long history: its rows, its whole paper by rows and by replay; and a look at the status."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from itertools import cycle
from random import Random

from services.projector.project import Projector
from services.reporter.assemble import assemble
from services.reporter.load import load
from services.reporter.render import RENDERERS
from services.reporter.views import replayed, view_of
from shared.domain.codec import recorded
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.operation.look import status
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


def past(stand: Stand) -> Iterator[Row]:
    size = stand.size(1_000_000, 4_000)
    open_items = min(OPEN_ITEMS, size // 20)
    over = f"over {size:,} facts ({open_items:,} open)"
    with filled(stand, size, open_items) as (log, store), filled(stand, size // 100, open_items) as (few, fewer):
        asked = Asking(log, store)
        by_rows = [1000 * asked.rows() for _ in range(stand.rounds * QUESTIONS)]
        whole = in_turns({"rows": asked.paper, "replay": asked.paper_by_replay}, stand.rounds)
        replays = in_turns({"rows": asked.rows, "replay": asked.replay}, stand.rounds)
        heads = in_turns({"long": Asking(log, store).last, "short": Asking(few, fewer).last}, stand.rounds * QUESTIONS)
        look = in_turns({"look": lambda: seconds(lambda: status(log, store, CHANGE_EVENTS))}, stand.rounds)["look"]
    p95 = Figures((percentile(by_rows, 95),))
    yield Row(
        f"rows of any past month {over}, p95", "ms", p95, Goal("at most", 15), note=f"of {len(by_rows)} questions"
    )
    replay = ("full replay to the same position", replays["replay"])
    yield Row("the same beside the full replay", "s", replays["rows"], Goal("at most", 0.01, of_peer=True), replay)
    short = (f"{size // 100:,} facts, as many open", heads["short"])
    growth = Goal("at most", 1.5, of_peer=True)
    fewer_each = "in the short history each open item has had fewer facts yet"
    measure = "rows at the head, 100 x the history at equal open items"
    yield Row(measure, "s", heads["long"], growth, short, fewer_each)
    yield Row(f"whole paper of any past month {over}, by rows", "s", whole["rows"], Goal("at most", 0.2))
    yield Row(f"whole paper of any past month {over}, by full replay", "s", whole["replay"], Goal("at most", 8))
    yield Row(f"one look of project status {over}", "s", look)


@contextmanager
def filled(stand: Stand, size: int, open_items: int) -> Iterator[tuple[EventLog, RowStore]]:
    """A log of so many facts, and all their rows."""
    with stand.database() as database, EventLog.open(database) as log, RowStore(database) as store:
        log.import_entries(entries(size, open_items))
        generation = store.live_or_first(CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
        done = Projector(store, log, generation).catch_up()
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

    def last(self) -> float:
        """All rows as they are now."""
        month, position = months()[-1], self._log.head()
        return seconds(lambda: load(self._store, month, position))

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
        took = seconds(lambda: made.append(RENDERERS["md"](assemble(view_of(self._told(position), month, position)))))
        assert made == [RENDERERS["md"](assemble(load(self._store, month, position)))], f"{month} at {position} differs"
        return took

    def _told(self, upto: int) -> Iterator[Recorded]:
        after = 0
        while page := self._log.read(after, PAGE, upto):
            yield from map(recorded, page)
            after = page[-1].position

    def _next(self) -> tuple[Month, int]:
        """A month, and the position up to which its last day is known."""
        month = next(self._months)
        return month, self._log.position_known_by(datetime.combine(month.last_day, time.max, UTC))
