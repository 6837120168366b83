"""What operators did about parked facts, and why. It belongs to no generation, so a rebuild keeps it and heeds it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from psycopg import Connection
from psycopg.rows import class_row

Kind = Literal["replay", "discard"]


@dataclass(frozen=True, slots=True)
class Deed:
    """`position` is the first parked fact of the stream, `trouble` why it was parked.

    A discard passes over that fact for good. `actor` is who did it, `reason` in their words, `done_at` the database's.
    """

    kind: Kind
    stream: str
    position: int
    trouble: str
    actor: str
    reason: str
    done_at: datetime | None = field(default=None, compare=False)


def write(connection: Connection[Any], deed: Deed) -> None:
    """Inside the caller's transaction: the deed and what it brings about are one."""
    connection.execute(
        """
        INSERT INTO projected.journal (kind, stream, position, trouble, actor, reason)
        VALUES (%s, %s, %s, %s, %s, %s)
        """,
        (deed.kind, deed.stream, deed.position, deed.trouble, deed.actor, deed.reason),
    )


def deeds(connection: Connection[Any]) -> list[Deed]:
    """All of them, in the order in which they were done."""
    with connection.cursor(row_factory=class_row(Deed)) as cursor:
        return cursor.execute(
            """
            SELECT kind, stream, position, trouble, actor, reason, done_at
            FROM projected.journal
            ORDER BY id
            """
        ).fetchall()


def discarded(connection: Connection[Any]) -> set[int]:
    """The positions of the facts that no row is made of."""
    found = connection.execute("SELECT position FROM projected.journal WHERE kind = 'discard'")
    return {position for (position,) in found}
