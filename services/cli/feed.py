"""`secchange feed`: the tickets of the DCC. Each of its commands has a file of its own; `app` joins them."""

import typer

app = typer.Typer(help="The tickets of the DCC: what comes, and what it leads to.", no_args_is_help=True)
