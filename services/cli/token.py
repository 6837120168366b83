"""`secchange token`: who may give commands over HTTP."""

import os
from pathlib import Path
from typing import Annotated

import typer

from services.cli.exits import FileTrouble, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

app = typer.Typer(name="token", help="Who may give commands over HTTP.", no_args_is_help=True)

File = Annotated[
    Path | None,
    typer.Option("--file", help="Of the known tokens (default: SECCHANGE_TOKENS, or tokens in the home)."),
]


@app.command("new")
def new(
    role: Annotated[str, typer.Option("--role", help="One of the roles of the policy, such as secretariat.")],
    person: Annotated[str, typer.Option("--person", help="The name or id under which this person acts.")],
    file: File = None,
    home: Home = None,
) -> None:
    """Makes a token, prints it this once, and adds what is kept of it to the file."""
    from services.ingest.tokens import ROLES, NotATokenLine, new_token
    from shared.process.command import Giver

    known_role = next((known for known in ROLES if known == role), None)
    if known_role is None:
        raise WrongUsage(f"{role!r} is no role: expected one of {', '.join(ROLES)}")
    try:
        token, known = new_token(Giver(person.strip(), known_role))
    except NotATokenLine as error:
        raise WrongUsage(f"--person {person!r}: {error}") from None
    into = _file(file, home)
    _add(into, known.line())
    tell(f"With this token {known.giver.person} gives commands as {role}. It is shown once; {into} keeps its hash.")
    print(token)


@app.command("list")
def list_(file: File = None, json: Json = False, home: Home = None) -> None:
    """Who is known, by the beginning of each hash. To take a token back, remove its line from the file."""
    from services.ingest.tokens import Tokens

    rows = [(known.digest[:12], known.giver.role, known.giver.person) for known in Tokens(_file(file, home)).known()]
    if json:
        put_json([{"digest": digest, "role": role, "person": person} for digest, role, person in rows])
    else:
        put_table("", ("Hash", "Role", "Person"), rows)


def _file(file: Path | None, home: Path | None) -> Path:
    from services.cli.system import settings_for

    return file or settings_for(home).tokens_file


def _add(file: Path, line: str) -> None:
    """Closed to others, where it is made. Whoever reads the file meanwhile sees the whole line, or nothing of it."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+", buffering=0) as tokens:
            ends_well = tokens.seek(0, os.SEEK_END) == 0 or _last_byte(file) == b"\n"
            tokens.write(f"{'' if ends_well else chr(10)}{line}\n".encode())
    except OSError as error:
        raise FileTrouble(f"{file} cannot be written ({error.strerror}): give another --file") from None


def _last_byte(file: Path) -> bytes:
    with file.open("rb") as tokens:
        tokens.seek(-1, os.SEEK_END)
        return tokens.read()
