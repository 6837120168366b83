"""The table of the files of issued papers, and the trigger that keeps it whole."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from shared.eventlog.schema import exists

SCHEMA = "issued"
TABLE = "papers"

LOCK_OF_MAKING = 5_306_051
"""First half of the key of the advisory lock under which it is made; the second is the schema's."""

_CREATE = """
CREATE SCHEMA IF NOT EXISTS {schema};

-- One file of one edition of the paper of a month. The edition is '' for the original, else R1, R2, …
-- The fact is the id of the one that tells of its issue.
CREATE TABLE {papers} (
    month text NOT NULL,
    edition text NOT NULL,
    format text NOT NULL,
    fact text NOT NULL,
    sha256 bytea NOT NULL,
    content bytea NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (month, edition, format),
    CHECK (sha256 = sha256(content))
);

CREATE FUNCTION {kept}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'issued papers are never changed or removed: restate the paper beside them'
        USING ERRCODE = 'insufficient_privilege';
END
$body$;

CREATE TRIGGER papers_are_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON {papers}
    FOR EACH STATEMENT EXECUTE FUNCTION {kept}();

-- ALWAYS: a session that calls itself a replica does not walk past it.
ALTER TABLE {papers} ENABLE ALWAYS TRIGGER papers_are_kept;
"""


def create(connection: Connection[Any], schema: str) -> bool:
    """Makes it if it is not there; whole or not at all, also when two processes start at once. True if made."""
    if exists(connection, schema, TABLE):
        return False
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK_OF_MAKING, schema))
        if exists(connection, schema, TABLE):
            return False
        connection.execute(over(schema, _CREATE))
    return True


def over(schema: str, statement: str) -> Composed:
    """The statement over the table of the schema."""
    names = {"papers": Identifier(schema, TABLE), "kept": Identifier(schema, f"{TABLE}_kept")}
    return SQL(statement).format(schema=Identifier(schema), **names)
