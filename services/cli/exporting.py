"""`secchange export`: facts as they are in the log, one a line."""

import sys
from typing import Annotated

import typer

from services.cli.options import Home

app = typer.Typer(help="Facts as they are in the log, one a line.", no_args_is_help=True)


@app.callback()
def export() -> None:
    """Facts as they are in the log, one a line."""


@app.command("facts")
def facts(
    ref: Annotated[str | None, typer.Option("--ref", help="Only of this modification, or other stream.")] = None,
    until: Annotated[int | None, typer.Option("--until", metavar="POSITION", help="Up to here, inclusive.")] = None,
    home: Home = None,
) -> None:
    """NDJSON in log order, on stdout. `import facts` reads it back."""
    from services.cli.system import open_system
    from services.ingest.export_facts import export_facts

    with open_system(home) as system:
        for line in export_facts(system.log, ref, until):
            sys.stdout.buffer.write(line + b"\n")
