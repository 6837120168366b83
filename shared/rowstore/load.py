"""Reading rows as the log says them at a position."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, LiteralString, TypeVar

from psycopg import Connection, sql
from psycopg.types.string import TextLoader

from shared.readmodels.as_json import read_each
from shared.readmodels.only import ALL, Only
from shared.readmodels.readmodel import ReadModel, Row
from shared.rowstore.schema import tables

R = TypeVar("R", bound=Row)

ROWS_AT_ONCE = 256
"""About what a socket holds: so neither the database waits for us nor we for it."""

# The rows that the log says at a position, and that matter on some day of a span: each half by the index made for it.
# Of a row that was never settled, `days` holds the first day alone, so it is asked for by itself.
_ROWS: LiteralString = """
SELECT key, row
FROM {closed}
WHERE positions @> %(position)s::bigint
  AND (settled_on IS NULL OR days && daterange(%(settled_from)s, %(as_of)s, '[]'))
  AND (%(as_of)s::date IS NULL OR opened_on <= %(as_of)s)
  {others}
UNION ALL
SELECT key, row
FROM {open}
WHERE settled_on IS NOT NULL
  AND positions @> %(position)s::bigint
  AND days && daterange(%(settled_from)s, %(as_of)s, '[]')
  {others}
UNION ALL
SELECT key, row
FROM {open}
WHERE settled_on IS NULL
  AND lower(positions) <= %(position)s::bigint
  AND (%(as_of)s::date IS NULL OR opened_on <= %(as_of)s)
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


def rows_at(
    connection: Connection[Any],
    generation: int,
    model: ReadModel[R],
    position: int,
    only: Only = ALL,
) -> dict[str, R]:
    """The rows by key, in the order of keys. Not inside a pipeline."""
    read: list[tuple[str, R]] = []
    # Closed also where a row cannot be read: as long as it is open, nothing else can be asked.
    with closing(_answer(connection, generation, model, position, only)) as answer:
        while some := list(islice(answer, ROWS_AT_ONCE)):
            rows = read_each(model.row, [row for _, row in some])
            read += zip([key for key, _ in some], rows, strict=True)
    return dict(sorted(read, key=itemgetter(0)))


def _answer(
    connection: Connection[Any], generation: int, model: ReadModel[Any], position: int, only: Only
) -> Generator[tuple[str, str], None, None]:
    """Keys and rows as they come: while some are read, the database finds and sends the next."""
    statement = _statement(generation, model.name, only.keys is not None, only.streams is not None)
    cursor = connection.cursor()
    # As the text that it is: for the database to make a text of it first costs more than to find it.
    cursor.adapters.register_loader("json", TextLoader)
    yield from cursor.stream(statement, {"position": position, **_asked(only)}, size=ROWS_AT_ONCE)


# At hand, since to put it together takes longer than to ask it where few rows are found.
@lru_cache(256)
def _statement(generation: int, model: str, of_keys: bool, of_streams: bool) -> bytes:
    keys, streams = sql.SQL("AND key = ANY(%(keys)s)"), sql.SQL("AND stream = ANY(%(streams)s)")
    others = sql.Composed([*([keys] if of_keys else []), *([streams] if of_streams else [])]).join("\n  ")
    return sql.SQL(_ROWS).format(**tables(generation, model), others=others).as_bytes()


def _asked(only: Only) -> dict[str, Any]:
    keys, streams = (list(given) if given is not None else None for given in (only.keys, only.streams))
    return {"settled_from": only.settled_from, "as_of": only.as_of, "keys": keys, "streams": streams}
