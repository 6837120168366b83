"""ADAPTER: connections to PostgreSQL on which nothing is waited for without an end.

A line may go dead without a sign: nothing comes back, and nothing says so. TCP notices where packets are no longer
taken; where something between takes them and passes nothing on, only a deadline of our own does.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.errors import IdleInTransactionSessionTimeout, InsufficientPrivilege, _WaitTimeout
from psycopg.rows import Row

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10.0
"""For one statement, from the asking to the last of its answer; for each part of it, where it is read in parts."""

WHERE_THE_ADDRESS_IS_SILENT: Mapping[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""Settings of a connection, for what its address does not say."""


class AnsweringConnection(psycopg.Connection[Row]):
    """Raises OperationalError, and is closed, where an answer is not there `answer_seconds` after the asking.

    What was asked may have been done all the same. None: waits for as long as it takes. So too where the database
    has ended a transaction because this process stood still in the middle of it.
    """

    answer_seconds: float | None = ANSWER_SECONDS

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """As the library has it; a time-out that is given is the caller's to heed."""
        deadline = self.answer_seconds if timeout is None else timeout
        try:
            return super().wait(gen, interval, deadline)
        except IdleInTransactionSessionTimeout as error:
            # The library does not count it among the troubles of a line.
            raise psycopg.OperationalError(f"this process stood still for too long: {error}") from error
        except _WaitTimeout:
            if timeout is not None:
                raise
            # Whatever still comes would be taken for the answer to the next question.
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer within {self.answer_seconds:g} s") from None


def may_not_make(what: str, connection: psycopg.Connection[Any], error: InsufficientPrivilege) -> str:
    """The sentence for a role that may not make what is missing: who, where, which right, and what to do."""
    role, name = connection.info.user, connection.info.dbname
    said = error.diag.message_primary
    return (
        f"the role {role} may not make {what} in the database {name}, where it is missing ({said}): run "
        f"`secchange database prepare` once as the owner of {name}"
    )
