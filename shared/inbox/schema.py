"""The tables of the inbox. A delivery is never changed; that it waits to be read is a row of its own, which goes."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

SCHEMA = "feed"
_LOCK_OF_MAKING = 5_306_041

_CREATE = """
CREATE SCHEMA IF NOT EXISTS {schema};

-- What came, as it came. `delivery_id` is the sender's own name for it (webhook-id), or what stands for one.
CREATE TABLE {deliveries} (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    door text NOT NULL CHECK (door IN ('webhook', 'poll', 'drop', 'manual')),
    delivery_id text NOT NULL,
    digest bytea NOT NULL,
    key text NOT NULL,
    sealed bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (source, door, delivery_id)
);

-- Those that wait to be read.
CREATE TABLE {waiting} (
    number bigint PRIMARY KEY REFERENCES {deliveries}
);

-- How far each source has been polled: the last change seen, and the last ticket of that moment.
CREATE TABLE {watermarks} (
    source text PRIMARY KEY,
    changed_at timestamptz NOT NULL,
    ticket_id text NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How the polling of each source goes: failures in a row, and until when it is left alone for them.
CREATE TABLE {polls} (
    source text PRIMARY KEY,
    polled_at timestamptz,
    swept_at timestamptz,
    failures integer NOT NULL,
    left_alone_until timestamptz,
    trouble text
);

-- Only counters and hashes of what nobody could be shown to have sent.
CREATE TABLE {turned_away} (
    day date NOT NULL,
    code text NOT NULL,
    count bigint NOT NULL,
    last_digest bytea NOT NULL,
    PRIMARY KEY (day, code)
);
"""


def create(connection: Connection[Any], schema: str = SCHEMA) -> None:
    """Makes the inbox where it is missing; several processes may do so at once."""
    if _exists(connection, schema):
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK_OF_MAKING, schema))
        if not _exists(connection, schema):
            connection.execute(SQL(_CREATE).format(schema=Identifier(schema), **names(schema)))


def names(schema: str) -> dict[str, Identifier]:
    """The tables, as a statement names them."""
    tables = ("deliveries", "waiting", "watermarks", "polls", "turned_away")
    return {table: Identifier(schema, table) for table in tables}


def _exists(connection: Connection[Any], schema: str) -> bool:
    found = connection.execute(
        "SELECT FROM pg_tables WHERE schemaname = %s AND tablename = 'deliveries'",
        (schema,),
    )
    return found.rowcount > 0
