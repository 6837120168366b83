"""Connections to the log's database, from its address. The library's pool, with every time-out set on purpose."""

from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row

from shared.database import ANSWER_SECONDS, CONNECT_SECONDS, WHERE_THE_ADDRESS_IS_SILENT, AnsweringConnection
from shared.eventlog.errors import LogFull, LogUnavailable
from shared.logs import LogEvent

_log = structlog.get_logger()

LOCK_SECONDS = 5
_REFUSALS = (
    *("authentication failed", "no password supplied", "does not exist", "pg_hba.conf", "not permitted to log in"),
    "permission denied for database",
)
"""What is said, in English, where a server answers and does not want who asks; without, it may be on its way."""

IDLE_IN_TRANSACTION_SECONDS = 60
"""A writer that dies without closing its connection gives the lock back after this."""


# The log is walked along its indexes and in no other way. A plan that was made and kept while the log was small would
# go through all of it, for each fact appended, until the server's next look at its statistics. Plans are made once:
# left to itself, the server plans the insert anew for each call, which costs more than inserting.
# What is read after the lock was awaited must be what was committed meanwhile: hence the isolation.
_SETTINGS = """
SET lock_timeout = {lock_timeout_ms};
SET TimeZone = 'UTC';
SET default_transaction_isolation = 'read committed';
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SET plan_cache_mode = force_generic_plan
"""


class LogDatastore(PostgresDatastore):
    """A pool of up to ten connections, opened when first needed; threads may share it."""

    def __init__(
        self,
        url: str,
        *,
        schema: str,
        lock_seconds: float = LOCK_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        parameters = parameters_of(url)
        self.url = url
        self.lock_seconds = lock_seconds
        self.answer_seconds = answer_seconds
        super().__init__(
            dbname="",
            host="",
            port="",
            user="",
            password="",
            connect_timeout=CONNECT_SECONDS,
            idle_in_transaction_session_timeout=IDLE_IN_TRANSACTION_SECONDS,
            pool_size=1,
            max_overflow=9,
            schema=schema,
            originator_id_type="text",
        )
        # The library knows five parameters; an address may hold more, such as sslmode.
        self.pool.kwargs = {**parameters, "row_factory": dict_row}
        self.pool.connection_class = AnsweringConnection

    def register_type_adapters(self) -> None:
        """The library's composite types are not used: plain arrays go over in binary."""

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        library_sets = super().after_connect_func()
        settings = _SETTINGS.format(lock_timeout_ms=int(self.lock_seconds * 1000))

        def after_connect(connection: Connection[Any]) -> None:
            assert isinstance(connection, AnsweringConnection)
            connection.answer_seconds = self.answer_seconds
            library_sets(connection)
            connection.execute(settings.encode())

        return after_connect


def parameters_of(url: str) -> dict[str, Any]:
    """What the address says, with our time-outs where it is silent. Raises LogUnavailable, without repeating it."""
    try:
        return {**WHERE_THE_ADDRESS_IS_SILENT, "application_name": "secchange log", **conninfo_to_dict(url)}
    except psycopg.ProgrammingError:
        raise LogUnavailable(
            "the database's address is not understood: expected such as postgresql://user@host:5432/secchange"
        ) from None


def unavailable(url: str, error: BaseException) -> LogUnavailable:
    """The error to raise when the database is not reached: where it was looked for, why, and what to do."""
    parameters = parameters_of(url)
    lines = str(error).strip().splitlines() or [type(error).__name__]
    reason = lines[0]
    if password := parameters.get("password"):
        reason = reason.replace(str(password), "…")
    place = f"{parameters.get('host', 'localhost')}:{parameters.get('port', 5432)}/{parameters.get('dbname', '')}"
    if any(said in reason for said in _REFUSALS):
        return LogUnavailable(
            f"the log's database at {place} does not let us in ({reason.rpartition(' failed: ')[2]}): "
            "see that SECCHANGE_DATABASE_URL has a role, a password and a database that it knows"
        )
    return LogUnavailable(
        f"the log's database at {place} does not answer ({reason}): see that PostgreSQL runs there, "
        "or give another address in SECCHANGE_DATABASE_URL"
    )


def full(error: psycopg.errors.DiskFull) -> LogFull:
    """The error to raise when the disk of the database is full; logged, since nobody but a person can mend it."""
    reason = str(error).split("\n")[0]
    _log.error(LogEvent.LOG_FULL, reason=reason)
    return LogFull(
        f"the log's database has no room left on its disk ({reason}): nothing was written; "
        "make room there, and say it again"
    )


def connect(url: str) -> Connection[Any]:
    """A connection of its own, in autocommit. Raises LogUnavailable."""
    try:
        return AnsweringConnection.connect(**parameters_of(url), autocommit=True)
    except psycopg.OperationalError as error:
        raise unavailable(url, error) from None
