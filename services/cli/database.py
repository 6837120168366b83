"""`secchange database`: a PostgreSQL of one's own made ready for the services, and who may do what in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from psycopg import Connection

    from shared.roles.matrix import Role

app = typer.Typer(
    name="database", help="A PostgreSQL of your own: made ready, and who may do what.", no_args_is_help=True
)

Service = Annotated[str, typer.Option("--service", help="The role of the services.")]
Auditor = Annotated[
    str | None, typer.Option("--auditor", help="A role that reads what is kept, if there is to be one.")
]


@app.command("prepare")
def prepare(service: Service = "secchange_service", auditor: Auditor = None, home: Home = None) -> None:
    """Makes the tables, the roles and their rights, as the owner of the database. Again is harmless.

    The address is SECCHANGE_OWNER_URL, or SECCHANGE_DATABASE_URL; SECCHANGE_SERVICE_PASSWORD is what the services' role
    shall have. Embedded, nothing needs to be prepared.
    """
    from services.cli.system import settings_for
    from shared.roles.prepare import prepare

    secret = settings_for(home).service_password
    with _owner(home) as connection:
        prepare(connection, _names(service, auditor), {"service": secret.get_secret_value() if secret else None})
    tell(f"The database is ready. Give the services the role {service}: it can add to what is kept, and not change it.")


@app.command("roles")
def roles(
    service: Service = "secchange_service", auditor: Auditor = None, json: Json = False, home: Home = None
) -> None:
    """The declared rights of each role to each table, and those that the database gives. Exit 3 where they differ."""
    from shared.roles.look import privileges_of, rights
    from shared.roles.matrix import MATRIX

    lines = []
    with _owner(home) as connection:
        known = frozenset(privileges_of(connection))
        for role, name in _names(service, auditor).items():
            given = rights(connection, name)
            for table in sorted({*MATRIX, *given}):
                declared = MATRIX[table][role] & known if table in MATRIX else frozenset()
                lines.append((name, table, _told(declared), _told(given.get(table, frozenset()))))
    if json:
        keys = ("role", "table", "declared", "given")
        put_json([dict(zip(keys, line, strict=True)) for line in lines])
    else:
        put_table("", ("Role", "Table", "Declared", "Given"), lines)
    if any(declared != given for _, _, declared, given in lines):
        raise typer.Exit(Exit.DIFFERENCES)


def _told(privileges: frozenset[Any]) -> str:
    return ", ".join(sorted(privileges))


def _names(service: str, auditor: str | None) -> "dict[Role, str]":
    return {"service": service, "auditor": auditor} if auditor else {"service": service}


@contextmanager
def _owner(home: Home) -> "Iterator[Connection[Any]]":
    from services.cli.system import settings_for
    from shared.eventlog.datastore import connect
    from shared.eventlog.errors import LogUnavailable

    settings = settings_for(home)
    url = settings.owner_url or settings.database_url
    if url is None:
        raise WrongUsage(
            "give the address of the database, as its owner, in SECCHANGE_OWNER_URL; embedded, nothing is to be done"
        )
    try:
        connection = connect(url.get_secret_value())
    except LogUnavailable as error:
        given = "SECCHANGE_OWNER_URL" if settings.owner_url else "SECCHANGE_DATABASE_URL"
        raise LogUnavailable(str(error).replace("SECCHANGE_DATABASE_URL", given)) from None
    with connection:
        yield connection
