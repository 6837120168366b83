"""A service does not start as a role that could change what is kept: a fault or a thief in it could do so too."""

from typing import Any

from psycopg import Connection

from shared.roles.look import missing, role_of, too_strong

MEND = (
    "run `secchange database prepare` once as the database's owner, and give the services the role that it makes in "
    "SECCHANGE_DATABASE_URL"
)


class RoleTooStrong(RuntimeError):
    """The message says what the role may do that no service may, and how to mend it."""


class NotPrepared(RuntimeError):
    """The database holds not all that a service needs; the message names it."""


def refuse_unfit(connection: Connection[Any]) -> None:
    """Raises RoleTooStrong; NotPrepared where the database is not ready for services."""
    if faults := list(too_strong(connection)):
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise RoleTooStrong(f"the role {role_of(connection)} {faults[0]}{more}, as no service may: {MEND}")
    if tables := missing(connection):
        raise NotPrepared(f"the database {connection.info.dbname} has no {', '.join(tables)}: {MEND}")
