"""Everything at once for a minute: 300 facts a second through the services, and what they hold before and after.

Before that they have gone through more of the same history than any of them keeps at hand.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.eventlog.log import EventLog
from shared.rowstore.completeness import Completeness
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.memory import held_mb
from tests.bench.stand import Stand
from tests.bench.visible import Watch, carried, paced
from tests.histories import entries

FACTS_PER_SECOND = 300
FACTS_BEFORE = 60_000


def whole_stack(stand: Stand) -> Iterator[Row]:
    count = stand.size(60 * FACTS_PER_SECOND, 2 * FACTS_PER_SECOND)
    told = iter(entries(stand.size(FACTS_BEFORE, 600) + count // 4 + count))
    with carried(stand, "reporter") as work, EventLog.open(work.database) as log, Watch(work.database) as watch:
        bring_in(work.database, log, islice(told, stand.size(FACTS_BEFORE, 600)))
        paced(log, watch, islice(told, count // 4), FACTS_PER_SECOND)
        before = {name: held_mb(pid) for name, pid in work.processes.items()}
        latencies = paced(log, watch, told, FACTS_PER_SECOND)
        after = {name: held_mb(pid) for name, pid in work.processes.items()}
        with RowStore(work.database) as store:
            parked = len(store.parked(store.live()))
        errors = len(work.errors())
    seconds = count // FACTS_PER_SECOND
    measure = f"the whole stack at {FACTS_PER_SECOND} facts/s for {seconds} s, p99 to visible"
    p99 = Figures((percentile(latencies, 99) / 1000,))
    yield Row(measure, "s", p99, Goal("at most", 1), note=f"median {percentile(latencies, 50):.0f} ms")
    yield Row("facts parked meanwhile", "facts", Figures((float(parked),)), Goal("at most", 0))
    yield Row("errors logged by any service", "lines", Figures((float(errors),)), Goal("at most", 0))
    for name in before:
        start = ("at the start", Figures((before[name],)))
        yield Row(f"memory of {name}", "MB", Figures((after[name],)), Goal("at most", 1.05, of_peer=True), start)


def bring_in(database: str, log: EventLog, told: Iterable[Entry[AnyFact]]) -> None:
    """Returns when all of them are visible."""
    log.import_entries(told)
    with RowStore(database) as rows:
        Completeness(rows, log, partition_of).wait(log.head(), timeout_seconds=300)
