"""`audit verify`: one look through the log in a database, with what is held outside it."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel

from shared.eventlog.datastore import connect, unavailable
from shared.eventlog.recorder import TABLE
from shared.eventlog.schema import SCHEMA
from shared.trail.finding import Finding
from shared.trail.keys import KeyList
from shared.trailstore.auditing import Looked, Progress, accepted
from shared.trailstore.errors import TrailError
from shared.trailstore.growing import covered
from shared.trailstore.judging import agreement
from shared.trailstore.key_files import KeyFiles
from shared.trailstore.outside import Outside
from shared.trailstore.schema import exists
from shared.trailstore.verdict import Verdict, remarks


def verify(url: str, keys: Path, checkpoints: Path, topics: Collection[str], progress: Progress) -> Verdict:
    """Looks through everything, and changes nothing. `topics`: those that facts of this system have.

    Memory does not grow with the log. Raises LogUnavailable, and TrailError where there is nothing to look at.
    """
    connection = connect(url)
    try:
        with connection:
            return _verify(connection, keys, checkpoints, topics, progress)
    except psycopg.OperationalError as error:
        raise unavailable(url, error) from error


def keys_of(url: str, keys: Path) -> KeyList:
    """All keys of the log in that database, the oldest first; nothing is made. Raises as `verify`."""
    with connect(url) as connection:
        return KeyFiles(keys, _origin(connection)).listed()


def covered_in(url: str) -> int | None:
    """The position up to which the tree in that database covers the log; None where it has none. Nothing is made."""
    with connect(url) as connection:
        return covered(connection) if exists(connection) else None


def _verify(
    connection: Connection[Any], keys: Path, checkpoints: Path, topics: Collection[str], progress: Progress
) -> Verdict:
    origin = _origin(connection)
    outside, key_files = Outside(checkpoints, origin), KeyFiles(keys, origin)
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    with connection.transaction():
        return look_through(connection, key_files, outside, topics, progress)


def look_through(
    connection: Connection[Any], keys: KeyFiles, outside: Outside, topics: Collection[str], progress: Progress
) -> Verdict:
    """As `verify`, in the transaction that there is, which should see one moment throughout."""
    # Before the first look: whatever was signed by now, the log must hold.
    held, others, origin = outside.held(), outside.others(), outside.origin
    listed = keys.listed()
    good, refused = accepted(held.notes, listed, origin)
    if held.notes and not listed.periods:
        refused = [Finding("keys missing", 0, _NO_KEYS.format(place=keys.place, number=len(held.notes)))]
    if others and not held.notes:
        refused.append(Finding("another log", 0, _ANOTHER.format(others=", ".join(others), own=origin)))
    looked = Looked(connection, {each.size for each in good}, progress)
    findings = [*refused, *looked.findings(good, topics, _last_given(connection))]
    agreed = agreement(good, looked.walk).agreed
    return Verdict(
        origin=origin,
        facts=looked.walk.count,
        covered=looked.covered,
        position=looked.walk.position,
        held=len(held.notes),
        agreed=agreed,
        findings=tuple(findings),
        remarks=tuple(
            remarks(
                origin,
                agreed,
                others,
                len(held.scraps),
                looked.walk.uncovered,
                looked.walk.not_kept,
                looked.walk.position,
            )
        ),
    )


_ANOTHER = (
    "none of the checkpoints held outside is of this log, {own}, but there are some of {others}: if one of these "
    "should be it, another database was put in its place"
)

_NO_KEYS = (
    "there is no list of keys {place}: put it back; without it none of the {number} checkpoints held outside can be "
    "checked"
)


def _origin(connection: Connection[Any]) -> str:
    row = connection.execute("SELECT id FROM trail.log", binary=True).fetchone() if exists(connection) else None
    if row is None:
        raise TrailError("this database holds no trail, or it is gone: it is made by `secchange up` or `ingest`")
    return f"secchange/{bytes(row[0]).hex()}"


def _last_given(connection: Connection[Any]) -> int | None:
    """The last position that the log has given out; None where the role may not see it."""
    row = connection.execute(_LAST_GIVEN, (f"{SCHEMA}.{TABLE}",)).fetchone()
    return int(row[0]) if row and row[0] is not None else None


_LAST_GIVEN = """
SELECT CASE WHEN has_sequence_privilege(name, 'SELECT') THEN pg_sequence_last_value(name::regclass) END
FROM pg_get_serial_sequence(%s, 'notification_id') AS name
"""
