"""`secchange report late`: facts that came after papers went out, and what is otherwise in those papers by them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table

if TYPE_CHECKING:
    from services.reporter.diff.by_fact import Touched
    from services.reporter.press.late import Late


def late(
    since: Annotated[
        int, typer.Option("--since", metavar="POSITION", min=0, help="Of facts recorded after this position alone.")
    ] = 0,
    json: Json = False,
    home: Home = None,
) -> None:
    """Each fact that came after a paper and is of its days, with the papers that it touches. Exit 3 if any.

    Each is held against the last edition that is out; `report diff` shows one paper whole, `report restate` mends it.
    """
    from services.cli.pressing import archive_of
    from services.cli.system import open_system
    from services.reporter.press.late import late as late_of

    with open_system(home) as system, archive_of(system) as archive:
        found = late_of(archive, system.settle(), since)
    put_json([_as_json(each) for each in found]) if json else _put(found)
    if found:
        raise typer.Exit(Exit.DIFFERENCES)


def _put(found: "Sequence[Late]") -> None:
    if not found:
        print("No fact touches a paper that is out.")
        return
    for each in found:
        columns = ("Paper", "What is otherwise", "Before", "After", "Kind")
        put_table(_title(each), columns, list(_rows(each)))
        print()


def _title(of: "Late") -> str:
    from services.reporter.listings.words import in_words

    told = of.told
    when = f"{'on' if told.exact else 'by'} {told.day}, known {told.known_at.date()}, position {told.position}"
    return f"{told.id}: {in_words(told)} ({when})"


def _rows(of: "Late") -> "Iterator[tuple[object, ...]]":
    from services.reporter.diff.difference import KINDS

    for paper in of.papers:
        for change in (*paper.figures, *paper.rows, *paper.lines):
            kind = f"{change.kind} {KINDS[change.kind]}" if change.kind else ""
            yield paper.paper, change.name, change.before or "–", change.after or "–", kind


def _as_json(of: "Late") -> dict[str, Any]:
    from services.reporter.listings.words import in_words

    told = of.told
    return {
        "fact": told.id,
        "type": type(told.fact).__name__,
        "what": in_words(told),
        "day": told.day.isoformat(),
        "exact": told.exact,
        "known_at": told.known_at.isoformat(),
        "recorded_at": told.recorded_at.isoformat(),
        "position": told.position,
        "papers": [_paper(paper) for paper in of.papers],
    }


def _paper(of: "Touched") -> dict[str, Any]:
    from services.reporter.diff.as_json import change_json

    kinds = {"figures": of.figures, "rows": of.rows, "lines": of.lines}
    return {"paper": of.paper, "month": of.month} | {
        name: [change_json(change) for change in changes] for name, changes in kinds.items()
    }
