"""Reading rows as the log says them at a position."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, LiteralString, TypeVar

from psycopg import Connection, sql
from pydantic import TypeAdapter

from shared.readmodels.readmodel import ReadModel, Row
from shared.rowstore.schema import tables

R = TypeVar("R", bound=Row)

# The rows that the log says at a position, and that matter on some day of a span: each half by the index made for it.
_ROWS: LiteralString = """
SELECT key, row::text
FROM {closed}
WHERE positions @> %(position)s::bigint
  AND days && daterange(%(first_day)s, %(last_day)s, '[]')
UNION ALL
SELECT key, row::text
FROM {open}
WHERE settled_on IS NOT NULL
  AND positions @> %(position)s::bigint
  AND days && daterange(%(first_day)s, %(last_day)s, '[]')
UNION ALL
SELECT key, row::text
FROM {open}
WHERE settled_on IS NULL
  AND lower(positions) <= %(position)s::bigint
  AND (%(last_day)s::date IS NULL OR opened_on <= %(last_day)s)
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
    first_day: date | None,
    last_day: date | None,
) -> dict[str, R]:
    """The rows by key, in the order of keys."""
    statement = sql.SQL(_ROWS).format(**tables(generation, model.name))
    found = connection.execute(
        statement, {"position": position, "first_day": first_day, "last_day": last_day}, prepare=False
    ).fetchall()
    read = _adapter(model.row).validate_json
    return {key: read(row) for key, row in sorted(found)}


@cache
def _adapter(row: type[R]) -> TypeAdapter[R]:
    return TypeAdapter(row)
