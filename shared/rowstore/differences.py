"""Where two generations say different things of the same log."""

from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection, sql
from psycopg.rows import class_row

from shared.rowstore.generations import Generation
from shared.rowstore.schema import tables

# Version by version, as both would stand at a position: what ended after it still stands.
_DIFFERENCES: LiteralString = """
WITH one AS (
    SELECT key, lower(positions) AS since, nullif(least(upper(positions), %(position)s + 1), %(position)s + 1) AS until,
        opened_on, settled_on, row::text AS row
    FROM {one}
    WHERE lower(positions) <= %(position)s
), other AS (
    SELECT key, lower(positions) AS since, nullif(least(upper(positions), %(position)s + 1), %(position)s + 1) AS until,
        opened_on, settled_on, row::text AS row
    FROM {other}
    WHERE lower(positions) <= %(position)s
)
SELECT %(model)s AS model, key, since, one.until AS live_until, other.until AS rebuilt_until,
    one.row AS live, other.row AS rebuilt
FROM one
FULL JOIN other USING (key, since)
WHERE (one.until, one.opened_on, one.settled_on, one.row)
    IS DISTINCT FROM (other.until, other.opened_on, other.settled_on, other.row)
ORDER BY since, key
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row version that is not the same in both: from position `since` to before its end; None where it stands.

    `live` and `rebuilt` are the rows' JSON; None where that generation has no version from `since` on.
    """

    model: str
    key: str
    since: int
    live_until: int | None
    rebuilt_until: int | None
    live: str | None
    rebuilt: str | None

    @property
    def position(self) -> int:
        """Where the two part: the fact at this position made them differ."""
        ends = [end for end in (self.live_until, self.rebuilt_until) if end is not None]
        return min(ends) if ends and self.live == self.rebuilt else self.since


def differences(
    connection: Connection[Any], live: Generation, rebuilt: Generation, position: int, limit: int
) -> list[Difference]:
    """Up to `limit` for each read model that both have, as the two would stand at `position`."""
    found: list[Difference] = []
    with connection.cursor(row_factory=class_row(Difference)) as cursor:
        for model in (name for name in rebuilt.models if name in live.models):
            names = {"one": tables(live.id, model)["table"], "other": tables(rebuilt.id, model)["table"]}
            statement = sql.SQL(_DIFFERENCES).format(**names)
            found += cursor.execute(statement, {"position": position, "model": model, "limit": limit}).fetchall()
    return found
