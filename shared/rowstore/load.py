"""Reading rows as the log says them at a position."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, LiteralString, TypeVar

from psycopg import Connection, sql
from psycopg.types.string import TextLoader

from shared.readmodels.as_json import read_each
from shared.readmodels.only import Only
from shared.readmodels.readmodel import ReadModel, Row
from shared.rowstore.schema import tables

R = TypeVar("R", bound=Row)

ROWS_AT_ONCE = 256
"""About what a socket holds: so neither the database waits for us nor we for it."""

# The rows that the log says at a position, and that matter on some day of a span: each half by the index made for it.
# Of a row that was never settled, `days` holds the first day alone, so it is asked for by itself. `which` tells those
# of one read model from those of another that is asked for in the same breath.
_ROWS: LiteralString = """
SELECT {which} AS which, key, row
FROM {closed}
WHERE positions @> %(position)s::bigint
  AND (settled_on IS NULL OR days && daterange({settled_from}, {as_of}, '[]'))
  AND ({as_of}::date IS NULL OR opened_on <= {as_of})
  {others}
UNION ALL
SELECT {which}, key, row
FROM {open}
WHERE settled_on IS NOT NULL
  AND positions @> %(position)s::bigint
  AND days && daterange({settled_from}, {as_of}, '[]')
  {others}
UNION ALL
SELECT {which}, key, row
FROM {open}
WHERE settled_on IS NULL
  AND lower(positions) <= %(position)s::bigint
  AND ({as_of}::date IS NULL OR opened_on <= {as_of})
  {others}
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of every read model at one position."""

    position: int
    by_model: Mapping[str, Mapping[str, Row]]

    def of(self, model: ReadModel[R]) -> Mapping[str, R]:
        """The rows of `model`, by key, in the order of keys."""
        return {key: row for key, row in self.by_model[model.name].items() if isinstance(row, model.row)}


Asked = tuple[ReadModel[Any], Only]
"""A read model, and which of its rows."""


def rows_of_each(
    connection: Connection[Any], generation: int, asked: Sequence[Asked], position: int
) -> list[dict[str, Any]]:
    """Of each that is asked its rows by key, in the order of keys: all by one question. Not inside a pipeline."""
    read: list[list[tuple[str, Any]]] = [[] for _ in asked]
    if not asked:
        return []
    # Closed also where a row cannot be read: as long as it is open, nothing else can be asked.
    with closing(_answer(connection, generation, asked, position)) as answer:
        while some := list(islice(answer, ROWS_AT_ONCE)):
            for which, found in groupby(some, itemgetter(0)):
                _, keys, rows = zip(*found, strict=True)
                read[which] += zip(keys, read_each(asked[which][0].row, rows), strict=True)
    return [dict(sorted(rows, key=itemgetter(0))) for rows in read]


def _answer(
    connection: Connection[Any], generation: int, asked: Sequence[Asked], position: int
) -> Generator[tuple[int, str, str], None, None]:
    """Which, keys and rows as they come: while some are read, the database finds and sends the next."""
    forms = tuple((model.name, only.keys is not None, only.streams is not None) for model, only in asked)
    values = {f"{name}_{which}": value for which, (_, only) in enumerate(asked) for name, value in _told(only)}
    cursor = connection.cursor()
    # As the text that it is: for the database to make a text of it first costs more than to find it.
    cursor.adapters.register_loader("json", TextLoader)
    yield from cursor.stream(_statement(generation, forms), {"position": position, **values}, size=ROWS_AT_ONCE)


# At hand, since to put it together takes longer than to ask it where few rows are found.
@lru_cache(256)
def _statement(generation: int, forms: tuple[tuple[str, bool, bool], ...]) -> bytes:
    each = (_of_one(generation, which, *form) for which, form in enumerate(forms))
    return sql.SQL("UNION ALL").join(each).as_bytes()


def _of_one(generation: int, which: int, model: str, of_keys: bool, of_streams: bool) -> sql.Composed:
    named = {name: sql.Placeholder(f"{name}_{which}") for name in ("settled_from", "as_of", "keys", "streams")}
    keys = [sql.SQL("AND key = ANY({})").format(named["keys"])] if of_keys else []
    streams = [sql.SQL("AND stream = ANY({})").format(named["streams"])] if of_streams else []
    return sql.SQL(_ROWS).format(
        **tables(generation, model),
        which=sql.Literal(which),
        settled_from=named["settled_from"],
        as_of=named["as_of"],
        others=sql.SQL("\n  ").join([*keys, *streams]),
    )


def _told(only: Only) -> Iterator[tuple[str, Any]]:
    yield "settled_from", only.settled_from
    yield "as_of", only.as_of
    if only.keys is not None:
        yield "keys", list(only.keys)
    if only.streams is not None:
        yield "streams", list(only.streams)
