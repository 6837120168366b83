"""`secchange report list`, `export` and `rebuild`: papers that are out, as they are kept, and made again."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from services.reporter.press.rebuilding import Rebuilt

MonthOf = Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month of the paper.", show_default=False)]


def list_(json: Json = False, home: Home = None) -> None:
    """The papers that are out, each edition with who issued it, from which position, and its files."""
    from services.cli.pressing import archive_of
    from services.cli.system import open_system
    from services.reporter.press.kept import listed

    with open_system(home) as system, archive_of(system) as archive:
        found = listed(archive)
    if json:
        put_json(found)
        return
    if not found:
        tell("No paper is out: `secchange report build YYYY-MM --record` is the first step.")
    columns = ("Month", "Edition", "Paper", "Issued", "By", "Position", "Formats", "Fact")
    rows = [
        [paper[name] for name in ("month", "edition", "paper_ref", "issued_on", "by", "position")] for paper in found
    ]
    files = [" ".join(each["format"] for each in paper["formats"]) for paper in found]
    facts = [paper["fact"] for paper in found]
    put_table("", columns, [(*row, *rest) for row, *rest in zip(rows, files, facts, strict=True)], frozenset({5}))


def export(
    month: MonthOf,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")],
    format_: Annotated[
        list[str] | None, typer.Option("--format", metavar="NAME", help="This one alone; as often as needed.")
    ] = None,
    edition: Annotated[
        str, typer.Option("--edition", metavar="R1", help="A restated one (default: the original).")
    ] = "",
    home: Home = None,
) -> None:
    """Writes the files of an issued paper as they are kept, byte for byte."""
    from services.cli.files import written
    from services.cli.pressing import archive_of
    from services.cli.report import month_of
    from services.cli.system import open_system
    from services.reporter.press.kept import files_out
    from services.reporter.render import file_name

    wanted = month_of(month)
    with open_system(home) as system, archive_of(system) as archive:
        files = files_out(archive, wanted, edition, format_ or ())
    for form, data in files.items():
        path = out / file_name(wanted, edition, form)
        written(path, data)
        tell(f"{path}: {len(data):,} bytes")


def rebuild(
    month: Annotated[str | None, typer.Argument(metavar="[YYYY-MM]", show_default=False)] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every paper that is out.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Makes issued papers again, from rows and from the log, and compares each byte. Exit 3 at the first difference."""
    from services.cli.pressing import archive_of
    from services.cli.report import month_of
    from services.cli.system import open_system
    from services.reporter.press.rebuilding import rebuild as rebuilt

    if (month is None) is not all_:
        raise WrongUsage("give a month, or --all")
    wanted = month_of(month) if month else None
    with open_system(home) as system, archive_of(system) as archive:
        system.settle()
        found = list(rebuilt(archive, wanted))
    put_json([_as_json(each) for each in found]) if json else _put(found)
    if any(each.differences for each in found):
        raise typer.Exit(Exit.DIFFERENCES)


def _cells(paper: dict[str, Any]) -> tuple[object, ...]:
    plain = (paper[name] for name in ("month", "edition", "paper_ref", "issued_on", "by", "position"))
    return (*plain, " ".join(each["format"] for each in paper["formats"]), paper["fact"])


def _put(found: "Iterable[Rebuilt]") -> None:
    for each in found:
        name = f"{each.month} {each.edition}".strip()
        if each.differences:
            print("\n".join(map(str, each.differences)))
        else:
            print(f"{name}: {each.formats} files come out as they are kept, by rows and by replay")


def _as_json(each: "Rebuilt") -> dict[str, Any]:
    return {
        "month": str(each.month),
        "edition": each.edition,
        "fact": each.fact,
        "formats": each.formats,
        "differences": [asdict(found) for found in each.differences],
    }
