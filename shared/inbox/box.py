"""The inbox: keep, read, mark as read. Every method is one transaction, durable when it returns."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

import psycopg
from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL, Composed
from psycopg_pool import ConnectionPool

from shared.database import WHERE_THE_ADDRESS_IS_SILENT, AnsweringConnection
from shared.domain.facts.feed import Door
from shared.inbox.polls import PollStanding
from shared.inbox.schema import SCHEMA, create, names
from shared.inbox.sealing import Sealer

CONNECTIONS = 4


class FeedBoxUnavailable(RuntimeError):
    """The database of the inbox does not answer. What was not answered with a receipt may not be there."""


class Delivery(NamedTuple):
    """Something to be kept. `delivery_id` is the sender's own name for it, unique for source and door.

    `to_be_read`: False for what is kept as evidence only.
    """

    source: str
    door: Door
    delivery_id: str
    raw: bytes
    to_be_read: bool = True


class Kept(NamedTuple):
    """`receipt` is its number. `again`: the same came before; `differs`: under this id something else did."""

    receipt: int
    again: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that nobody has read yet."""

    receipt: int
    source: str
    door: Door
    delivery_id: str
    digest: bytes
    key: str
    sealed: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Watermark:
    """The last change of a source that was seen; of one moment, the last ticket."""

    changed_at: datetime
    ticket_id: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What came from a source through one door. `repeats`: deliveries whose content had come before."""

    source: str
    door: Door
    deliveries: int
    waiting: int
    repeats: int
    last_receipt: int
    last_received_at: datetime


class FeedBox:
    """The inbox in one database. Threads may share it. Close it, or use `with`. Raises FeedBoxUnavailable."""

    def __init__(self, url: str, sealer: Sealer, *, schema: str = SCHEMA) -> None:
        self._sealer = sealer
        self._schema = schema
        self._pool: ConnectionPool[AnsweringConnection[Any]] = ConnectionPool(
            url,
            connection_class=AnsweringConnection,
            kwargs={**WHERE_THE_ADDRESS_IS_SILENT, "application_name": "secchange feed", "autocommit": True},
            min_size=1,
            max_size=CONNECTIONS,
            open=True,
        )
        with self._connection() as connection:
            create(connection, schema)

    def keep(self, deliveries: Sequence[Delivery], watermark: Watermark | None = None) -> Sequence[Kept]:
        """All of them or none, in their order; with a poll's watermark in the same transaction. Safe to repeat."""
        values = self._values(deliveries)
        with self._connection() as connection, connection.transaction():
            rows = self._kept(connection, values) if deliveries else []
            if watermark:
                mark = (deliveries[0].source if deliveries else "", watermark.changed_at, watermark.ticket_id)
                connection.execute(self._statement(_MARK), mark, prepare=True)
        return [
            Kept(number, again, bytes(there) != digest)
            for (number, again, there), digest in zip(rows, values["digests"], strict=True)
        ]

    def _values(self, deliveries: Sequence[Delivery]) -> dict[str, list[Any]]:
        now = datetime.now(UTC)
        digests = [sha256(delivery.raw).digest() for delivery in deliveries]
        sealed = [
            self._sealer.seal(delivery.raw, at=now, digest=digest)
            for delivery, digest in zip(deliveries, digests, strict=True)
        ]
        return {
            "sources": [delivery.source for delivery in deliveries],
            "doors": [delivery.door for delivery in deliveries],
            "ids": [delivery.delivery_id for delivery in deliveries],
            "to_be_read": [delivery.to_be_read for delivery in deliveries],
            "digests": digests,
            "keys": [key for key, _ in sealed],
            "sealed": [payload for _, payload in sealed],
        }

    def _kept(self, connection: Connection[Any], values: dict[str, list[Any]]) -> list[tuple[int, bool, bytes]]:
        # What another connection keeps at this very moment is not seen at first, and is at the second look.
        while True:
            rows = connection.execute(self._statement(_KEEP), values, prepare=True).fetchall()
            if all(number is not None for number, _, _ in rows):
                return rows

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """Those that wait, the oldest first."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Waiting)) as cursor:
            return cursor.execute(self._statement(_WAITING), (limit,), prepare=True).fetchall()

    def opened(self, waiting: Waiting) -> bytes:
        """What really came. Raises CannotOpen."""
        return self._sealer.open(waiting.key, waiting.sealed, digest=waiting.digest)

    def read(self, receipts: Sequence[int]) -> None:
        """These need not be read again."""
        with self._connection() as connection:
            connection.execute(self._statement(_READ), (list(receipts),), prepare=True)

    def receipt(self, number: int) -> Waiting | None:
        """The delivery of that receipt."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Waiting)) as cursor:
            return cursor.execute(self._statement(_RECEIPT), (number,)).fetchone()

    def is_waiting(self, number: int) -> bool:
        """Whether it has not been read yet."""
        with self._connection() as connection:
            return connection.execute(self._statement(_IS_WAITING), (number,)).fetchone() is not None

    def by_digest(self, digest: bytes, source: str) -> Waiting | None:
        """The first delivery of the source with this content."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Waiting)) as cursor:
            return cursor.execute(self._statement(_BY_DIGEST), (digest, source)).fetchone()

    def watermark(self, source: str) -> Watermark | None:
        """How far the source was polled."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Watermark)) as cursor:
            return cursor.execute(self._statement(_WATERMARK), (source,)).fetchone()

    def polling(self, source: str) -> PollStanding:
        """How the polling of the source goes."""
        return next((each for each in self.pollings() if each.source == source), PollStanding(source))

    def pollings(self) -> Sequence[PollStanding]:
        """The same of every source that was ever polled."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(PollStanding)) as cursor:
            return cursor.execute(self._statement(_POLLS)).fetchall()

    def note(self, standing: PollStanding) -> None:
        """How it goes now."""
        with self._connection() as connection:
            connection.execute(self._statement(_NOTE), asdict(standing))

    def tallies(self) -> Sequence[Tally]:
        """Of every source and door that anything came from."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Tally)) as cursor:
            return cursor.execute(self._statement(_TALLIES)).fetchall()

    def turn_away(self, code: str, raw: bytes, day: date) -> None:
        """Counts what was not taken, and keeps the hash of the last of it; nothing else."""
        with self._connection() as connection:
            connection.execute(self._statement(_TURN_AWAY), (day, code, sha256(raw).digest()), prepare=True)

    def turned_away(self) -> Sequence[tuple[date, str, int]]:
        """How much was not taken, by day and code."""
        with self._connection() as connection:
            return connection.execute(self._statement(_TURNED_AWAY)).fetchall()

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connection(self) -> "_Connected":
        return _Connected(self._pool)

    def _statement(self, text: str) -> Composed:
        return SQL(text).format(**names(self._schema))


class _Connected:
    """A connection of the pool; its troubles come out as FeedBoxUnavailable."""

    def __init__(self, pool: ConnectionPool[AnsweringConnection[Any]]) -> None:
        self._lent = pool.connection(timeout=5.0)

    def __enter__(self) -> Connection[Any]:
        try:
            return self._lent.__enter__()
        except psycopg.OperationalError as error:
            raise FeedBoxUnavailable(_sentence(error)) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        self._lent.__exit__(kind, error, trace)
        if isinstance(error, psycopg.OperationalError):
            raise FeedBoxUnavailable(_sentence(error)) from error
        return False


def _sentence(error: Exception) -> str:
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return f"the inbox of the feed does not answer ({reason}): see that PostgreSQL runs, and send it again"


# One row comes back for each delivery given, in its order, with the digest that is kept under its id.
_KEEP = """
WITH given AS (
    SELECT *
    FROM unnest(
        %(sources)s::text[], %(doors)s::text[], %(ids)s::text[],
        %(digests)s::bytea[], %(keys)s::text[], %(sealed)s::bytea[], %(to_be_read)s::boolean[]
    ) WITH ORDINALITY AS given (source, door, delivery_id, digest, key, sealed, to_be_read, place)
),
kept AS (
    INSERT INTO {deliveries} (source, door, delivery_id, digest, key, sealed)
    SELECT DISTINCT ON (source, door, delivery_id) source, door, delivery_id, digest, key, sealed
    FROM given
    ORDER BY source, door, delivery_id, place
    ON CONFLICT DO NOTHING
    RETURNING number, source, door, delivery_id, digest
),
waits AS (
    INSERT INTO {waiting} (number)
    SELECT DISTINCT kept.number
    FROM kept JOIN given USING (source, door, delivery_id)
    WHERE given.to_be_read
)
SELECT
    coalesce(kept.number, before.number),
    kept.number IS NULL,
    coalesce(kept.digest, before.digest)
FROM given
LEFT JOIN kept USING (source, door, delivery_id)
LEFT JOIN {deliveries} AS before USING (source, door, delivery_id)
ORDER BY given.place
"""

_COLUMNS = "number, source, door, delivery_id, digest, key, sealed, received_at"

_WAITING = f"""
SELECT {_COLUMNS}
FROM {{waiting}} JOIN {{deliveries}} USING (number)
ORDER BY number
LIMIT %s
"""

_RECEIPT = f"SELECT {_COLUMNS} FROM {{deliveries}} WHERE number = %s"
_BY_DIGEST = f"SELECT {_COLUMNS} FROM {{deliveries}} WHERE digest = %s AND source = %s ORDER BY number LIMIT 1"
_IS_WAITING = "SELECT 1 FROM {waiting} WHERE number = %s"
_READ = "DELETE FROM {waiting} WHERE number = ANY(%s)"
_WATERMARK = "SELECT changed_at, ticket_id FROM {watermarks} WHERE source = %s"

_MARK = """
INSERT INTO {watermarks} (source, changed_at, ticket_id)
VALUES (%s, %s, %s)
ON CONFLICT (source) DO UPDATE
SET changed_at = excluded.changed_at, ticket_id = excluded.ticket_id, saved_at = clock_timestamp()
"""

_POLLS = """
SELECT source, polled_at, swept_at, failures, left_alone_until, trouble
FROM {polls}
ORDER BY source
"""

_NOTE = """
INSERT INTO {polls} (source, polled_at, swept_at, failures, left_alone_until, trouble)
VALUES (%(source)s, %(polled_at)s, %(swept_at)s, %(failures)s, %(left_alone_until)s, %(trouble)s)
ON CONFLICT (source) DO UPDATE
SET polled_at = excluded.polled_at,
    swept_at = excluded.swept_at,
    failures = excluded.failures,
    left_alone_until = excluded.left_alone_until,
    trouble = excluded.trouble
"""

_TURN_AWAY = """
INSERT INTO {turned_away} AS there (day, code, count, last_digest)
VALUES (%s, %s, 1, %s)
ON CONFLICT (day, code) DO UPDATE
SET count = there.count + 1, last_digest = excluded.last_digest
"""

_TURNED_AWAY = "SELECT day, code, count FROM {turned_away} ORDER BY day, code"

# What lies in the inbox, by source and door.
_TALLIES = """
SELECT
    source,
    door,
    count(*),
    count({waiting}.number),
    count(*) - count(DISTINCT digest),
    max({deliveries}.number),
    max(received_at)
FROM {deliveries}
LEFT JOIN {waiting} ON {waiting}.number = {deliveries}.number
GROUP BY source, door
ORDER BY source, door
"""
