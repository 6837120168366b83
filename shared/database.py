"""ADAPTER: connections to PostgreSQL on which nothing is waited for without an end.

A line may go dead without a sign: nothing comes back, and nothing says so. TCP notices where packets are no longer
taken; where something between takes them and passes nothing on, only a deadline of our own does.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.errors import _WaitTimeout
from psycopg.rows import Row

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10.0
"""For one statement, from the asking to the last of its answer."""

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

    What was asked may have been done all the same. None: waits for as long as it takes.
    """

    answer_seconds: float | None = ANSWER_SECONDS

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """As the library has it; a time-out that is given is the caller's to heed."""
        if timeout is not None or self.answer_seconds is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.answer_seconds)
        except _WaitTimeout:
            # Whatever still comes would be taken for the answer to the next question.
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer within {self.answer_seconds:g} s") from None
