"""The tables of the tree, to which rows are only ever added, and the triggers that see to it.

A *tile* is 256 hashes of one level in eight: those of leaves (level 0), or the roots of 256 tiles of the level below.
Only whole tiles are kept; the leaves after the last one lie in *runs*, one for each time the tree grew. Runs that a
tile has taken over stay, and are not read.
"""

from typing import Any

from psycopg import Connection
from psycopg.errors import InsufficientPrivilege

from shared.database import may_not_make
from shared.trailstore.errors import TrailForbidden

_LOCK_OF_MAKING = 5_306_051
LOCK_OF_GROWING = 5_306_052
TILE = 256

_CREATE = """
CREATE SCHEMA IF NOT EXISTS trail;

-- The log's own random id, by which its checkpoints are told from those of others.
CREATE TABLE trail.log (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id bytea NOT NULL CHECK (octet_length(id) = 4),
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Of each leaf its hash, and its position in 8 bytes. `first` is the index of the first of them.
CREATE TABLE trail.runs (
    first bigint PRIMARY KEY CHECK (first >= 0),
    positions bytea NOT NULL,
    hashes bytea NOT NULL CHECK (octet_length(hashes) = 4 * octet_length(positions))
);

-- `root` is the node over the whole tile: a hash of the tile above.
CREATE TABLE trail.tiles (
    level smallint NOT NULL CHECK (level >= 0),
    index bigint NOT NULL CHECK (index >= 0),
    hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    positions bytea CHECK (octet_length(positions) = 2048),
    last_position bigint,
    PRIMARY KEY (level, index),
    CHECK ((level = 0) = (positions IS NOT NULL AND last_position IS NOT NULL))
);

CREATE UNIQUE INDEX tiles_by_last_position
    ON trail.tiles (last_position)
    WHERE level = 0;

-- Hashes are not to be compressed: it cannot be done.
ALTER TABLE trail.tiles
    ALTER hashes SET STORAGE EXTERNAL,
    ALTER positions SET STORAGE EXTERNAL;

CREATE FUNCTION trail.kept() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'what was hashed stays as it is: the trail only grows'
        USING ERRCODE = 'insufficient_privilege';
END
$body$;

CREATE TRIGGER the_log_is_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON trail.log
    FOR EACH STATEMENT EXECUTE FUNCTION trail.kept();

CREATE TRIGGER runs_are_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON trail.runs
    FOR EACH STATEMENT EXECUTE FUNCTION trail.kept();

CREATE TRIGGER tiles_are_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON trail.tiles
    FOR EACH STATEMENT EXECUTE FUNCTION trail.kept();

-- ALWAYS: a session that calls itself a replica does not walk past them.
ALTER TABLE trail.log ENABLE ALWAYS TRIGGER the_log_is_kept;
ALTER TABLE trail.runs ENABLE ALWAYS TRIGGER runs_are_kept;
ALTER TABLE trail.tiles ENABLE ALWAYS TRIGGER tiles_are_kept;

INSERT INTO trail.log (id) VALUES (substr(uuid_send(gen_random_uuid()), 1, 4));
"""


def exists(connection: Connection[Any]) -> bool:
    """Whether the tables are there."""
    found = connection.execute("SELECT FROM pg_tables WHERE schemaname = 'trail' AND tablename = 'tiles'")
    return found.rowcount > 0


def create(connection: Connection[Any]) -> None:
    """Makes the tables where they are missing; several processes may do so at once. Raises TrailForbidden."""
    if exists(connection):
        return
    try:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK_OF_MAKING,))
            if not exists(connection):
                connection.execute(_CREATE)
    except InsufficientPrivilege as error:
        raise TrailForbidden(may_not_make("the trail", connection, error)) from None
