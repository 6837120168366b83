"""Writers that go around the log: what a careless colleague, or the library's own function, would do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import Connection

from tests.waiting import until

DEADLINE_SECONDS = 20

Write = Callable[[Connection[Any], str], None]


def insert(connection: Connection[Any], stream: str) -> None:
    """The first fact of a stream, by a plain INSERT that takes no lock of its own accord."""
    connection.execute(
        """
        INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
        VALUES (%s, 1, 'AssessmentRequested/1', '{}', '2020-06-12', '2020-06-12')
        """,
        (stream,),
    )


def seen_by_a_tailing_reader(database: str, write: Write, read_after: Callable[[int], list[int]]) -> list[int]:
    """The positions that a reader sees who reads on from the last one it saw, while two writers write.

    The writer who comes first commits last: the reader looks once when the second is done, or waits for the first,
    and once at the end.
    """
    with psycopg.connect(database) as first, psycopg.connect(database) as second:
        write(first, "1")
        other = threading.Thread(target=_write_and_commit, args=(write, second))
        other.start()
        until(lambda: not other.is_alive() or _waits(database, second.info.backend_pid))
        seen = read_after(0)
        first.commit()
        other.join(DEADLINE_SECONDS)
        return seen + read_after(max(seen, default=0))


@contextmanager
def other_holder_of_the_log(database: str) -> Iterator[None]:
    """Another writer, who has begun and does not end."""
    with psycopg.connect(database) as connection:
        insert(connection, "999")
        yield
        connection.rollback()


def _write_and_commit(write: Write, connection: Connection[Any]) -> None:
    write(connection, "2")
    connection.commit()


def _waits(database: str, backend_pid: int) -> bool:
    with psycopg.connect(database) as watcher:
        asked = watcher.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", (backend_pid,)).fetchone()
    return asked is not None and bool(asked[0])
