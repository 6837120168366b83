"""`secchange quarantine`: the streams that are held up by a fact that could not be projected, and what to do.

What of the DCC's feed was set aside is another matter: `secchange feed quarantine`.
"""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from shared.rowstore.journal import Kind

app = typer.Typer(
    help="Streams held up by a fact that could not be projected. (Of the feed: `secchange feed quarantine`.)",
    no_args_is_help=True,
)

Stream = Annotated[str, typer.Argument(metavar="STREAM", help="Any spelling of a modification, or a stream's id.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who does it (default: the user logged in).")]


@app.command("list")
def list_(
    done: Annotated[bool, typer.Option("--done", help="What was replayed and discarded, by whom and why.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Each stream that is parked: since when, by which fact, why, and how many facts wait behind it."""
    from services.cli import quarantined
    from services.cli.system import open_system

    with open_system(home) as system:
        found = quarantined.deeds(system.store) if done else quarantined.streams(system.store)
        of_the_feed = 0 if done else quarantined.of_the_feed(system.log, system.store)
    if json:
        put_json(found)
    elif not found:
        tell("Nothing was replayed or discarded yet." if done else "Nothing is parked.")
    else:
        put_table("", list(found[0]), [list(each.values()) for each in found])
    if of_the_feed:
        tell(f"Of the feed, {of_the_feed} are set aside: see `secchange feed quarantine list`")


@app.command("show")
def show(stream: Stream, json: Json = False, home: Home = None) -> None:
    """What is parked of one stream: each fact as it is stored, escaped; and what was done about the stream before."""
    from services.cli import quarantined
    from services.cli.system import open_system
    from shared.domain.streams import resolve

    with open_system(home) as system:
        found = quarantined.stream(system.log, system.store, resolve(stream))
    put_json(found) if json else print(quarantined.text(found), end="")


@app.command("replay")
def replay(
    stream: Stream,
    reason: Annotated[str, typer.Option("--reason", help="What was mended.")] = "after a mend",
    by: By = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Tries again what is parked of one stream, in order. Exit 3 when some of it is parked still."""
    _mend("replay", stream, reason, by, json, home)


@app.command("discard")
def discard(
    stream: Stream,
    reason: Annotated[str, typer.Option("--reason", help="Why no row is to be made of the fact.")],
    position: Annotated[
        int | None,
        typer.Option("--position", metavar="N", min=1, help="Of the fact, as shown. Refused where it is another."),
    ] = None,
    by: By = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Passes over the fact that holds a stream up, for good, and takes up those behind it. The log keeps it."""
    _mend("discard", stream, reason, by, json, home, position)


def _mend(
    kind: "Kind", stream: str, reason: str, by: str | None, json: bool, home: Home, position: int | None = None
) -> None:
    from services.cli import quarantined
    from services.cli.exits import WrongUsage
    from services.cli.system import open_system
    from services.projector.mend import mend
    from shared.domain.streams import resolve

    actor = (getpass.getuser() if by is None else by).strip()
    if not actor or not reason.strip():
        raise WrongUsage("who does it and why is recorded: expected a name for --by and words for --reason")
    with open_system(home) as system:
        mended = mend(system.store, system.log, kind, resolve(stream), actor, reason.strip(), position=position)
    put_json(quarantined.mended_json(mended)) if json else print(quarantined.mended_text(mended))
    if mended.parked:
        raise typer.Exit(Exit.DIFFERENCES)
