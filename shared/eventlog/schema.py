"""The log's table, and the triggers that keep it in order and keep it whole."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier, Literal

SCHEMA = "eventlog"
PROGRESS_TABLE = "relay_progress"

LOCK_OF_ORDER = 5_306_001
"""First half of the key of the advisory lock that writers take; the second is the table's own number."""

_CREATE = """
-- One line of the log. The position is the notification_id; GENERATED ALWAYS keeps writers from choosing it, and
-- needs no right on a sequence. latest_known_at is the latest known_at of this fact and all before it.
CREATE TABLE {facts} (
    notification_id bigint GENERATED ALWAYS AS IDENTITY,
    originator_id text NOT NULL,
    originator_version bigint NOT NULL CHECK (originator_version >= 1),
    topic text NOT NULL,
    state bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    known_at timestamptz NOT NULL,
    latest_known_at timestamptz NOT NULL CHECK (latest_known_at >= known_at),
    identity bytea,
    PRIMARY KEY (originator_id, originator_version)
);

CREATE UNIQUE INDEX {position_index}
    ON {facts} (notification_id);

-- "As known at" is one step in this index, however long the log.
CREATE INDEX {known_index}
    ON {facts} (latest_known_at, notification_id);

CREATE UNIQUE INDEX {identity_index}
    ON {facts} (identity)
    WHERE identity IS NOT NULL;

-- Positions are given out and committed by one writer at a time, so that a reader who has seen a position has seen
-- all below it. As a trigger, since then no writer can forget it; advisory, since LOCK TABLE would need more rights
-- and would wait for VACUUM. It wakes those who wait for more.
CREATE FUNCTION {in_order}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock({lock}, TG_RELID::integer), pg_notify({channel}, '');
    RETURN NULL;
END
$body$;

CREATE TRIGGER facts_come_in_order
    BEFORE INSERT ON {facts}
    FOR EACH STATEMENT EXECUTE FUNCTION {in_order}();

CREATE FUNCTION {kept}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'facts are never changed or removed: append FactCorrected or FactRetracted'
        USING ERRCODE = 'insufficient_privilege';
END
$body$;

CREATE TRIGGER facts_are_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON {facts}
    FOR EACH STATEMENT EXECUTE FUNCTION {kept}();

-- ALWAYS: a session that calls itself a replica does not walk past them.
ALTER TABLE {facts} ENABLE ALWAYS TRIGGER facts_come_in_order;
ALTER TABLE {facts} ENABLE ALWAYS TRIGGER facts_are_kept;

-- One save in one call. Its name is its table's, so that two logs in one schema keep apart. The lock comes first,
-- so that the statements after it see every fact that was committed before. An appended fact that says what another
-- says gives the identity up: whoever appends has read the history and means it.
CREATE FUNCTION {append}(
    streams text[],
    versions bigint[],
    topics text[],
    states bytea[],
    known_ats timestamptz[],
    latest_known_ats timestamptz[],
    identities bytea[]
) RETURNS TABLE (place bigint, at timestamptz) LANGUAGE plpgsql AS $body$
DECLARE
    version_before bigint;
    known_before timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock({lock}, {facts_text}::regclass::oid::integer);

    -- A version that is taken, the primary key refuses; one beyond the next is refused here.
    SELECT f.originator_version INTO version_before
    FROM {facts} AS f
    WHERE f.originator_id = streams[1]
    ORDER BY f.originator_version DESC
    LIMIT 1;

    IF versions[1] <> 1 + coalesce(version_before, 0) THEN
        RAISE EXCEPTION 'not the next version of its stream'
            USING ERRCODE = 'unique_violation';
    END IF;

    SELECT f.latest_known_at INTO known_before
    FROM {facts} AS f
    ORDER BY f.notification_id DESC
    LIMIT 1;

    RETURN QUERY
    INSERT INTO {facts} AS f (
        originator_id, originator_version, topic, state, known_at, latest_known_at, identity
    )
    SELECT
        given.stream,
        given.version,
        given.topic,
        given.state,
        given.known_at,
        greatest(known_before, given.latest_known_at),
        CASE WHEN (
            SELECT told.identity
            FROM {facts} AS told
            WHERE told.identity = given.identity
            LIMIT 1
        ) IS NULL THEN given.identity END
    FROM unnest(streams, versions, topics, states, known_ats, latest_known_ats, identities)
        WITH ORDINALITY AS given (stream, version, topic, state, known_at, latest_known_at, identity, number)
    ORDER BY given.number
    RETURNING f.notification_id, f.recorded_at;
END
$body$;

-- The relay's own: up to which position each partition of a topic is acknowledged.
CREATE TABLE {progress} (
    topic text NOT NULL,
    partition integer NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);
"""


def exists(connection: Connection[Any], schema: str, table: str) -> bool:
    """Is the table there? Whoever may connect, may ask."""
    # Not by to_regclass: it may answer from what this session had remembered before another made the table.
    found = connection.execute(
        "SELECT FROM pg_tables WHERE schemaname = %s AND tablename = %s",
        (schema, table),
    )
    return found.rowcount > 0


def create(connection: Connection[Any], schema: str, table: str) -> bool:
    """Makes the log if it is not there; whole or not at all, also when two processes start at once. True if made."""
    if exists(connection, schema, table):
        return False
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK_OF_ORDER, f"{schema}.{table}"))
        if exists(connection, schema, table):
            return False
        connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(schema)))
        connection.execute(_statements(schema, table))
    return True


def channel(schema: str, table: str) -> str:
    """The channel on which those who wait are woken."""
    return f"{schema}.{table}"


def _statements(schema: str, table: str) -> Composed:
    return SQL(_CREATE).format(
        facts=Identifier(schema, table),
        progress=Identifier(schema, PROGRESS_TABLE),
        facts_text=Literal(f'"{schema}"."{table}"'),
        position_index=Identifier(f"{table}_by_position"),
        known_index=Identifier(f"{table}_by_latest_known_at"),
        identity_index=Identifier(f"{table}_by_identity"),
        in_order=Identifier(schema, f"{table}_in_order"),
        kept=Identifier(schema, f"{table}_kept"),
        append=Identifier(schema, f"append_to_{table}"),
        lock=Literal(LOCK_OF_ORDER),
        channel=Literal(channel(schema, table)),
    )
