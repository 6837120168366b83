"""`secchange project`: how far the rows are, and making them again from the log."""

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json
from shared.transport.topics import CHANGE_EVENTS

if TYPE_CHECKING:
    from services.projector.compare import Rebuilt

app = typer.Typer(help="How far the rows are, and making them again from the log.", no_args_is_help=True)


@app.command("status")
def status(json: Json = False, home: Home = None) -> None:
    """Position and head, how far each partition is behind in facts and seconds, what is parked, which rows are read."""
    from services.cli.status import status_json, status_tables
    from services.cli.system import database_as_it_is
    from shared.eventlog.log import EventLog
    from shared.operation.look import status as look
    from shared.rowstore.store import RowStore

    with (
        database_as_it_is(home) as (url, topic),
        EventLog.open(url, create_missing=False) as log,
        RowStore(url, create_missing=False) as store,
    ):
        found = look(log, store, replace(CHANGE_EVENTS, name=topic))
    put_json(status_json(found)) if json else status_tables(found)


@app.command("rebuild")
def rebuild(
    compare: Annotated[
        bool, typer.Option("--compare", help="Only compare the rows made anew with those that are read.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Replays the log into fresh rows beside those that are read, lists what differs (exit 3), and swaps them in."""
    from services.cli.differences import differences_json, differences_text, ending_text
    from services.cli.progress import advancing
    from services.cli.system import open_system
    from services.projector.fillers import worth
    from services.projector.rebuild import rebuild as rebuild_rows

    with open_system(home) as system, ExitStack() as bar:
        head = system.log.head()
        advance = bar.enter_context(advancing("replaying the log", head))

        def found(rebuilt: "Rebuilt") -> None:
            bar.close()
            if not json:
                print(differences_text(rebuilt), end="", flush=True)

        done = rebuild_rows(
            system.url,
            system.log,
            system.topic,
            CHANGE_EVENTS.partition_count,
            only_compare=compare,
            processes=worth(head),
            progress=lambda position: advance(position, "replaying the log"),
            found=found,
        )
    put_json(differences_json(done)) if json else print(ending_text(swapped=not compare))
    if done.differences:
        raise typer.Exit(Exit.DIFFERENCES)
