"""Importing a list of facts into the log: new ones, and the same again."""

from collections.abc import Iterator
from functools import partial

from shared.eventlog.log import EventLog
from tests.bench.figures import Figures, Goal, Row
from tests.bench.rounds import per_second
from tests.bench.stand import Stand
from tests.histories import entries


def importing(stand: Stand) -> Iterator[Row]:
    told = entries(stand.size(30_000, 1_000))
    new, again = [], []
    for _ in range(stand.rounds):
        with stand.database() as database, EventLog.open(database) as log:
            new.append(per_second(len(told), partial(log.import_entries, told)))
            again.append(per_second(len(told), partial(log.import_entries, told)))
    goal = Goal("at least", 10_000)
    yield Row("import of new facts, idempotent, to the log", "facts/s", Figures(tuple(new)), goal)
    yield Row("import of the same facts again", "facts/s", Figures(tuple(again)), goal, note="records nothing")
