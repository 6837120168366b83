"""Adding the row versions of whole streams to a generation that holds none of them. For use inside a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import filterfalse
from operator import attrgetter
from struct import Struct
from typing import Any, LiteralString

from psycopg import Connection, sql

from shared.rowstore.batch import Version
from shared.rowstore.schema import tables

_COPY: LiteralString = """
COPY {half} (key, stream, positions, opened_on, settled_on, row)
FROM STDIN (FORMAT BINARY)
"""

# The form is PostgreSQL's own for COPY in binary (its documentation, under COPY): each value after its length, -1 for
# null. Made here, since asking the library for each value of each row costs more than all the rest of it.
_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_SIX_VALUES = b"\0\6"
_NULL = b"\xff\xff\xff\xff"
_LENGTH = Struct(">i").pack
_DAY = Struct(">ii").pack
_FROM_TO = Struct(">iBiqiq").pack
_FROM = Struct(">iBiq").pack
_LOWER_INCLUDED, _WITHOUT_UPPER = 0x02, 0x10
_DAY_ZERO = date(2000, 1, 1).toordinal()


def fill(connection: Connection[Any], generation: int, versions: Mapping[str, Sequence[Version]]) -> None:
    """Each version into its half, by read model. Raises an IntegrityError where a key stands open already."""
    for model, of_model in versions.items():
        names = tables(generation, model)
        # What was done at one time lies together, as where it was projected when it came: in few pages.
        _copy(connection, names["open"], sorted(filter(_is_open, of_model), key=attrgetter("since")))
        # What no longer stands is put in order once all of it is there.
        _copy(connection, names["closed"], filterfalse(_is_open, of_model))


def _is_open(version: Version) -> bool:
    return version.until is None


def _copy(connection: Connection[Any], half: sql.Composable, versions: Iterable[Version]) -> None:
    if lines := [_line(version) for version in versions]:
        with connection.cursor() as cursor, cursor.copy(sql.SQL(_COPY).format(half=half)) as copy:
            copy.write(b"".join((_HEAD, *lines, _END)))


def _line(version: Version) -> bytes:
    key, stream, row = version.key.encode(), version.stream.encode(), version.row
    return b"".join(
        (
            _SIX_VALUES,
            _LENGTH(len(key)),
            key,
            _LENGTH(len(stream)),
            stream,
            _positions(version.since, version.until),
            _day(version.opened_on),
            _day(version.settled_on),
            _LENGTH(len(row)),
            row,
        )
    )


def _positions(since: int, until: int | None) -> bytes:
    if until is None:
        return _FROM(13, _LOWER_INCLUDED | _WITHOUT_UPPER, 8, since)
    return _FROM_TO(25, _LOWER_INCLUDED, 8, since, 8, until)


def _day(day: date | None) -> bytes:
    return _NULL if day is None else _DAY(4, day.toordinal() - _DAY_ZERO)
