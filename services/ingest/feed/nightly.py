"""Each night, in a thread of its own, both sides are compared: once after its time in London, however often it starts.

Then what was kept for as long as it is to be is forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from functools import partial
from pathlib import Path
from threading import Event, Thread

import psycopg
import structlog

from services.ingest.feed.again import again_and_again
from services.ingest.feed.clock import now
from services.ingest.feed.forgetting import forget_what_is_due
from services.ingest.feed.reconciling import is_due, reconcile_if_due
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from shared.logs import LogEvent
from shared.readmodels import FEEDS
from shared.readmodels.source import RowSource
from shared.rowstore.completeness import Completeness
from shared.rowstore.errors import RowStoreError
from shared.rowstore.on_demand import RowsOnDemand
from shared.rowstore.store import RowStore
from shared.transport.carried import partition_of

LOOK_WHETHER_IT_IS_NIGHT_EVERY_SECONDS = 60.0
WAIT_FOR_ROWS_SECONDS = 30.0

_log = structlog.get_logger()


def every_night(url: str, at: time, keys: Path, stop: Event) -> None:
    """Until `stop` is set. Raises LogUnavailable; that the rows are away is told, and tried again a minute later."""
    with EventLog.open(url) as log:
        while not stop.is_set():
            try:
                with RowStore(url) as store:
                    # Whether it is due is told by the rows as they are: to wait for all of them is dear.
                    if is_due(RowsOnDemand(store, log.head()).of(FEEDS).values(), at, now()):
                        rows = partial(_rows_now, log, store)
                        reconcile_if_due(log, rows, at, now())
                        with FeedBox(url, Sealer(keys)) as box:
                            forget_what_is_due(box, log, rows, now())
            except (RowStoreError, psycopg.OperationalError) as error:
                _log.warning(LogEvent.FEED_HELD_UP, reason=" ".join(str(error).split()), failures=1)
            stop.wait(LOOK_WHETHER_IT_IS_NIGHT_EVERY_SECONDS)


@contextmanager
def nightly(url: str, at: time, keys: Path) -> Iterator[None]:
    """At work while the block runs."""
    stop = Event()
    work = partial(every_night, url, at, keys, stop)
    thread = Thread(target=again_and_again, args=(work, stop), name="reconciliation", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=WAIT_FOR_ROWS_SECONDS)


def _rows_now(log: EventLog, store: RowStore) -> RowSource:
    position = log.head()
    Completeness(store, log, partition_of).wait(position, WAIT_FOR_ROWS_SECONDS)
    return RowsOnDemand(store, position)
