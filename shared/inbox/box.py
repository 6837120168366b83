"""The inbox: keep, read, mark as read. Every method is one transaction, durable when it returns."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from types import TracebackType
from typing import Any, Self

from psycopg.rows import args_row
from psycopg.sql import SQL
from psycopg_pool import ConnectionPool

from shared.database import WHERE_THE_ADDRESS_IS_SILENT, AnsweringConnection
from shared.inbox import statements
from shared.inbox.connection import Connected
from shared.inbox.deliveries import Delivery, Kept, SealedUnder, Tally, Waiting, Watermark
from shared.inbox.keeping import keep
from shared.inbox.polls import PollStanding
from shared.inbox.schema import SCHEMA, create, names
from shared.inbox.sealing import Sealer

CONNECTIONS = 6


class FeedBox:
    """The inbox in one database. Threads may share it. Close it, or use `with`. Raises FeedBoxUnavailable."""

    def __init__(self, url: str, sealer: Sealer, *, schema: str = SCHEMA) -> None:
        self._sealer = sealer
        self._schema = schema
        self._made: dict[str, bytes] = {}
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

    def keep(
        self, deliveries: Sequence[Delivery], watermark: Watermark | None = None, *, ring: bool = True
    ) -> Sequence[Kept]:
        """All of them or none, in their order; with a poll's watermark in the same transaction. Safe to repeat.

        Without `ring`, whoever waits for deliveries is not told.
        """
        with self._connection() as connection, connection.transaction() if watermark else nullcontext():
            kept = keep(connection, self._statement, self._sealer, deliveries) if deliveries else []
            if watermark:
                mark = (deliveries[0].source if deliveries else "", watermark.changed_at, watermark.ticket_id)
                connection.execute(self._statement(statements.MARK), mark, prepare=True)
        if ring and any(each.to_be_read for each in deliveries):
            self.ring()
        return kept

    def ring(self) -> None:
        """Has whoever waits for deliveries look. Not within their transaction: those that tell of something are
        committed one after another, and whoever is to be answered would wait for all that the log tells."""
        with self._connection() as connection:
            connection.execute(self._statement(statements.RING), prepare=True)

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """Those that wait, the oldest first."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Waiting)) as cursor:
            return cursor.execute(self._statement(statements.WAITING), (limit,), prepare=True).fetchall()

    def pile(self) -> tuple[int, float]:
        """How many wait, and for how many seconds the oldest has."""
        with self._connection() as connection:
            row = connection.execute(self._statement(statements.PILE), prepare=True).fetchone()
        assert row is not None
        return int(row[0]), float(row[1])

    def opened(self, waiting: Waiting) -> bytes:
        """What really came. Raises CannotOpen."""
        return self._sealer.open(waiting.key, waiting.sealed, digest=waiting.digest)

    def read(self, receipts: Sequence[int]) -> None:
        """These need not be read again."""
        with self._connection() as connection:
            connection.execute(self._statement(statements.READ), (list(receipts),), prepare=True)

    def receipt(self, number: int) -> Waiting | None:
        """The delivery of that receipt."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Waiting)) as cursor:
            return cursor.execute(self._statement(statements.RECEIPT), (number,)).fetchone()

    def is_waiting(self, number: int) -> bool:
        """Whether it has not been read yet."""
        with self._connection() as connection:
            return connection.execute(self._statement(statements.IS_WAITING), (number,)).fetchone() is not None

    def by_digest(self, digest: bytes, source: str) -> Waiting | None:
        """The first delivery of the source with this content."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Waiting)) as cursor:
            return cursor.execute(self._statement(statements.BY_DIGEST), (digest, source)).fetchone()

    def watermark(self, source: str) -> Watermark | None:
        """How far the source was polled."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Watermark)) as cursor:
            return cursor.execute(self._statement(statements.WATERMARK), (source,)).fetchone()

    def polling(self, source: str) -> PollStanding:
        """How the polling of the source goes."""
        return next((each for each in self.pollings() if each.source == source), PollStanding(source))

    def pollings(self) -> Sequence[PollStanding]:
        """The same of every source that was ever polled."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(PollStanding)) as cursor:
            return cursor.execute(self._statement(statements.POLLS)).fetchall()

    def note(self, standing: PollStanding) -> None:
        """How it goes now."""
        with self._connection() as connection:
            connection.execute(self._statement(statements.NOTE), asdict(standing))

    def tallies(self) -> Sequence[Tally]:
        """Of every source and door that anything came from."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(Tally)) as cursor:
            return cursor.execute(self._statement(statements.TALLIES)).fetchall()

    def sealed_under(self, key: str) -> Sequence[SealedUnder]:
        """What is sealed under the key of that month, by source."""
        with self._connection() as connection, connection.cursor(row_factory=args_row(SealedUnder)) as cursor:
            return cursor.execute(self._statement(statements.SEALED_UNDER), (key,)).fetchall()

    def count_under(self, key: str, digests: Sequence[bytes]) -> int:
        """How many deliveries with one of these contents are sealed under that key."""
        with self._connection() as connection:
            found = connection.execute(self._statement(statements.COUNT_UNDER), (key, list(digests))).fetchone()
        return int(found[0]) if found else 0

    def sealed_months(self) -> Sequence[str]:
        """Of which something can be opened still."""
        return self._sealer.months()

    def forget(self, key: str) -> None:
        """Nothing that was sealed under the key of that month can be opened any more."""
        self._sealer.throw_away(key)

    def turn_away(self, code: str, raw: bytes, day: date, count: int = 1) -> None:
        """Counts what was not taken, and keeps the hash of the last of it; nothing else."""
        with self._connection() as connection:
            told = (day, code, count, sha256(raw).digest())
            connection.execute(self._statement(statements.TURN_AWAY), told, prepare=True)

    def turned_away(self) -> Sequence[tuple[date, str, int]]:
        """How much was not taken, by day and code."""
        with self._connection() as connection:
            return connection.execute(self._statement(statements.TURNED_AWAY)).fetchall()

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connection(self) -> Connected:
        return Connected(self._pool)

    def _statement(self, text: str) -> bytes:
        """Made once: to put the names in takes as long as to ask a small thing."""
        if (made := self._made.get(text)) is None:
            made = self._made[text] = SQL(text).format(**names(self._schema)).as_bytes(None)
        return made
