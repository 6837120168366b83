"""One more try where a connection broke, and a plain sentence where that did not help."""

from collections.abc import Callable
from typing import TypeVar

import structlog
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg.errors import DiskFull, LockNotAvailable
from psycopg_pool import PoolTimeout

from shared.eventlog.datastore import LogDatastore, full, unavailable
from shared.eventlog.errors import LogBusy
from shared.logs import LogEvent

ATTEMPTS = 3

T = TypeVar("T")
_log = structlog.get_logger()


def attempt(datastore: LogDatastore, call: Callable[[], T]) -> T:
    """What `call` returns; it must be safe to repeat. Raises LogBusy, LogFull, LogUnavailable, and its own."""
    for tried in range(1, ATTEMPTS + 1):
        try:
            return call()
        except (OperationalError, InterfaceError) as error:
            _give_up_where_it_is_no_use(datastore, error, is_last=tried == ATTEMPTS)
            _log.warning(LogEvent.LOG_CONNECTION_LOST, reason=str(error).split("\n")[0], tried=tried)
            # Those that broke at the same moment, as in a restart of the server, would each cost a try; and to ask each
            # whether it answers, where a line has gone dead, as long as an answer may take.
            datastore.pool.drain()
    raise AssertionError("the last attempt returns or raises")


def _give_up_where_it_is_no_use(datastore: LogDatastore, error: Exception, *, is_last: bool) -> None:
    cause = error.__cause__
    if isinstance(cause, LockNotAvailable):
        raise LogBusy(
            f"another writer has held the log for more than {datastore.lock_seconds:g} s: nothing was written; "
            "try again, and look in pg_locks for who holds it"
        ) from error
    if isinstance(cause, DiskFull):
        raise full(cause) from error
    if is_last or isinstance(cause, PoolTimeout):
        raise unavailable(datastore.url, error) from error
