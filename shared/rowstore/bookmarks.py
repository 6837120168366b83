"""How far each partition is projected, and what could not be."""

from typing import Any

from psycopg import Connection
from psycopg.rows import class_row

from shared.rowstore.batch import Parked
from shared.rowstore.generations import Generation


def bookmarks(connection: Connection[Any], generation: Generation) -> dict[int, int]:
    """Of each partition, the position up to which it is projected; none for a retired generation."""
    found = connection.execute(
        """
        SELECT partition, position
        FROM projected.bookmarks
        WHERE generation = %s
          AND topic = %s
        ORDER BY partition
        """,
        (generation.id, generation.topic),
    )
    return dict(found.fetchall())


def parked(connection: Connection[Any], generation: Generation) -> list[Parked]:
    """In the order of positions."""
    with connection.cursor(row_factory=class_row(Parked)) as cursor:
        return cursor.execute(
            """
            SELECT partition, stream, position, reason, attempts, parked_at
            FROM projected.parked
            WHERE generation = %s
            ORDER BY position
            """,
            (generation.id,),
        ).fetchall()


def hold_live(connection: Connection[Any]) -> None:
    """Nobody moves a bookmark of the live generation until the transaction ends."""
    connection.execute(
        """
        SELECT 1
        FROM projected.bookmarks
        WHERE generation IN (SELECT id FROM projected.generations WHERE state = 'live')
        FOR UPDATE
        """
    )
