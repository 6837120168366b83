"""`secchange audit`: checkpoints of the log, its keys, and looking through the whole of it."""

from typing import Annotated

import typer

from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

app = typer.Typer(help="Proof that nobody changed what was recorded.", no_args_is_help=True)
keys = typer.Typer(help="The keys that sign checkpoints.", no_args_is_help=True)
app.add_typer(keys, name="key")

Position = Annotated[
    int | None, typer.Option("--position", metavar="N", min=0, help="Of the log up to here (default: all of it).")
]


@app.command("checkpoint")
def checkpoint(position: Position = None, json: Json = False, home: Home = None) -> None:
    """Signs the log as it is, keeps the checkpoint outside the database, and prints it."""
    from services.cli.system import open_system, settings_for
    from services.cli.trailing import trail_of
    from services.cli.verdicts import checkpoint_json

    with open_system(home) as system, trail_of(system.url, settings_for(home)) as trail:
        note = trail.checkpoint_at(position)
        if json:
            put_json(checkpoint_json(note, trail.keys(), trail.outside.place))
        else:
            print(note, end="")
            tell(f"kept in {trail.outside.place}")


@app.command("verify")
def verify(json: Json = False, home: Home = None) -> None:
    """Holds every fact against the tree, and the tree against each checkpoint outside (exit 3 if anything is amiss)."""
    from services.cli.progress import advancing
    from services.cli.system import database_as_it_is, settings_for
    from services.cli.verdicts import every_topic, verdict_json, verdict_text
    from shared.trailstore.verifying import verify as look_through

    settings, what = settings_for(home), "facts against their hashes"
    with database_as_it_is(home) as (url, _), advancing(what, None) as advance:
        found = look_through(
            url,
            settings.trail_keys_folder,
            settings.checkpoints_folder,
            every_topic(),
            lambda position: advance(position, what),
        )
    put_json(verdict_json(found)) if json else print(verdict_text(found), end="")
    if found.findings:
        raise typer.Exit(Exit.DIFFERENCES)


@keys.command("list")
def list_keys(json: Json = False, home: Home = None) -> None:
    """Every key, and from which size of the log it signs."""
    from services.cli.system import database_as_it_is, settings_for
    from services.cli.verdicts import keys_json
    from shared.trailstore.verifying import keys_of

    with database_as_it_is(home) as (url, _):
        listed = keys_of(url, settings_for(home).trail_keys_folder)
    if json:
        put_json(keys_json(listed))
    else:
        columns = ("Key", "From facts", "Up to facts")
        rows = [(key["key"], key["from_size"], key["until_size"]) for key in keys_json(listed)]
        put_table("", columns, rows, numeric=frozenset({1, 2}))


@keys.command("rotate")
def rotate(json: Json = False, home: Home = None) -> None:
    """From now on a new key signs. The old one's secret is gone; what it signed goes on being accepted."""
    from services.cli.system import open_system, settings_for
    from services.cli.trailing import trail_of
    from services.cli.verdicts import keys_json

    with open_system(home) as system, trail_of(system.url, settings_for(home)) as trail:
        listed = trail.rotate()
    put_json(keys_json(listed)) if json else print(listed.periods[-1].key.vkey)
    tell("old and new key have signed the log as it is; give the new key to whoever checks your papers")
