"""`secchange meeting sheet` and `enter`: the outcomes of a meeting by a sheet, in XLSX or CSV."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.command import DryRun, InRole, Person, giver_told
from services.cli.exits import Exit, FileTrouble, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from services.ingest.sheet_entry import RowAnswer
    from services.ingest.sheet_files import Form
    from services.ingest.sheets.outcomes import Sitting

app = typer.Typer(help="The outcomes of a meeting, by a sheet.", no_args_is_help=True)

Body = Annotated[str, typer.Argument(metavar="BODY", help="panel, csc, change_board or working_group.")]
Day = Annotated[str, typer.Argument(metavar="DATE", help="The day of the meeting, YYYY-MM-DD.")]

_HEADINGS = ("Row", "Ref", "Outcome", "Became", "Says")


@app.command("sheet")
def sheet(
    body: Body,
    day: Day,
    out: Annotated[Path, typer.Option("--out", help="Where to write it: a name that ends with .xlsx or .csv.")],
    home: Home = None,
) -> None:
    """Writes the sheet for a meeting's outcomes: a row for each modification on its agenda, or that awaits the body."""
    from services.cli import files
    from services.cli.reading import reading
    from services.ingest.sheet_files import written
    from services.ingest.sheets.template import template
    from shared.readmodels import MEETINGS, REGISTER

    sitting, form = _sitting(body, day), _form(out)
    with reading(home, None, None, None) as now:
        rows = now.rows()
        made = template(sitting, rows.of(REGISTER).values(), rows.of(MEETINGS).get(sitting.stream))
    files.written(out, written(made, form))
    print(f"{out}: {len(made.rows)} modifications; then `secchange meeting enter {body} {day} {out}`")


@app.command("enter")
def enter(
    body: Body,
    day: Day,
    file: Annotated[Path, typer.Argument(help="The filled sheet.")],
    evidence: Annotated[
        str | None, typer.Option("--evidence", metavar="TEXT", help="Where a row does not say: minutes, for example.")
    ] = None,
    correspondence: Annotated[bool, typer.Option("--correspondence", help="It decided by correspondence.")] = False,
    ad_hoc: Annotated[bool, typer.Option("--ad-hoc", help="It was called besides the monthly ones.")] = False,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="Where to write what became of each row (default: beside it).")
    ] = None,
    person: Person = None,
    role: InRole = "secretariat",
    dry_run: DryRun = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Records the outcomes that a sheet tells, row by row; each is answered, on screen and in a file beside it.

    A row without an outcome is passed over. What the Code does not allow, or cannot be read, is told with its row and
    column (exit 3); the other rows are recorded. Entering the same sheet again adds nothing.
    """
    from services.cli.files import opened
    from services.cli.system import open_system
    from services.ingest.commanding import CommandDesk
    from services.ingest.sheet_entry import Entering
    from services.ingest.sheet_files import LARGEST_BYTES, NotASheet, rows_of

    sitting = _sitting(body, day, correspondence, ad_hoc)
    form, giver = _form(file), giver_told(person, role)
    with opened(file) as opened_file:
        data = opened_file.read(LARGEST_BYTES + 1)
    try:
        rows = rows_of(data, form)
    except NotASheet as error:
        raise FileTrouble(f"{file}: {error}") from None
    with open_system(home) as system:
        entering = Entering(sitting, CommandDesk(system.log), giver, datetime.now(UTC), evidence, dry_run)
        told = entering.enter(rows)
        _put(told, json)
        _write(told, answers or file.with_name(f"{file.stem}.answers{file.suffix}"))
        if not dry_run:
            system.settle()
    if not all(answer.is_good for answer in told):
        raise typer.Exit(Exit.DIFFERENCES)


def _sitting(body: str, day: str, correspondence: bool = False, ad_hoc: bool = False) -> "Sitting":
    from services.cli.moments import day_of
    from services.ingest.sheets.outcomes import Sitting
    from shared.domain.streams import body_named

    if (known := body_named(body.replace("-", "_"))) is None:
        raise WrongUsage(f"{body!r} is no body: expected panel, csc, change_board or working_group")
    return Sitting(known, day_of(day), "correspondence" if correspondence else "meeting", ad_hoc)


def _form(file: Path) -> "Form":
    from services.ingest.sheet_files import NotASheet, form_of

    try:
        return form_of(file.name)
    except NotASheet as error:
        raise WrongUsage(str(error)) from None


def _put(told: "list[RowAnswer]", json: bool) -> None:
    if json:
        put_json([asdict(answer) for answer in told])
        return
    put_table("", _HEADINGS, [_cells(answer) for answer in told])


def _write(told: "list[RowAnswer]", path: Path) -> None:
    from services.cli import files
    from services.ingest.sheet_files import table

    files.written(path, table("Answers", _HEADINGS, [_cells(answer) for answer in told], _form(path)))
    tell(f"{path}: what became of each row")


def _cells(answer: "RowAnswer") -> tuple[str, ...]:
    where = "meeting" if answer.row == 0 else str(answer.row)
    says = f"{answer.column}: {answer.says}" if answer.column else answer.says
    return where, answer.ref, answer.outcome, answer.became, says
