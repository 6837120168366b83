"""The tables of what was asked and answered, and the functions that are one way to the server each."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from shared.eventlog.schema import exists

SCHEMA = "commands"
TABLE = "answered"

LOCK_OF_MAKING = 5_306_003
"""First half of the key of the advisory lock under which they are made; the second is the schema's."""

_CREATE = """
-- What came under an id, before anything was done about it: another digest under the same id is another question.
CREATE TABLE {asked} (
    id text PRIMARY KEY,
    digest bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE {answered} (
    id text PRIMARY KEY,
    status smallint NOT NULL,
    body bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Takes the id, for as long as this session lives or until it is let go: whoever has it is the only one at work on it.
-- The lock comes first, so that the statements after it see what its last holder left.
CREATE FUNCTION {take}(given_id text, lock bigint, given_digest bytea)
RETURNS TABLE (how text, status smallint, body bytea) LANGUAGE plpgsql AS $body$
DECLARE
    before bytea;
BEGIN
    IF NOT pg_try_advisory_lock(lock) THEN
        RETURN QUERY SELECT 'in flight', NULL::smallint, NULL::bytea;
        RETURN;
    END IF;

    INSERT INTO {asked} (id, digest)
    VALUES (given_id, given_digest)
    ON CONFLICT DO NOTHING;

    IF NOT FOUND THEN
        SELECT asked.digest INTO before
        FROM {asked} AS asked
        WHERE asked.id = given_id;

        IF before <> given_digest THEN
            PERFORM pg_advisory_unlock(lock);
            RETURN QUERY SELECT 'reused', NULL::smallint, NULL::bytea;
            RETURN;
        END IF;

        RETURN QUERY
        SELECT 'answered', told.status, told.body
        FROM {answered} AS told
        WHERE told.id = given_id;

        IF FOUND THEN
            PERFORM pg_advisory_unlock(lock);
            RETURN;
        END IF;
    END IF;

    RETURN QUERY SELECT 'held', NULL::smallint, NULL::bytea;
END
$body$;

-- Keeps the answer and lets go. The second lock is that of the transaction: the next holder comes in once the answer
-- can be seen, and not before. An answer about facts need not be waited for: should it be lost, they are still there.
CREATE FUNCTION {answer}(given_id text, lock bigint, given_status smallint, given_body bytea, is_waited_for boolean)
RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    IF is_waited_for THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    PERFORM pg_advisory_xact_lock(lock);

    INSERT INTO {answered} (id, status, body)
    VALUES (given_id, given_status, given_body)
    ON CONFLICT DO NOTHING;

    PERFORM pg_advisory_unlock(lock);
END
$body$;
"""


def create(connection: Connection[Any], schema: str) -> bool:
    """Makes them if they are not there; whole or not at all, also when two processes start at once. True if made."""
    if exists(connection, schema, TABLE):
        return False
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK_OF_MAKING, schema))
        if exists(connection, schema, TABLE):
            return False
        connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(schema)))
        connection.execute(over(schema, _CREATE))
    return True


def over(schema: str, statement: str) -> Composed:
    """The statement over the tables and functions of the schema."""
    names = ("asked", "answered", "take", "answer")
    return SQL(statement).format(**{name: Identifier(schema, name) for name in names})
