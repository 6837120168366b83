"""The library's recorder, in our form: one call for each save, in order, into a table that is never edited."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple, cast

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection, Cursor
from psycopg.rows import args_row, tuple_row
from psycopg.sql import SQL, Identifier

from shared.domain.recorded import StoredFact
from shared.eventlog import queries, schema
from shared.eventlog.datastore import LogDatastore
from shared.eventlog.mapper import StoredEntry
from shared.eventlog.reader import EVERYTHING

TABLE = "facts"


class Place(NamedTuple):
    """Where a fact was put, and when."""

    position: int
    recorded_at: datetime


class Holder(NamedTuple):
    """The fact that already says something: its id, and the bytes that are stored of it."""

    id: str
    topic: str
    state: bytes


class FactRecorder(PostgresApplicationRecorder):
    """Writes through the table's own function; the library's readers work on the table as they are."""

    def __init__(self, datastore: LogDatastore, *, events_table_name: str = TABLE) -> None:
        super().__init__(datastore, events_table_name=events_table_name)
        self.channel_name = schema.channel(datastore.schema, events_table_name)
        names = {
            "facts": Identifier(datastore.schema, events_table_name),
            "append": Identifier(datastore.schema, f"append_to_{events_table_name}"),
        }
        self._append = SQL(queries.APPEND).format(**names)
        self._append_each = SQL(queries.APPEND_EACH).format(**names)
        self._append_one = SQL(queries.APPEND_ONE).format(**names)
        self._holders = SQL(queries.HOLDERS).format(**names)
        self._history = SQL(queries.HISTORY).format(**names)
        self._versions = SQL(queries.VERSIONS).format(**names)

    def create_table(self) -> None:
        with self.datastore.get_connection() as connection:
            schema.create(connection, self.datastore.schema, self.events_table_name)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Durable when it returns. Raises the library's errors, and never tries again by itself."""
        return [place.position for place in self.insert(cast(Sequence[StoredEntry], stored_events))]

    def insert(self, entries: Sequence[StoredEntry]) -> list[Place]:
        """As `insert_events`, with the moments of recording."""
        with self.datastore.get_connection() as connection:
            return self.insert_over(connection, entries)

    def insert_each(self, saves: Sequence[Sequence[StoredEntry]]) -> list[list[Place]]:
        """Each save as by `insert`, in their order and in one transaction: all of them or none."""
        if len(saves) == 1:
            return [self.insert(saves[0])]
        ends = list(accumulate(map(len, saves)))
        firsts = [1 + end - len(save) for save, end in zip(saves, ends, strict=True)]
        columns = zip(*map(_columns, saves), strict=True)
        values = [firsts, ends, *(list(chain.from_iterable(column)) for column in columns)]
        with self.datastore.get_connection() as connection, tuples(connection) as cursor:
            rows = cursor.execute(self._append_each, values, prepare=True).fetchall()
        return [[Place(*row[1:]) for row in group] for _, group in groupby(rows, itemgetter(0))]

    def insert_beside(self, entries: Sequence[StoredEntry], beside: Callable[[Connection[Any]], None]) -> list[Place]:
        """As `insert`, in one transaction with what `beside` writes. That comes first: the lock is held the shorter."""
        with self.datastore.get_connection() as connection, connection.transaction():
            beside(connection)
            return self.insert_over(connection, entries)

    def insert_over(self, connection: Connection[Any], entries: Sequence[StoredEntry]) -> list[Place]:
        """As `insert`, durable when the connection's transaction is."""
        if not entries:
            return []
        columns = _columns(entries)
        with connection.cursor(binary=True, row_factory=args_row(Place)) as cursor:
            if len(entries) == 1:
                return cursor.execute(self._append_one, [value for (value,) in columns], prepare=True).fetchall()
            return cursor.execute(self._append, columns, prepare=True).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Connection[Any]]:
        """A transaction in which no one else appends: what is read in it stays true until it ends."""
        with self.datastore.get_connection() as connection, connection.transaction():
            table = f'"{self.datastore.schema}"."{self.events_table_name}"'
            connection.execute(queries.LOCK, (schema.LOCK_OF_ORDER, table), prepare=True)
            yield connection

    def holders(self, connection: Connection[Any], identities: Sequence[bytes]) -> dict[bytes, Holder]:
        """Which of the identities the log holds already, and by which fact."""
        with tuples(connection) as cursor:
            rows = cursor.execute(self._holders, (identities,), prepare=True).fetchall() if identities else []
        return {identity: Holder(*holder) for identity, *holder in rows}

    def history(self, connection: Connection[Any], stream: str) -> list[StoredFact]:
        """All of one stream, as this transaction sees it."""
        with connection.cursor(binary=True, row_factory=args_row(StoredFact)) as cursor:
            return cursor.execute(self._history, (stream, EVERYTHING), prepare=True).fetchall()

    def versions(self, connection: Connection[Any], streams: Sequence[str]) -> dict[str, int]:
        """The last version of each stream; 0 for one that is not there."""
        with tuples(connection) as cursor:
            return dict(cursor.execute(self._versions, (streams,), prepare=True).fetchall())


def tuples(connection: Connection[Any]) -> Cursor[tuple[Any, ...]]:
    """A cursor of plain rows in binary."""
    return connection.cursor(binary=True, row_factory=tuple_row)


def _columns(entries: Sequence[StoredEntry]) -> tuple[list[Any], ...]:
    return (
        [entry.originator_id for entry in entries],
        [entry.originator_version for entry in entries],
        [entry.topic for entry in entries],
        [entry.state for entry in entries],
        [entry.known_at for entry in entries],
        list(accumulate((entry.known_at for entry in entries), max)),
        _each_once([entry.identity for entry in entries]),
    )


def _each_once(identities: Sequence[bytes]) -> list[bytes | None]:
    """The identities, and none where one stands before."""
    first = {identity: place for place, identity in reversed(list(enumerate(identities)))}
    return [identity if first[identity] == place else None for place, identity in enumerate(identities)]
