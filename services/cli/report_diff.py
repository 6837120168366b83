"""`secchange report diff`: what two papers have otherwise, of which kind, and by which facts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell
from services.cli.report import MonthOf, month_of

if TYPE_CHECKING:
    from services.cli.system import System
    from services.reporter.diff.difference import Change, Difference
    from services.reporter.press.press import Archive
    from services.reporter.press.sides import Side
    from shared.domain.period import Month

ISSUED, NOW = "issued", "now"
_SIDES = "issued, R1, now, a position, YYYY-MM-DD (as known by then), or YYYY-MM (the paper of another month)"


def diff(
    month: MonthOf,
    from_: Annotated[str, typer.Option("--from", metavar="SIDE", help=f"{_SIDES}.")] = ISSUED,
    to: Annotated[str, typer.Option("--to", metavar="SIDE", help="The same.")] = NOW,
    json: Json = False,
    home: Home = None,
) -> None:
    """Figures first, then rows, then text: before, after, the kind of change, the facts behind it. Exit 3 if any.

    R1: late data. R2: recalculated. R3: rule changed. C: correction. Between two months nothing is revised.
    """
    from services.cli.moments import today
    from services.cli.pressing import archive_of
    from services.cli.system import open_system
    from services.reporter.diff.as_json import as_json
    from services.reporter.press.sides import difference_of

    wanted = month_of(month)
    with open_system(home) as system, archive_of(system) as archive:
        one, other = (_side(system, archive, wanted, text) for text in (from_, to))
        found = difference_of(archive, one, other, today())
    put_json(as_json(found)) if json else _put(found)
    if not found.is_none:
        raise typer.Exit(Exit.DIFFERENCES)


def _side(system: "System", archive: "Archive", month: "Month", text: str) -> "Side":
    """Raises WrongUsage, and NoSuchPaper."""
    from services.reporter.press import sides

    head = system.log.head()
    if text == ISSUED or (text.startswith("R") and text[1:].isdigit()):
        return sides.edition(archive, month, "" if text == ISSUED else text)
    if text == NOW:
        system.complete(head)
        return sides.at(archive, month, head)
    if text.isdigit():
        return sides.at(archive, month, _position(system, int(text), head))
    if len(text) == len("2020-06"):
        system.complete(head)
        return sides.at(archive, _month(text), head)
    return _known(system, archive, month, text)


def _known(system: "System", archive: "Archive", month: "Month", text: str) -> "Side":
    from services.cli.moments import moment_of
    from services.reporter.press import sides

    try:
        moment = moment_of(text)
    except WrongUsage:
        raise WrongUsage(f"{text!r} is no side of a comparison: expected {_SIDES}") from None
    position = system.log.position_known_by(moment)
    system.complete(position)
    return sides.at(archive, month, position, moment)


def _position(system: "System", position: int, head: int) -> int:
    if position > head:
        raise WrongUsage(f"position {position} is not in the log: expected 0 to {head}")
    system.complete(position)
    return position


def _month(text: str) -> "Month":
    from shared.domain.period import Month

    try:
        return Month.parse(text)
    except ValueError:
        raise WrongUsage(f"{text!r} is no side of a comparison: expected {_SIDES}") from None


def _put(found: "Difference") -> None:
    names = f"{found.before.name} and {found.after.name}"
    if found.is_none:
        print(f"Nothing is otherwise between {names}.")
        return
    tell(f"{found.before.name} beside {found.after.name}")
    for title, what, changes in (
        ("Figures", "Figure", found.figures),
        ("Rows", "Row", found.rows),
        ("Text", "Line", found.lines),
        ("What was expected", "What", found.expected),
    ):
        if changes:
            columns = (what, "Before", "After", "Kind", "Facts")
            put_table(f"{title}, otherwise ({len(changes)})", columns, _rows(changes))


def _rows(changes: "Iterable[Change]") -> "Iterable[tuple[object, ...]]":
    from services.reporter.diff.difference import KINDS

    for change in changes:
        kind = f"{change.kind} {KINDS[change.kind]}" if change.kind else ""
        yield change.name, change.before or "–", change.after or "–", kind, ", ".join(change.facts)
