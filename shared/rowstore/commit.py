"""Writing a batch: the fence, the rows, the parked facts. All of it inside the caller's transaction."""

from typing import Any, LiteralString

from psycopg import Connection, sql

from shared.rowstore import journal
from shared.rowstore.arrays import Array, days, encoded, numbers, texts
from shared.rowstore.batch import Batch, Changes, Version
from shared.rowstore.errors import Fenced
from shared.rowstore.schema import tables

# Each touched bookmark moves, if it is still where the writer read it. The rows lock out whoever else would.
_MOVE: LiteralString = """
UPDATE projected.bookmarks AS b
SET position = m.after
FROM unnest(%(partitions)b::integer[], %(before)b::bigint[], %(after)b::bigint[]) AS m(partition, before, after)
WHERE b.generation = %(generation)s
  AND b.partition = m.partition
  AND b.position = m.before
"""

# What stood open goes to the closed half as it stands, with the position at which it ended.
_END: LiteralString = """
INSERT INTO {closed} (key, stream, positions, opened_on, settled_on, row)
SELECT o.key, o.stream, int8range(lower(o.positions), e.until), o.opened_on, o.settled_on, o.row
FROM unnest(%b::text[], %b::bigint[]) AS e(key, until)
JOIN {open} AS o USING (key)
"""

_FORGET: LiteralString = """
DELETE FROM {open}
WHERE key = ANY(%b)
"""

# What stands now takes the place of what stood.
_STAND: LiteralString = """
INSERT INTO {open} (key, stream, positions, opened_on, settled_on, row)
SELECT key, stream, int8range(since, NULL), opened_on, settled_on, row::json
FROM unnest(%b::text[], %b::text[], %b::bigint[], %b::date[], %b::date[], %b::text[])
    AS v(key, stream, since, opened_on, settled_on, row)
ON CONFLICT (key) DO UPDATE
SET positions = excluded.positions,
    opened_on = excluded.opened_on,
    settled_on = excluded.settled_on,
    row = excluded.row
"""

# What came and went within the batch is only ever history.
_PASS: LiteralString = """
INSERT INTO {closed} (key, stream, positions, opened_on, settled_on, row)
SELECT key, stream, int8range(since, until), opened_on, settled_on, row::json
FROM unnest(%b::text[], %b::text[], %b::bigint[], %b::date[], %b::date[], %b::text[], %b::bigint[])
    AS v(key, stream, since, opened_on, settled_on, row, until)
"""

_PARK: LiteralString = """
INSERT INTO projected.parked (generation, topic, partition, stream, position, reason, attempts)
SELECT g.id, g.topic, p.partition, p.stream, p.position, p.reason, p.attempts
FROM unnest(%b::integer[], %b::text[], %b::bigint[], %b::text[], %b::integer[])
    AS p(partition, stream, position, reason, attempts)
JOIN projected.generations AS g ON g.id = %s
"""

# Asked when the bookmarks are moved, and so while nobody else can take up what is parked in their partitions.
_BEHIND: LiteralString = """
SELECT count(*)
FROM projected.parked
WHERE generation = %s
  AND position = ANY(%b)
"""

_UNPARK: LiteralString = """
DELETE FROM projected.parked
WHERE generation = %s
  AND position = ANY(%b)
"""


def write(connection: Connection[Any], batch: Batch) -> None:
    """Raises Fenced when a bookmark is not where the batch says, or something is no longer parked."""
    _move_bookmarks(connection, batch)
    for model, changes in batch.changes.items():
        _write_changes(connection, batch.generation, model, changes)
    _write_parked(connection, batch)
    if batch.deed:
        journal.write(connection, batch.deed)


def _move_bookmarks(connection: Connection[Any], batch: Batch) -> None:
    befores, afters = zip(*batch.moved.values(), strict=True) if batch.moved else ((), ())
    moved = connection.execute(
        _MOVE,
        {
            "generation": batch.generation,
            "partitions": list(batch.moved),
            "before": list(befores),
            "after": list(afters),
        },
        prepare=True,
    )
    if moved.rowcount != len(batch.moved):
        raise Fenced(
            f"{len(batch.moved) - moved.rowcount} of {len(batch.moved)} bookmarks of generation {batch.generation} "
            "are no longer where this projector left them: another one is at work, or the rows were rebuilt"
        )


def _write_changes(connection: Connection[Any], generation: int, model: str, changes: Changes) -> None:
    names = tables(generation, model)
    standing = [version for version in changes.versions if version.until is None]
    passed = [version for version in changes.versions if version.until is not None]
    if changes.ended:
        _run(connection, _END, names, texts(list(changes.ended)), numbers(list(changes.ended.values())))
        gone = changes.ended.keys() - {version.key for version in standing}
        if gone:
            _run(connection, _FORGET, names, texts(list(gone)))
    if passed:
        ends = numbers([version.until for version in passed if version.until is not None])
        _run(connection, _PASS, names, *_columns(passed), ends)
    if standing:
        _run(connection, _STAND, names, *_columns(standing))


def _run(
    connection: Connection[Any], statement: LiteralString, names: dict[str, sql.Composable], *values: Array
) -> None:
    connection.execute(sql.SQL(statement).format(**names), values, prepare=True)


def _columns(versions: list[Version]) -> tuple[Array, ...]:
    return (
        texts([version.key for version in versions]),
        texts([version.stream for version in versions]),
        numbers([version.since for version in versions]),
        days([version.opened_on for version in versions]),
        days([version.settled_on for version in versions]),
        encoded([version.row for version in versions]),
    )


def _write_parked(connection: Connection[Any], batch: Batch) -> None:
    if batch.behind:
        found = connection.execute(_BEHIND, (batch.generation, list(batch.behind))).fetchone()
        _expect(len(batch.behind), found[0] if found else 0)
    if batch.unparked:
        unparked = connection.execute(_UNPARK, (batch.generation, list(batch.unparked)))
        _expect(len(batch.unparked), unparked.rowcount)
    if batch.parked:
        columns = zip(*((p.partition, p.stream, p.position, p.reason, p.attempts) for p in batch.parked), strict=True)
        connection.execute(_PARK, (*map(list, columns), batch.generation))


def _expect(count: int, found: int) -> None:
    if found != count:
        raise Fenced(f"{count - found} of {count} parked facts are no longer parked: somebody else took them up")
