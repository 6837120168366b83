"""Reading the log in binary, straight into values: pages, histories, and where things stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from eventsourcing.persistence import OperationalError
from eventsourcing.postgres import PostgresDatastore
from psycopg.errors import DiskFull
from psycopg.rows import RowFactory, args_row, scalar_row, tuple_row
from psycopg.sql import SQL, Composed, Identifier

from shared.domain.recorded import Fields, StoredFact
from shared.eventlog import queries
from shared.eventlog.backlog import Backlog
from shared.eventlog.schema import PROGRESS_TABLE
from shared.eventlog.share import Share

EVERYTHING = 2**63 - 1
"""Above every position."""


class FactReader:
    """Plain SELECTs. Raises the library's errors; threads may share it."""

    def __init__(self, datastore: PostgresDatastore, table: str) -> None:
        self._datastore = datastore
        self._facts = Identifier(datastore.schema, table)
        self._page = self._over(queries.PAGE)
        self._page_of_share = self._over(queries.PAGE_OF_SHARE)
        self._history = self._over(queries.HISTORY)
        self._histories = self._over(queries.HISTORIES)
        self._histories_since = self._over(queries.HISTORIES_SINCE)
        self._of_types = self._over(queries.OF_TYPES)
        self._attested = self._over(queries.ATTESTED)
        self._head = self._over(queries.HEAD)
        self._known_by = self._over(queries.KNOWN_BY)
        self._streams = self._over(queries.STREAMS)
        self._versions = self._over(queries.VERSIONS)
        self._streams_since = self._over(queries.STREAMS_SINCE)
        self._backlog = self._over(queries.BACKLOG)
        self._relayed = SQL(queries.RELAYED).format(progress=Identifier(datastore.schema, PROGRESS_TABLE))
        self._clock = self._over(queries.CLOCK)

    def page(self, after: int, limit: int, upto: int) -> list[StoredFact]:
        return self._all(self._page, (after, upto, limit), args_row(StoredFact))

    def page_of_share(self, share: Share, after: int, limit: int, upto: int) -> list[Fields]:
        return self._all(self._page_of_share, (after, upto, share.first, share.last, limit), tuple_row)

    def history(self, stream: str, upto: int) -> list[StoredFact]:
        return self._all(self._history, (stream, upto), args_row(StoredFact))

    def histories(self, streams: Sequence[str], upto: int) -> dict[str, list[StoredFact]]:
        told: dict[str, list[StoredFact]] = {}
        for fact in self._all(self._histories, (list(streams), upto), args_row(StoredFact)):
            told.setdefault(fact.stream, []).append(fact)
        # Which stream the database finds first is its own affair, and would show in what is made of them.
        return {stream: told[stream] for stream in streams if stream in told}

    def histories_since(self, versions: Mapping[str, int]) -> list[StoredFact]:
        return self._all(self._histories_since, (list(versions), list(versions.values())), args_row(StoredFact))

    def of_types(self, types: Sequence[str], upto: int) -> list[StoredFact]:
        return self._all(self._of_types, (list(types), upto), args_row(StoredFact))

    def attested(self, facts: Sequence[StoredFact]) -> set[int]:
        facts = [fact for fact in facts if _can_be_stored(fact)]
        columns = (
            [fact.position for fact in facts],
            [fact.stream for fact in facts],
            [fact.version for fact in facts],
            [fact.topic for fact in facts],
            [fact.recorded_at for fact in facts],
            [sha256(fact.value).digest() for fact in facts],
        )
        return set(self._all(self._attested, columns, scalar_row)) if facts else set()

    def head(self) -> int:
        return int(self._all(self._head, (), scalar_row)[0])

    def position_known_by(self, moment: datetime) -> int:
        return next(iter(self._all(self._known_by, (moment,), scalar_row)), 0)

    def streams(self, upto: int, after: int) -> dict[str, int]:
        if after:
            return dict(self._all(self._streams_since, (after, upto), tuple_row))
        return dict(self._all(self._streams, (upto,), tuple_row))

    def versions(self, streams: Sequence[str]) -> dict[str, int]:
        return dict(self._all(self._versions, (list(streams),), tuple_row)) if streams else {}

    def backlog(self, after: Mapping[str, int], upto: int) -> list[Backlog]:
        return self._all(self._backlog, (list(after), list(after.values()), upto), args_row(Backlog))

    def relayed(self, topic: str) -> dict[int, int]:
        return dict(self._all(self._relayed, (topic,), tuple_row))

    def clock(self) -> datetime:
        moment: datetime = self._all(self._clock, (), scalar_row)[0]
        return moment

    def has_room(self) -> bool:
        try:
            with self._datastore.get_connection() as connection, connection.transaction():
                connection.execute(queries.ROOM)
        except OperationalError as error:
            if not isinstance(error.__cause__, DiskFull):
                raise
            return False
        return True

    def _all(self, statement: Composed, values: Sequence[object], form: RowFactory[Any]) -> list[Any]:
        with self._datastore.get_connection() as connection:
            cursor = connection.cursor(binary=True, row_factory=form)
            return cursor.execute(statement, values, prepare=True).fetchall()

    def _over(self, statement: str) -> Composed:
        return SQL(statement).format(facts=self._facts)


def _can_be_stored(fact: StoredFact) -> bool:
    """What a stranger made up may not even be something that PostgreSQL can be asked for."""
    return "\0" not in fact.stream + fact.topic and max(fact.position, fact.version) <= EVERYTHING
