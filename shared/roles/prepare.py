"""Makes the database ready for services, as its owner. Safe to repeat, and over what an older version made."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from psycopg import Connection
from psycopg.errors import DuplicateObject, UniqueViolation
from psycopg.sql import SQL, Composable, Identifier, Literal

from shared.answers import schema as of_answers
from shared.eventlog import schema as of_log
from shared.inbox import schema as of_inbox
from shared.issued import schema as of_papers
from shared.roles.matrix import MATRIX, ROWS, SCHEMAS, Role
from shared.trailstore import schema as of_trail

_LOCK_OF_PREPARING = 5_306_061

# Whatever it was before: a service's role can do nothing but log in.
_ROLE = "ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

# What is made in the schema of the rows by the owner, as by a rebuild, the services can read and write all the same.
_ROWS = """
CREATE SCHEMA IF NOT EXISTS {rows};
ALTER SCHEMA {rows} OWNER TO {service};
ALTER DEFAULT PRIVILEGES IN SCHEMA {rows} GRANT ALL ON TABLES TO {service}
"""

_OWNS = """
SELECT
FROM pg_namespace AS n
JOIN pg_roles AS r ON r.rolname = %(role)s
WHERE n.nspname = ANY(%(schemas)s)
    AND (
        n.nspowner = r.oid
        OR EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relowner = r.oid)
        OR EXISTS (SELECT FROM pg_proc AS p WHERE p.pronamespace = n.oid AND p.proowner = r.oid)
    )
"""

_NOTHING = """
REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {roles};
REVOKE ALL ON SCHEMA {schema} FROM {roles}
"""

_TABLES_OF_ROWS = """
SELECT relname
FROM pg_class
WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p') AND relowner <> %s::regrole
"""


def prepare(connection: Connection[Any], names: Mapping[Role, str], passwords: Mapping[Role, str | None]) -> None:
    """Tables, roles and rights, as declared; whatever else these roles had is taken from them. One at a time."""
    connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK_OF_PREPARING,))
    try:
        make_tables(connection)
        for role, name in names.items():
            make_role(connection, name, passwords.get(role))
        for name in names.values():
            take_over(connection, name)
        grant(connection, names)
        give_rows(connection, names["service"])
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK_OF_PREPARING,))


def make_tables(connection: Connection[Any]) -> None:
    """All that is kept for good, where it is missing. The rows are made by whoever projects them."""
    of_log.create(connection, of_log.SCHEMA, "facts")
    of_answers.create(connection, of_answers.SCHEMA)
    of_inbox.create(connection)
    of_papers.create(connection, of_papers.SCHEMA)
    of_trail.create(connection)


def make_role(connection: Connection[Any], role: str, password: str | None) -> None:
    """Where it is missing. With a password where one is given."""
    with suppress(DuplicateObject, UniqueViolation):
        _do(connection, "CREATE ROLE {role}", role=Identifier(role))
    _do(connection, _ROLE, role=Identifier(role))
    if password:
        secret = {"role": Identifier(role), "password": Literal(password)}
        _do(connection, "ALTER ROLE {role} PASSWORD {password}", **secret)


def take_over(connection: Connection[Any], name: str) -> None:
    """What the role owns of what is kept for good, as where services made it in an older version, is the owner's."""
    if connection.execute(_OWNS, {"schemas": list(SCHEMAS), "role": name}).rowcount == 0:
        return
    _join(connection, name)
    _do(connection, "REASSIGN OWNED BY {role} TO CURRENT_USER", role=Identifier(name))


def grant(connection: Connection[Any], names: Mapping[Role, str]) -> None:
    """The declared rights, and no others, to these roles, in one transaction."""
    with connection.transaction():
        for schema in SCHEMAS:
            everyone = SQL(", ").join([SQL("PUBLIC"), *map(Identifier, names.values())])
            _do(connection, _NOTHING, schema=Identifier(schema), roles=everyone)
        for role, name in names.items():
            _grant_declared(connection, role, Identifier(name))


def _grant_declared(connection: Connection[Any], role: Role, name: Identifier) -> None:
    for table, rights in MATRIX.items():
        schema, _, plain = table.partition(".")
        if rights[role]:
            _do(connection, "GRANT USAGE ON SCHEMA {schema} TO {name}", schema=Identifier(schema), name=name)
            privileges = SQL(", ").join(SQL(each) for each in sorted(rights[role]))
            to = {"privileges": privileges, "table": Identifier(schema, plain), "name": name}
            _do(connection, "GRANT {privileges} ON {table} TO {name}", **to)


def give_rows(connection: Connection[Any], service: str) -> None:
    """The schema of the rows becomes the service's own, with what stands in it."""
    with connection.transaction():
        _join(connection, service)
        _do(connection, _ROWS, rows=Identifier(ROWS), service=Identifier(service))
        for (table,) in connection.execute(_TABLES_OF_ROWS, (ROWS, Identifier(service).as_string())).fetchall():
            to = {"table": Identifier(ROWS, table), "service": Identifier(service)}
            _do(connection, "ALTER TABLE {table} OWNER TO {service}", **to)


def _join(connection: Connection[Any], role: str) -> None:
    """Who takes from a role or gives to it must be a member of it; a superuser is one of all."""
    found = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if not found or not found[0]:
        _do(connection, "GRANT {role} TO CURRENT_USER", role=Identifier(role))


def _do(connection: Connection[Any], statement: str, **names: Composable) -> None:
    connection.execute(SQL(statement).format(**names))
