"""`secchange consultations`: consultations and the responses to them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table

if TYPE_CHECKING:
    from services.reporter.listings.consultations import Which

app = typer.Typer(help="Consultations and the responses to them.", no_args_is_help=True)


@app.callback()
def consultations() -> None:
    """Consultations and the responses to them."""


@app.command("list")
def list_(
    open_: Annotated[bool, typer.Option("--open", help="Issued and not closed.")] = False,
    expected: Annotated[bool, typer.Option("--expected", help="Planned and not yet issued.")] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Each consultation with its days; on its last day it is closed at 17:00."""
    from services.cli.reading import reading
    from services.reporter.listings.consultations import consultations

    which: Which = "open" if open_ and not expected else "expected" if expected and not open_ else "all"
    with reading(home, as_of, known_at, position) as now:
        found = consultations(now.rows(), now.day, which)
    if json:
        put_json(found)
        return
    columns = ("Ref", "Title", "Type", "n", "State", "Week of", "Opened", "Closes", "Responses")
    put_table(f"Consultations on {now.day}", columns, map(_cells, found), numeric=frozenset({3, 8}))


def _cells(found: dict[str, Any]) -> tuple[object, ...]:
    closes = found["closed_on"] or found["closes_on"]
    responses = found["responses"]
    return (
        found["ref"],
        found["title"],
        found["type"].replace("_", " "),
        found["n"],
        found["state"],
        found["week_commencing"],
        found["opened_on"],
        f"{closes} (extended)" if closes and found["extensions"] else closes,
        responses["told"] if responses["told"] is not None else responses["received"] or None,
    )
