"""Adding the row versions of whole streams to a generation that holds none of them. For use inside a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, LiteralString

from psycopg import Connection, sql

from shared.rowstore.batch import Version
from shared.rowstore.schema import tables

_COPY: LiteralString = """
COPY {half} (key, stream, positions, opened_on, settled_on, row)
FROM STDIN
"""


def fill(connection: Connection[Any], generation: int, versions: Mapping[str, Sequence[Version]]) -> None:
    """Each version into its half, by read model. Raises an IntegrityError where a key stands open already."""
    for model, of_model in versions.items():
        names = tables(generation, model)
        _copy(connection, names["closed"], (version for version in of_model if version.until is not None))
        _copy(connection, names["open"], (version for version in of_model if version.until is None))


def _copy(connection: Connection[Any], half: sql.Composable, versions: Iterable[Version]) -> None:
    statement = sql.SQL(_COPY).format(half=half)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for version in versions:
            copy.write_row(
                (
                    version.key,
                    version.stream,
                    f"[{version.since},{'' if version.until is None else version.until})",
                    version.opened_on,
                    version.settled_on,
                    version.row,
                )
            )
