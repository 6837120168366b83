"""`secchange schema`: what facts, commands and topics look like, and the process as a page. No home is needed."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import Json
from services.cli.output import put_json, put_table, tell

app = typer.Typer(help="What facts, commands and topics look like; and the process as a page.", no_args_is_help=True)


@app.command("list")
def list_(json: Json = False) -> None:
    """Every fact and every command by name."""
    from shared.schema.catalogue import CATALOGUE

    if json:
        put_json([each._asdict() for each in CATALOGUE])
        return
    columns = ("Name", "What", "Of a", "Means")
    put_table("", columns, ((each.name, each.what, each.of or "any stream", each.means) for each in CATALOGUE))


@app.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A fact, a command, `facts`, `commands`, `ticket` or `report`.")
    ],
) -> None:
    """The JSON Schema (2020-12) of one fact, of one command, or of all of them; of a ticket, of a paper as JSON."""
    from services.cli.exits import WrongUsage
    from shared.schema.catalogue import UnknownSchema, schema_of

    try:
        put_json(schema_of(name))
    except UnknownSchema as unknown:
        raise WrongUsage(str(unknown)) from None


@app.command("asyncapi")
def asyncapi() -> None:
    """The topics, with all that is on them, as an AsyncAPI 3.0 document."""
    from importlib.metadata import version

    from shared.schema.asyncapi import asyncapi as document

    put_json(document(version("secchange")))


@app.command("process")
def process(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the page and its drawings into this folder.")
    ] = None,
) -> None:
    """The whole process as a page, in Markdown: drawings, commands, conditions, settings, roles and facts."""
    from services.cli.files import written
    from services.reporter.process.as_markdown import PAGE, files

    made = files()
    if out is None:
        print(made[PAGE], end="")
        return
    for name, text in made.items():
        written(out / name, text.encode())
    tell(f"{out / PAGE}, and {len(made) - 1} drawings beside it")
