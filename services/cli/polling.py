"""`secchange feed poll`: every source that is polled, once, by hand."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from services.ingest.feed.servicenow.polling import Polling
    from services.ingest.feed.sources import ServiceNow
    from shared.settings import Settings


def poll(
    source: Annotated[str | None, typer.Option("--source", help="This one alone, such as urn:dcc:itsm:prod.")] = None,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Look for all tickets that there should be, not only for changes.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Asks each ticket system that is configured for what has changed, and keeps it.

    Embedded, it is read and followed at once; in the full system `secchange feed work` does so. Exit 3
    where a sweep finds that tickets are gone.
    """
    from services.cli.feeding import feed_at_home
    from services.cli.system import open_system, settings_for
    from services.ingest.feed.servicenow.polling import polling
    from shared.inbox.box import FeedBox
    from shared.inbox.sealing import Sealer

    settings = settings_for(home)
    asked = _polled(settings, source)
    with open_system(home) as system, FeedBox(system.url, Sealer(settings.feed_keys_folder)) as box:
        told = []
        for name, servicenow in asked.items():
            with polling(name, servicenow, box, system.log) as polled:
                told.append({"source": name} | _done(polled, sweep))
        if not settings.is_full:
            with feed_at_home(system.url, settings) as feed:
                feed.pump()
            system.settle()
    _put(told, json)
    if any(each["gone"] for each in told):
        raise typer.Exit(Exit.DIFFERENCES)


def _polled(settings: "Settings", source: str | None) -> "dict[str, ServiceNow]":
    """Those that are polled, or the one that is named. Raises WrongUsage where there is none, and SourcesUnfit."""
    from services.ingest.feed.sources import sources_of

    told = sources_of(settings.feed_sources).sources
    found = {name: each.servicenow for name, each in told.items() if each.servicenow and source in (None, name)}
    if not found:
        where = settings.feed_sources or "the file that SECCHANGE_FEED_SOURCES names"
        what = f"no source {source!r} that is polled" if source else "no source that is polled"
        raise WrongUsage(f'there is {what}: expected [sources."urn:dcc:itsm:….".servicenow] in {where}')
    return found


def _done(polled: "Polling", sweep: bool) -> dict[str, Any]:
    if not sweep:
        return {**polled.poll()._asdict(), "gone": []}
    swept = polled.sweep()
    return {**swept.polled._asdict(), "gone": list(swept.gone)}


def _put(told: list[dict[str, Any]], json: bool) -> None:
    if json:
        put_json(told)
        return
    columns = ("Source", "Pages", "Rows", "New", "Gone")
    cells = [(each["source"], each["pages"], each["rows"], each["new"], len(each["gone"])) for each in told]
    put_table("", columns, cells, numeric=frozenset({1, 2, 3, 4}))
    for each in told:
        for ticket_id in each["gone"]:
            tell(f"{each['source']}: {ticket_id} is not there any more; what it told stands")
