"""Waiting for something to come into the inbox: woken by a notice, whichever process kept it."""

import time
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from shared.database import WHERE_THE_ADDRESS_IS_SILENT
from shared.inbox.connection import unavailable
from shared.inbox.schema import SCHEMA, bell_of


class Bell:
    """One waiter, with a connection of its own, which it makes again when it breaks. Not for two threads.

    It rings for whatever comes after the block has begun. Raises FeedBoxUnavailable where it begins, and not after.
    """

    def __init__(self, url: str, *, schema: str = SCHEMA) -> None:
        self._url = url
        self._listen = SQL("LISTEN {}").format(Identifier(bell_of(schema)))
        self._connection: Connection[Any] | None = None

    def wait(self, timeout_seconds: float) -> bool:
        """Whether to look: something came, or may have come while nobody listened. False after the time-out."""
        try:
            if self._connection is None:
                self._connect()
                return True
            return any(True for _ in self._connection.notifies(timeout=timeout_seconds, stop_after=1))
        except psycopg.OperationalError:
            # Whoever looks at the inbox now is told why.
            self._close()
            time.sleep(timeout_seconds)
            return True

    def _connect(self) -> None:
        self._connection = psycopg.connect(
            self._url, autocommit=True, **{**WHERE_THE_ADDRESS_IS_SILENT, "application_name": "secchange feed bell"}
        )
        self._connection.execute(self._listen)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        try:
            self._connect()
        except psycopg.OperationalError as error:
            self._close()
            raise unavailable(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
