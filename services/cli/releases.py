"""`secchange releases`: releases and what is in them."""

from typing import Any

import typer

from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table

app = typer.Typer(help="Releases and what is in them.", no_args_is_help=True)


@app.callback()
def releases() -> None:
    """Releases and what is in them."""


@app.command("list")
def list_(
    as_of: AsOf = None, known_at: KnownAt = None, position: Position = None, json: Json = False, home: Home = None
) -> None:
    """Every release with its date and the modifications in it."""
    from services.cli.reading import reading
    from services.reporter.listings.releases import releases

    with reading(home, as_of, known_at, position) as now:
        found = releases(now.rows(), now.day)
    if json:
        put_json(found)
        return
    rows = [cells for release in found for cells in _cells(release)]
    put_table(f"Releases on {now.day}", ("Release", "Date", "State", "Modification", "Title", "Implemented"), rows)


def _cells(release: dict[str, Any]) -> list[tuple[object, ...]]:
    head = (release["release"], release["date"], release["state"])
    items = [
        (
            f"{item['ref']}{' part ' + str(item['part']) if item['part'] else ''}",
            item["title"],
            item["implemented_on"],
        )
        for item in release["contents"]
    ]
    rest = [(None, None, None, *item) for item in items[1:]]
    return [(*head, *(items[0] if items else (None, None, None))), *rest]
