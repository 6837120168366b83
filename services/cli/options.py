"""Options that many commands share, so that they are spelled and explained once."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option("--home", help="Folder of the embedded database (default: SECCHANGE_HOME, or .secchange here)."),
]
Json = Annotated[bool, typer.Option("--json", help="For programs: JSON instead of a table.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As things stood at the end of this day in the process.")
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", metavar="MOMENT", help="With what was known by then; a date: its end.")
]
Position = Annotated[int | None, typer.Option("--position", metavar="N", help="With the log as it was at position N.")]
