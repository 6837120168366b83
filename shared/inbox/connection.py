"""How the inbox speaks to its database."""

from types import TracebackType
from typing import Any, Literal

import psycopg
from psycopg import Connection
from psycopg_pool import ConnectionPool

from shared.database import AnsweringConnection


class FeedBoxUnavailable(RuntimeError):
    """The database of the inbox does not answer. What was not answered with a receipt may not be there."""


class Connected:
    """A connection of the pool; its troubles come out as FeedBoxUnavailable."""

    def __init__(self, pool: ConnectionPool[AnsweringConnection[Any]]) -> None:
        self._pool = pool
        self._lent = pool.connection(timeout=5.0)
        self._connection: Connection[Any] | None = None

    def __enter__(self) -> Connection[Any]:
        try:
            self._connection = self._lent.__enter__()
            return self._connection
        except psycopg.OperationalError as error:
            raise unavailable(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        self._lent.__exit__(kind, error, trace)
        if self._connection and self._connection.broken:
            # Where one line has gone dead, whoever takes the next would wait as long for it.
            self._pool.drain()
        if isinstance(error, psycopg.OperationalError):
            raise unavailable(error) from error
        return False


def unavailable(error: Exception) -> FeedBoxUnavailable:
    """The trouble in our words."""
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    told = f"the inbox of the feed does not answer ({reason}): see that PostgreSQL runs, and send it again"
    return FeedBoxUnavailable(told)
