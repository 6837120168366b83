"""From before a fact is appended until its rows are committed: through the services as processes, at a steady rate."""

import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType

import psycopg

from infra.ports import free_port
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.eventlog.log import EventLog
from shared.transport.carried import partition_of
from shared.transport.topics import CHANGE_EVENTS
from tests import stack
from tests.bench.disk import WRITTEN_THROUGH, by_itself
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.stand import Stand
from tests.flow.processes import service
from tests.histories import entries

# The database itself says when a bookmark has moved: at the commit, to whoever listens.
_TELL = """
CREATE OR REPLACE FUNCTION projected.tell() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM pg_notify('visible', NEW.partition || ' ' || NEW.position);
    RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER tell_what_is_visible
    AFTER UPDATE ON projected.bookmarks
    FOR EACH ROW EXECUTE FUNCTION projected.tell();
"""


def visible(stand: Stand) -> Iterator[Row]:
    count = stand.size(500, 50)
    told = iter(entries(50 + stand.rounds * count))
    with carried(stand) as work, EventLog.open(work.database) as log, Watch(work.database) as watch:
        paced(log, watch, islice(told, 50), 50)
        disk, found = list[float](), list[list[float]]()
        for _ in range(stand.rounds):
            disk.append(by_itself())
            found.append(paced(log, watch, islice(told, count), 50))
    goals = {50: None, 95: Goal("at most", 25), 99: Goal("at most", 50)}
    for percent, goal in goals.items():
        figures = Figures(tuple(percentile(latencies, percent) for latencies in found))
        limit = (WRITTEN_THROUGH, Figures(tuple(disk))) if percent == 99 else None
        yield Row(f"appended to visible over Kafka, 50 facts/s, p{percent}", "ms", figures, goal, limit)


@dataclass(frozen=True)
class AtWork:
    """The services at work on a database: the number of each process, and what it logs."""

    database: str
    processes: Mapping[str, int]
    logs: Mapping[str, Path]

    def errors(self) -> list[str]:
        """What they logged as an error."""
        lines = (line for log in self.logs.values() for line in log.read_text().splitlines())
        return [line for line in lines if '"level": "error"' in line or "[error" in line or "Traceback" in line]


@contextmanager
def carried(
    stand: Stand, *others: str, ingest: Sequence[str] = (), env: Mapping[str, str] = MappingProxyType({})
) -> Iterator[AtWork]:
    """An ingest and a projector process at work on a database of their own, and `others` beside them.

    `ingest`: its options; `env`: further settings of all of them.
    """
    with ExitStack() as open_here:
        folder, database = open_here.enter_context(stack.own_folder()), open_here.enter_context(stand.database())
        settings = {
            **env,
            "SECCHANGE_DATABASE_URL": database,
            "SECCHANGE_KAFKA_BOOTSTRAP": stand.kafka,
            "SECCHANGE_TOPIC": f"bench.{uuid.uuid4().hex[:12]}",
        }
        EventLog.open(database).close()
        logs = {name: folder / f"{name}.log" for name in ("ingest", "projector", *others)}
        options = {
            "ingest": ingest,
            "feed": ("work",),
            "projector": ("--member", "one"),
            "reporter": ("--port", str(free_port())),
        }
        processes = {
            name: open_here.enter_context(service(name, *options.get(name, ()), env=settings, log=log)).pid
            for name, log in logs.items()
        }
        _until_at_work(logs["projector"])
        yield AtWork(database, processes, logs)


def _until_at_work(log: Path) -> None:
    deadline = monotonic() + 60
    while "partitions.assigned" not in log.read_text():
        assert monotonic() < deadline, log.read_text()
        sleep(0.05)


class Watch:
    """Hears which position of which partition became visible, and when."""

    def __init__(self, database: str) -> None:
        self.seen: dict[int, list[tuple[int, float]]] = {n: [] for n in range(CHANGE_EVENTS.partition_count)}
        self._connection = psycopg.connect(database, autocommit=True)
        self._connection.execute(_TELL)
        self._connection.execute("LISTEN visible")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._hear)

    def reached(self, partition: int, position: int) -> float | None:
        """The moment from which the position was visible; None where it is not yet."""
        return next((at for seen, at in self.seen[partition] if seen >= position), None)

    def await_visible(self, partition: int, position: int) -> float:
        """The same moment, once there is one."""
        deadline = monotonic() + 30
        while (at := self.reached(partition, position)) is None:
            assert monotonic() < deadline, f"position {position} was not visible within 30 s"
            sleep(0.005)
        return at

    def _hear(self) -> None:
        while not self._stop.is_set():
            for notice in self._connection.notifies(timeout=0.2):
                at = monotonic()
                partition, position = map(int, notice.payload.split())
                self.seen[partition].append((position, at))

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._connection.close()


def paced(log: EventLog, watch: Watch, told: Iterable[Entry[AnyFact]], rate: float) -> list[float]:
    """Milliseconds from before each append to visible, of facts that come at `rate` a second."""
    versions: dict[str, int] = {}
    begun: list[tuple[int, int, float]] = []
    start = monotonic()
    for number, entry in enumerate(told):
        sleep(max(0.0, start + number / rate - monotonic()))
        stream, before = entry.stream, monotonic()
        if stream not in versions:
            versions[stream] = len(log.stored_history(stream))
        [recorded] = log.append(stream, versions[stream], [entry])
        versions[stream] += 1
        begun.append((partition_of(stream, CHANGE_EVENTS.partition_count), recorded.position, before))
    return [1000 * (watch.await_visible(partition, position) - before) for partition, position, before in begun]
