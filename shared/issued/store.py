"""The files of issued papers: kept with their fact, listed, read."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from types import TracebackType
from typing import Any, NamedTuple, Self

from psycopg import Connection
from psycopg.errors import InsufficientPrivilege
from psycopg.rows import args_row, tuple_row

from shared.database import may_not_make
from shared.eventlog.attempts import attempt
from shared.eventlog.datastore import LogDatastore, connect
from shared.eventlog.errors import LogForbidden
from shared.issued.schema import SCHEMA, create, over

_KEEP = """
INSERT INTO {papers} (month, edition, format, fact, sha256, content)
VALUES (%b, %b, %b, %b, %b, %b)
"""

_FILES = """
SELECT format, content
FROM {papers}
WHERE month = %s AND edition = %s
ORDER BY format
"""

_LISTED = """
SELECT month, edition, format, fact, encode(sha256, 'hex'), length(content)
FROM {papers}
ORDER BY month, edition, format
"""


class Kept(NamedTuple):
    """One file, but for its bytes. `fact` is the id of the one that tells of its issue; `sha256` in hex."""

    month: str
    edition: str
    format: str
    fact: str
    sha256: str
    size_bytes: int


class IssuedStore:
    """Those in one database. Threads may share it. Close it, or use `with`. Every method raises LogUnavailable."""

    def __init__(self, url: str, *, schema: str = SCHEMA) -> None:
        """The table is made if it is missing. Raises LogUnavailable; LogForbidden where it may not be made."""
        with connect(url) as connection:
            try:
                create(connection, schema)
            except InsufficientPrivilege as error:
                raise LogForbidden(may_not_make("the table for issued papers", connection, error)) from None
        self._datastore = LogDatastore(url, schema=schema)
        self._keep, self._files, self._listed = (over(schema, each) for each in (_KEEP, _FILES, _LISTED))

    def keeping(
        self, month: str, edition: str, fact: str, files: Mapping[str, bytes]
    ) -> Callable[[Connection[Any]], None]:
        """What writes them, by format, in the transaction of a connection. An edition that is there is refused."""
        lines = [(month, edition, form, fact, sha256(data).digest(), data) for form, data in files.items()]

        def keep(connection: Connection[Any]) -> None:
            with connection.cursor() as cursor:
                for line in lines:
                    cursor.execute(self._keep, line)

        return keep

    def files(self, month: str, edition: str) -> Mapping[str, bytes]:
        """By format; none where that edition was never issued."""
        return dict(self._all(self._files, (month, edition), tuple_row))

    def listed(self) -> list[Kept]:
        """All of them, by month, edition and format."""
        return self._all(self._listed, (), args_row(Kept))

    def close(self) -> None:
        self._datastore.close()

    def _all(self, statement: Any, values: tuple[str, ...], form: Any) -> list[Any]:
        def ask() -> list[Any]:
            with self._datastore.get_connection() as connection, connection.cursor(row_factory=form) as cursor:
                cursor.execute(statement, values, binary=True)
                return cursor.fetchall()

        return attempt(self._datastore, ask)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
