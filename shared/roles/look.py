"""How it is: which rights a role has, and what makes it too strong for a service."""

from collections.abc import Iterator, Mapping
from typing import Any

from psycopg import Connection

from shared.roles.matrix import KEPT, MAINTAIN_SINCE, PRIVILEGES, SCHEMAS, Privilege

# By whatever way it has it: its own, PUBLIC's, that of a role whose member it is.
_RIGHTS = """
SELECT format('%%s.%%s', n.nspname, c.relname), privilege
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN unnest(%(privileges)s::text[]) AS privilege
WHERE n.nspname = ANY(%(schemas)s)
    AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND has_table_privilege(%(role)s, c.oid, privilege)
"""

_SELF = """
SELECT rolsuper, rolcreaterole
FROM pg_roles
WHERE rolname = current_user
"""

# An owner may drop its table and take triggers off; the owner of a schema may drop what is in it; the owner of what a
# trigger calls may make it do something else.
_OVER = """
SELECT
    format('%%s.%%s', n.nspname, c.relname),
    pg_has_role(current_user, c.relowner, 'MEMBER')
        OR pg_has_role(current_user, n.nspowner, 'MEMBER')
        OR EXISTS (
            SELECT FROM pg_proc AS p WHERE p.pronamespace = n.oid AND pg_has_role(current_user, p.proowner, 'MEMBER')
        ),
    array(
        SELECT privilege
        FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege
        WHERE has_table_privilege(c.oid, privilege)
            OR (privilege = 'UPDATE' AND has_any_column_privilege(c.oid, privilege))
    )
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE format('%%s.%%s', n.nspname, c.relname) = ANY(%(kept)s)
ORDER BY 1
"""


def rights(connection: Connection[Any], role: str) -> Mapping[str, frozenset[Privilege]]:
    """Of the role, to each table of ours to which it has any."""
    asked = privileges_of(connection)
    values = {"privileges": list(asked), "schemas": list(SCHEMAS), "role": role}
    found: dict[str, set[Privilege]] = {}
    for table, privilege in connection.execute(_RIGHTS, values).fetchall():
        found.setdefault(table, set()).add(privilege)
    return {table: frozenset(each) for table, each in found.items()}


def privileges_of(connection: Connection[Any]) -> tuple[Privilege, ...]:
    """Those that this server knows."""
    knows_all = connection.info.server_version >= MAINTAIN_SINCE
    return tuple(each for each in PRIVILEGES if knows_all or each != "MAINTAIN")


def role_of(connection: Connection[Any]) -> str:
    """Who we are there."""
    return str(connection.execute("SELECT current_user").fetchone()[0])  # type: ignore[index]


def too_strong(connection: Connection[Any]) -> Iterator[str]:
    """What the role of this connection may do that no service may, each as the end of a sentence: `is a superuser`."""
    is_superuser, makes_roles = connection.execute(_SELF).fetchone() or (False, False)
    if is_superuser:
        yield "is a superuser"
        return
    if makes_roles:
        yield "may make roles"
    for table, is_owner, privileges in connection.execute(_OVER, {"kept": list(KEPT)}).fetchall():
        if is_owner:
            yield f"owns {table}"
        elif privileges:
            yield f"may {', '.join(privileges)} {table}"


def missing(connection: Connection[Any]) -> list[str]:
    """The tables of what is kept that are not there."""
    found = connection.execute(_OVER, {"kept": list(KEPT)}).fetchall()
    return [table for table in KEPT if table not in {there for there, *_ in found}]
