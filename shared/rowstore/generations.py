"""Generations: whole sets of rows. One is live; a rebuild fills another and takes its place in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any, Literal

from psycopg import Connection
from psycopg.errors import LockNotAvailable
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from shared.readmodels.readmodel import ReadModel
from shared.rowstore.errors import RebuildRunning
from shared.rowstore.schema import HALVES, drop_tables, index_half, make_tables

_FIRST = 7_306_118_202
_REBUILDING = 7_306_118_203
"""Advisory locks: held while the first generation is made, and for as long as a rebuild lasts."""

WAIT_FOR_ANOTHER_REBUILD_SECONDS = 1.0

State = Literal["building", "live", "retired"]


@dataclass(frozen=True, slots=True)
class Generation:
    """`models`: the version of each read model whose rows it holds. `topic`: whose bookmarks it has, and how many."""

    id: int
    state: State
    models: Mapping[str, int]
    topic: str
    partitions: int
    made_at: datetime


def wait_for_others_that_start(connection: Connection[Any]) -> None:
    """Only one at a time makes the first generation. For use inside a transaction."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_FIRST,))


def claim_rebuild(connection: Connection[Any]) -> None:
    """Takes the right to rebuild for as long as the connection lives. Raises RebuildRunning.

    One that has just ended may take a moment to give it back: it is waited for, not longer than a second.
    """
    patience_ms = int(1000 * WAIT_FOR_ANOTHER_REBUILD_SECONDS)
    try:
        with connection.transaction():
            connection.execute(f"SET LOCAL lock_timeout = {patience_ms}".encode())
            connection.execute("SELECT pg_advisory_lock(%s)", (_REBUILDING,))
    except LockNotAvailable:
        raise RebuildRunning from None


def live(connection: Connection[Any]) -> Generation | None:
    """The generation that is read, if there is one."""
    with connection.cursor(row_factory=class_row(Generation)) as cursor:
        return cursor.execute(
            """
            SELECT id, state, models, topic, partitions, made_at
            FROM projected.generations
            WHERE state = 'live'
            """
        ).fetchone()


def make(
    connection: Connection[Any], state: State, models: Sequence[ReadModel[Any]], topic: str, partitions: int
) -> Generation:
    """A fresh generation with its tables, and with every bookmark at 0; a live one with its indexes.

    For use inside a transaction.
    """
    versions = {model.name: model.version for model in models}
    with connection.cursor(row_factory=class_row(Generation)) as cursor:
        made = cursor.execute(
            """
            INSERT INTO projected.generations (state, models, topic, partitions)
            VALUES (%s, %s, %s, %s)
            RETURNING id, state, models, topic, partitions, made_at
            """,
            (state, Jsonb(versions), topic, partitions),
        ).fetchone()
    assert made is not None
    connection.execute(
        """
        INSERT INTO projected.bookmarks (generation, topic, partition, position)
        SELECT %s, %s, partition, 0
        FROM generate_series(0, %s - 1) AS p(partition)
        """,
        (made.id, topic, partitions),
    )
    make_tables(connection, made.id, versions)
    if state == "live":
        for model, half in product(versions, HALVES):
            index_half(connection, made.id, model, half)
    return made


def promote(connection: Connection[Any], generation: Generation) -> None:
    """Makes it live and retires the one that was. For use inside a transaction.

    A retired generation loses its bookmarks, so whoever still writes to it is fenced; its rows stay until the next
    rebuild, for those who are in the middle of reading them.
    """
    connection.execute(
        """
        WITH retired AS (
            UPDATE projected.generations
            SET state = 'retired'
            WHERE state = 'live'
            RETURNING id
        )
        DELETE FROM projected.bookmarks
        WHERE generation IN (SELECT id FROM retired)
        """
    )
    connection.execute("UPDATE projected.generations SET state = 'live' WHERE id = %s", (generation.id,))


def drop_all_but_live(connection: Connection[Any]) -> None:
    """Drops retired generations, and those that a rebuild left unfinished. For use inside a transaction."""
    with connection.cursor(row_factory=class_row(Generation)) as cursor:
        dead = cursor.execute(
            """
            SELECT id, state, models, topic, partitions, made_at
            FROM projected.generations
            WHERE state <> 'live'
            """
        ).fetchall()
    for generation in dead:
        drop(connection, generation)


def drop(connection: Connection[Any], generation: Generation) -> None:
    """Drops a generation that is not live, with all that belongs to it. For use inside a transaction."""
    drop_tables(connection, generation.id, generation.models)
    connection.execute("DELETE FROM projected.bookmarks WHERE generation = %s", (generation.id,))
    connection.execute("DELETE FROM projected.parked WHERE generation = %s", (generation.id,))
    connection.execute("DELETE FROM projected.generations WHERE id = %s AND state <> 'live'", (generation.id,))
