"""The tables of the inbox. A delivery is never changed; that it waits to be read is a row of its own, which goes."""

from typing import Any

from psycopg import Connection
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Composable, Identifier, Literal

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


# By content. An inbox of an earlier version has none, and gets it when it is opened.
_INDEX = "deliveries_by_digest"
_CREATE_INDEX = "CREATE INDEX IF NOT EXISTS {index} ON {deliveries} (digest)"


def create(connection: Connection[Any], schema: str = SCHEMA) -> None:
    """Makes what is missing of the inbox; several processes may do so at once.

    Whoever may use an inbox, and make nothing in it, does without the index.
    """
    if _exists(connection, schema, _INDEX):
        return
    try:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK_OF_MAKING, schema))
            if not _exists(connection, schema, "deliveries"):
                connection.execute(SQL(_CREATE).format(schema=Identifier(schema), **names(schema)))
            connection.execute(SQL(_CREATE_INDEX).format(index=Identifier(_INDEX), **names(schema)))
    except InsufficientPrivilege:
        if not _exists(connection, schema, "deliveries"):
            raise


def names(schema: str) -> dict[str, Composable]:
    """The tables and the bell, as a statement names them."""
    tables = ("deliveries", "waiting", "watermarks", "polls", "turned_away")
    return {table: Identifier(schema, table) for table in tables} | {"bell": Literal(bell_of(schema))}


def bell_of(schema: str) -> str:
    """The channel on which it is told that something waits."""
    return f"{schema}.waiting"


def _exists(connection: Connection[Any], schema: str, name: str) -> bool:
    """A table or an index."""
    found = connection.execute(
        "SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = %s AND relname = %s",
        (schema, name),
    )
    return found.rowcount > 0
