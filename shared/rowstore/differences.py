"""Where two generations say different things of the same log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection, sql

from shared.rowstore.generations import Generation
from shared.rowstore.schema import tables

# Whether two are the same at all takes a fraction of the time. By chance alone, two that differ agree once in 2^64.
_DIGEST: LiteralString = """
WITH version AS (
    SELECT ROW(
        key,
        lower(positions),
        nullif(least(upper(positions), %(position)s + 1), %(position)s + 1),
        opened_on,
        settled_on,
        row::text
    ) AS whole
    FROM {table}
    WHERE lower(positions) <= %(position)s
)
SELECT count(*), bit_xor(hash_record_extended(whole, 0))
FROM version
"""

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
    one.row AS live, other.row AS rebuilt,
    one.opened_on::text, one.settled_on::text, other.opened_on::text, other.settled_on::text,
    count(*) OVER () AS count
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

    `live` and `rebuilt` are the rows' JSON; None where that generation has no version from `since` on. The days, as
    `2020-06-12`, are those by which rows are found, and stand beside the row.
    """

    model: str
    key: str
    since: int
    live_until: int | None
    rebuilt_until: int | None
    live: str | None
    rebuilt: str | None
    live_opened_on: str | None = None
    live_settled_on: str | None = None
    rebuilt_opened_on: str | None = None
    rebuilt_settled_on: str | None = None

    @property
    def position(self) -> int:
        """Where the two part: the fact at this position made them differ."""
        if self.live != self.rebuilt or self.differs_in_days:
            return self.since
        return min(end for end in (self.live_until, self.rebuilt_until) if end is not None)

    @property
    def differs_in_days(self) -> bool:
        """Whether the two versions would be found by other days."""
        live = self.live_opened_on, self.live_settled_on
        return live != (self.rebuilt_opened_on, self.rebuilt_settled_on)


@dataclass(frozen=True, slots=True)
class Differences:
    """`count` of all; `listed` the first of each read model, in the order of positions."""

    count: int
    listed: Sequence[Difference]


def differences(
    connection: Connection[Any], live: Generation, rebuilt: Generation, position: int, limit: int
) -> Differences:
    """As the two would stand at `position`, up to `limit` listed of each read model that both have in one version."""
    count, listed = 0, list[Difference]()
    for model, version in rebuilt.models.items():
        if live.models.get(model) == version:
            names = {"one": tables(live.id, model)["table"], "other": tables(rebuilt.id, model)["table"]}
            if _digest(connection, names["one"], position) == _digest(connection, names["other"], position):
                continue
            statement = sql.SQL(_DIFFERENCES).format(**names)
            values = {"position": position, "model": model, "limit": limit}
            found = connection.execute(statement, values).fetchall()
            count += found[0][-1] if found else 0
            listed += [Difference(*values) for *values, _ in found]
    return Differences(count, listed)


def _digest(connection: Connection[Any], table: sql.Composable, position: int) -> tuple[Any, ...] | None:
    """Of every row version, as it would stand at `position`."""
    return connection.execute(sql.SQL(_DIGEST).format(table=table), {"position": position}).fetchone()
