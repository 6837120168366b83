"""Waiting for more facts: woken by a notice, and looking by itself each second in case the notice was lost."""

import time
from typing import Any

import psycopg
import structlog
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from shared.eventlog.datastore import connect
from shared.eventlog.errors import LogUnavailable
from shared.eventlog.schema import channel
from shared.logs import LogEvent

POLL_SECONDS = 1.0

_log = structlog.get_logger()


class Tail:
    """One waiter, with a connection of its own which it makes again when it breaks. Not for two threads."""

    def __init__(self, url: str, schema: str, table: str, *, poll_seconds: float = POLL_SECONDS) -> None:
        self._url = url
        self._poll_seconds = poll_seconds
        self._listen = SQL("LISTEN {}").format(Identifier(channel(schema, table)))
        self._head = SQL("SELECT coalesce(max(notification_id), 0) FROM {}").format(Identifier(schema, table))
        self._connection: Connection[Any] | None = None

    def wait(self, after: int, timeout_seconds: float) -> bool:
        """True as soon as the log holds a position above `after`; False when it did not within the time-out.

        A database that is out of reach for a while only makes it wait.
        """
        deadline = time.monotonic() + timeout_seconds
        while True:
            remaining = max(0.0, deadline - time.monotonic())
            if self._look(after, min(remaining, self._poll_seconds)):
                return True
            if remaining == 0.0:
                return False

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _look(self, after: int, patience_seconds: float) -> bool:
        try:
            connection = self._connected()
            # Looks before it waits: what was committed before LISTEN gave no notice.
            if self._head_of(connection) > after:
                return True
            for _ in connection.notifies(timeout=patience_seconds, stop_after=1):
                pass
            return self._head_of(connection) > after
        except (psycopg.OperationalError, LogUnavailable) as error:
            self.close()
            _log.warning(LogEvent.LOG_CONNECTION_LOST, reason=str(error).split("\n")[0])
            time.sleep(patience_seconds)
            return False

    def _connected(self) -> Connection[Any]:
        if self._connection is None:
            self._connection = connect(self._url)
            self._connection.execute(self._listen)
        return self._connection

    def _head_of(self, connection: Connection[Any]) -> int:
        row = connection.execute(self._head, prepare=False).fetchone()
        assert row is not None
        return int(row[0])
