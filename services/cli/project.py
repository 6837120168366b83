"""`secchange project`: how far the rows are, and making them again from the log."""

from typing import Annotated

import typer

from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table

app = typer.Typer(help="How far the rows are, and making them again from the log.", no_args_is_help=True)


@app.command("status")
def status(json: Json = False, home: Home = None) -> None:
    """Position and head of each partition, what is parked, which generation is read."""
    from services.cli.system import open_system

    with open_system(home) as system:
        head = system.log.head()
        live = system.store.live()
        bookmarks, parked = system.store.bookmarks(live), system.store.parked(live)
        missing = system.missing(head)
    if json:
        put_json(
            {
                "generation": live.id,
                "topic": live.topic,
                "head": head,
                "complete": missing is None,
                "missing": missing,
                "partitions": [{"partition": p, "position": at} for p, at in sorted(bookmarks.items())],
                "parked": [{"stream": p.stream, "position": p.position, "reason": p.reason} for p in parked],
            }
        )
        return
    title = f"Generation {live.id} of {live.topic}, log at {head}: {missing or 'complete'}"
    put_table(title, ("Partition", "Position"), sorted(bookmarks.items()), numeric=frozenset({0, 1}))
    if parked:
        columns = ("Position", "Stream", "Reason", "Attempts")
        put_table("Parked", columns, [(p.position, p.stream, p.reason, p.attempts) for p in parked])


@app.command("rebuild")
def rebuild(
    compare: Annotated[
        bool, typer.Option("--compare", help="Only compare the rows made anew with those that are read.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Replays the log into fresh rows beside those that are read, lists what differs (exit 3), and swaps them in."""
    from services.cli.differences import differences_json, differences_text
    from services.cli.progress import advancing
    from services.cli.system import open_system
    from services.projector.rebuild import rebuild as rebuilt
    from shared.transport.topics import CHANGE_EVENTS

    with open_system(home) as system:
        head = system.log.head()
        with advancing("replaying the log", head) as advance:
            done = rebuilt(
                system.url,
                system.log,
                system.topic,
                CHANGE_EVENTS.partition_count,
                only_compare=compare,
                progress=lambda position: advance(position, "replaying the log"),
            )
    put_json(differences_json(done)) if json else print(differences_text(done, swapped=not compare), end="")
    if done.differences:
        raise typer.Exit(Exit.DIFFERENCES)
