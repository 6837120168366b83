"""`secchange audit`: checkpoints of the log, its keys, and looking through the whole of it."""

import re
from pathlib import Path
from typing import Annotated

import typer

from services.cli.exits import Exit, WrongUsage
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
    from services.cli.reading import in_the_log
    from services.cli.system import open_system, settings_for
    from services.cli.trailing import trail_of
    from services.cli.verdicts import checkpoint_json

    with open_system(home) as system, trail_of(system.url, settings_for(home)) as trail:
        note = trail.checkpoint_at(None if position is None else in_the_log(system, position))
        if json:
            put_json(checkpoint_json(note, trail.keys(), trail.outside.place))
        else:
            print(note, end="")
            tell(f"kept in {trail.outside.place}")


@app.command("bundle")
def bundle(
    what: Annotated[
        str, typer.Argument(metavar="YYYY-MM|REF", help="An issued paper, or a modification.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The zip to write.")],
    edition: Annotated[str, typer.Option("--edition", help="Of the paper: R1 (default: the original).")] = "",
    home: Home = None,
) -> None:
    """Packs it with its facts, tickets as they came, proofs, checkpoint and key, to be checked by anyone, anywhere."""
    from services.cli.bundling import Bundler
    from services.cli.files import written
    from services.cli.report import month_of
    from services.cli.system import open_system
    from services.reporter.listings.find import named

    month = month_of(what) if re.fullmatch(r"\d{4}-\d{2}", what, re.ASCII) else None
    if edition and month is None:
        raise WrongUsage("--edition is of a paper: give its month, such as 2020-06")
    stream = "" if month else named(what)
    with open_system(home) as system, Bundler(system, home) as bundler:
        packed = bundler.of_paper(month, edition) if month else bundler.of_modification(stream)
    written(out, packed)
    tell(f"{out}: {len(packed):,} bytes; `secchange audit verify {out}` checks it, and so does the verify.py in it")


@app.command("verify")
def verify(
    bundle: Annotated[
        Path | None, typer.Argument(metavar="[BUNDLE.zip]", help="A bundle; else the whole log.", show_default=False)
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY|FILE", help="Of a bundle: the key that you trust.")
    ] = None,
    checkpoint: Annotated[
        str | None, typer.Option("--checkpoint", metavar="FILE", help="Of a bundle: a checkpoint that you kept.")
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Holds every fact against the tree, and the tree against each checkpoint outside (exit 3 if anything is amiss).

    A bundle is checked alone, without any database, as the verify.py in it does.
    """
    if bundle is not None:
        raise typer.Exit(_verified(bundle, key, checkpoint))
    if key or checkpoint:
        raise WrongUsage("--key and --checkpoint are for a bundle: give its file")
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


def _verified(bundle: Path, key: str | None, checkpoint: str | None) -> int:
    from shared.trail.verifier.verify import main

    options = {"--key": key, "--checkpoint": checkpoint}
    return main([*(f"{name}={value}" for name, value in options.items() if value is not None), "--", str(bundle)])


@keys.command("list")
def list_keys(json: Json = False, home: Home = None) -> None:
    """Every key, and from which size of the log it signs."""
    from services.cli.system import database_as_it_is, settings_for
    from services.cli.verdicts import keys_json
    from shared.trailstore.verifying import keys_of

    with database_as_it_is(home) as (url, _):
        listed = keys_of(url, settings_for(home).trail_keys_folder)
    if not listed.periods:
        tell("there is no key: the first checkpoint makes one; where there was one, put the list of keys back")
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
