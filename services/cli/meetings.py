"""`secchange meetings`: meetings and what is on their agendas."""

from typing import Annotated, Any

import typer

from services.cli.exits import WrongUsage
from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table

app = typer.Typer(help="Meetings and what is on their agendas.", no_args_is_help=True)

_PURPOSES = {"refinement": "for refinement", "report_phase": "for the Report Phase", "discussion": ""}


@app.callback()
def meetings() -> None:
    """Meetings and what is on their agendas."""


@app.command("list")
def list_(
    body: Annotated[str | None, typer.Option("--body", help="panel, csc, change_board or working_group.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Every meeting with what it is to consider, or considered."""
    from services.cli.reading import reading
    from services.reporter.listings.meetings import meetings
    from shared.domain.streams import body_named

    of = body_named(body) if body else None
    if body and of is None:
        raise WrongUsage(f"--body {body!r} is not known: expected panel, csc, change_board or working_group")
    with reading(home, as_of, known_at, position) as now:
        found = meetings(now.rows(), now.day, of)
    if json:
        put_json(found)
        return
    rows = [cells for meeting in found for cells in _cells(meeting)]
    put_table(f"Meetings on {now.day}", ("Day", "Body", "State", "On the agenda", "Title", "What for"), rows)


def _cells(meeting: dict[str, Any]) -> list[tuple[object, ...]]:
    how = [word for word, told in (("ad hoc", meeting["ad_hoc"]), ("provisional", meeting["provisional"])) if told]
    state = meeting["state"] + (" by correspondence" if meeting["mode"] == "correspondence" else "")
    head = (meeting["on"], meeting["body"].replace("_", " "), ", ".join((state, *how)))
    items = [(item["ref"], item["title"], _what_for(item)) for item in meeting["items"]]
    rest = [(None, None, None, *item) for item in items[1:]]
    return [(*head, *(items[0] if items else (None, None, None))), *rest]


def _what_for(item: dict[str, Any]) -> str:
    purpose = _PURPOSES[item["purpose"]]
    return f"{purpose} (until {item['until']})".strip() if item["until"] else purpose
