"""The tables: four for the store itself, and one for each read model of each generation.

A read model's table has two halves. `open` holds the row that stands for each key and is written in place; `closed`
holds what stood before and is only ever added to, in the order in which it ended. So the index over ranges, which is
dear to change, is written once for each version. Open rows that nothing more will happen to are indexed likewise;
the few that change are found by their key and their first day, which stay, and are updated without touching an index.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, LiteralString

from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege

from shared.database import may_not_make
from shared.rowstore.errors import NothingProjected, RowsForbidden

SCHEMA = "projected"
_MAKING = 7_306_118_201
"""The advisory lock held while tables are made: two processes may start at once."""

# The store's own tables: generations, how far each partition is projected, what could not be, and what operators did
# about that. The last is not of a generation: a rebuild knows what was discarded.
_OWN_TABLES = ("generations", "bookmarks", "parked", "journal")
_OWN = """
CREATE TABLE IF NOT EXISTS projected.generations (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('building', 'live', 'retired')),
    models jsonb NOT NULL,
    topic text NOT NULL,
    partitions integer NOT NULL CHECK (partitions > 0),
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE UNIQUE INDEX IF NOT EXISTS one_generation_is_live
    ON projected.generations (state)
    WHERE state = 'live';

CREATE TABLE IF NOT EXISTS projected.bookmarks (
    generation integer NOT NULL REFERENCES projected.generations,
    topic text NOT NULL,
    partition integer NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (generation, topic, partition)
) WITH (fillfactor = 50);

CREATE TABLE IF NOT EXISTS projected.parked (
    generation integer NOT NULL REFERENCES projected.generations,
    topic text NOT NULL,
    partition integer NOT NULL,
    stream text NOT NULL,
    position bigint NOT NULL,
    reason text NOT NULL,
    attempts integer NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (generation, position)
);

CREATE TABLE IF NOT EXISTS projected.journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('replay', 'discard')),
    stream text NOT NULL,
    position bigint NOT NULL,
    trouble text NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    done_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
"""

# One read model of one generation. `positions` and `days` are the two axes by which rows are found. A row is compressed
# only where a page cannot hold it otherwise: packing and unpacking costs more than all else that is done with it.
_MODEL = """
CREATE TABLE {table} (
    key text NOT NULL,
    stream text NOT NULL,
    positions int8range NOT NULL,
    opened_on date NOT NULL,
    settled_on date,
    days daterange NOT NULL
        GENERATED ALWAYS AS (daterange(opened_on, greatest(settled_on, opened_on), '[]')) STORED,
    row json NOT NULL
) PARTITION BY LIST (upper_inf(positions));

CREATE TABLE {open} PARTITION OF {table} FOR VALUES IN (true) WITH (fillfactor = 50, toast_tuple_target = 8160);
CREATE TABLE {closed} PARTITION OF {table} FOR VALUES IN (false) WITH (toast_tuple_target = 8160);

ALTER TABLE {open} ADD PRIMARY KEY (key);
"""

Half = Literal["closed", "open"]
HALVES: tuple[Half, Half] = ("closed", "open")

# What stood at one time lies together, so that few pages hold it: of what stood about as long, what began then. Among
# the many that passed soon, the few that stood for long would lie one to a page.
_ORDER: LiteralString = """
CREATE INDEX {order} ON {closed} (floor(ln(upper(positions) - lower(positions))), lower(positions));
CLUSTER {closed} USING {order};
DROP INDEX {order_found};
"""

# What makes finding rows quick. For many rows at once it is made after them, at a fraction of the cost. `buffering`: or
# else the ranges are put in by their beginnings alone, and those that hold a position are found all over the index.
_INDEXES: Mapping[Half, LiteralString] = {
    "closed": """
CREATE INDEX ON {closed} USING gist (positions, days) WITH (buffering = on);
CREATE INDEX ON {closed} (stream);
ANALYZE {closed};
""",
    "open": """
CREATE INDEX ON {open} (opened_on) WHERE settled_on IS NULL;
CREATE INDEX ON {open} USING gist (positions, days) WHERE settled_on IS NOT NULL;
CREATE INDEX ON {open} (stream);
ANALYZE {open};
""",
}


def ensure_own_tables(connection: Connection[Any], *, create_missing: bool) -> None:
    """Makes the store's own tables where they are missing: only then is the right to create needed.

    Two processes may do so at once. Raises RowsForbidden; NothingProjected where nothing is to be made.
    """
    if _own_tables_exist(connection):
        return
    if not create_missing:
        raise NothingProjected
    try:
        _make_own_tables(connection)
    except InsufficientPrivilege as error:
        raise RowsForbidden(may_not_make("the tables for rows", connection, error)) from None


def _own_tables_exist(connection: Connection[Any]) -> bool:
    """Whoever may connect, may ask."""
    found = connection.execute(
        "SELECT FROM pg_tables WHERE schemaname = %s AND tablename = ANY(%s)", (SCHEMA, list(_OWN_TABLES))
    )
    return found.rowcount == len(_OWN_TABLES)


def _make_own_tables(connection: Connection[Any]) -> None:
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
        # Who owns the schema may make tables in it; only who may make schemas may so much as ask for one.
        if connection.execute("SELECT FROM pg_namespace WHERE nspname = %s", (SCHEMA,)).rowcount == 0:
            connection.execute("CREATE SCHEMA projected")
        connection.execute(_OWN)


def make_tables(connection: Connection[object], generation: int, models: Iterable[str]) -> None:
    """Makes the table of each read model, without the indexes. For use inside a transaction."""
    for model in models:
        connection.execute(sql.SQL(_MODEL).format(**tables(generation, model)))


def index_half(connection: Connection[object], generation: int, model: str, half: Half) -> None:
    """Makes the indexes, and the statistics by which they are chosen. For use inside a transaction, and once."""
    connection.execute(sql.SQL(_INDEXES[half]).format(**tables(generation, model)))


def put_in_order(connection: Connection[object], generation: int, model: str) -> None:
    """What is closed. For use inside a transaction, before it is indexed; nobody can read it meanwhile."""
    connection.execute(sql.SQL(_ORDER).format(**tables(generation, model)))


def drop_tables(connection: Connection[object], generation: int, models: Iterable[str]) -> None:
    for model in models:
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {table}").format(**tables(generation, model)))


def tables(generation: int, model: str) -> dict[str, sql.Composable]:
    """The names of a read model's table and of its halves, for use in a statement."""
    name = f"{model}_{generation}"
    return {
        "table": sql.Identifier(SCHEMA, name),
        "open": sql.Identifier(SCHEMA, f"{name}_open"),
        "closed": sql.Identifier(SCHEMA, f"{name}_closed"),
        "order": sql.Identifier(f"{name}_order"),
        "order_found": sql.Identifier(SCHEMA, f"{name}_order"),
    }
