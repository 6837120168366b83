"""How far the relay has carried the log to a topic, and that only one relay carries it."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from shared.eventlog.datastore import connect, full, unavailable
from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from shared.eventlog.schema import PROGRESS_TABLE, SCHEMA, exists

LOCK_OF_RELAY = 5_306_002
"""First half of the key of the advisory lock that an active relay holds; the second half is its topic's."""


class RelayProgress:
    """The seat of the one active relay of a topic, and the positions up to which its records are acknowledged.

    The lock and the positions share one connection: a relay that has lost the lock can no longer save.
    Not for two threads. Close it, or use `with`.
    """

    def __init__(self, connection: Connection[Any], url: str, schema: str, topic: str) -> None:
        self._connection = connection
        self._url = url
        self._topic = topic
        self._table = Identifier(schema, PROGRESS_TABLE)

    @classmethod
    def claim(cls, url: str, topic: str, *, schema: str = SCHEMA) -> Self:
        """Takes the seat. Raises AnotherRelayIsActive where it is taken, and LogUnavailable.

        A relay that was killed gives it up at once; one whose machine is gone, within half a minute.
        """
        connection = connect(url)
        try:
            connection.execute(_NOTICE_WHO_IS_GONE)
            if not _lock(connection, f"{schema}/{topic}"):
                raise AnotherRelayIsActive(f"another relay carries the log to {topic}: stop it, or leave this one out")
            if not exists(connection, schema, PROGRESS_TABLE):
                raise LogUnavailable(f"this database holds no log ({schema}): open it once as its owner")
        except psycopg.OperationalError as error:
            connection.close()
            raise unavailable(url, error) from error
        except BaseException:
            connection.close()
            raise
        return cls(connection, url, schema, topic)

    def load(self) -> dict[int, int]:
        """The last acknowledged position of each partition that has one."""
        return dict(self._execute(_LOAD, {"topic": self._topic}))

    def save(self, positions: Mapping[int, int]) -> None:
        """Remembers, for each partition given, its last acknowledged position. Durable when it returns."""
        values = {"topic": self._topic, "partitions": list(positions), "positions": list(positions.values())}
        self._execute(_SAVE, values)

    def forget(self) -> None:
        """Back to the start of the log, as for a topic that was lost and is to be filled again."""
        self._execute(_FORGET, {"topic": self._topic})

    def close(self) -> None:
        """Gives the seat up."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _execute(self, statement: str, values: Mapping[str, Any]) -> list[tuple[int, int]]:
        try:
            cursor = self._connection.execute(SQL(statement).format(progress=self._table), values)
            return cursor.fetchall() if cursor.description else []
        except psycopg.errors.DiskFull as error:
            raise full(error) from error
        except psycopg.OperationalError as error:
            raise unavailable(self._url, error) from error


def _lock(connection: Connection[Any], name: str) -> bool:
    found = connection.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", (LOCK_OF_RELAY, name)).fetchone()
    return found is not None and bool(found[0])


# The server keeps the lock for as long as it believes in the connection: for two hours, left to itself.
_NOTICE_WHO_IS_GONE = """
SET tcp_keepalives_idle = 10;
SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 3
"""

_LOAD = """
SELECT partition, position
FROM {progress}
WHERE topic = %(topic)s
"""

_SAVE = """
INSERT INTO {progress} (topic, partition, position)
SELECT %(topic)s, given.partition, given.position
FROM unnest(%(partitions)s::integer[], %(positions)s::bigint[]) AS given (partition, position)
ON CONFLICT (topic, partition) DO UPDATE
    SET position = excluded.position
"""

_FORGET = """
DELETE FROM {progress}
WHERE topic = %(topic)s
"""
