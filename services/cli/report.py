"""`secchange report`: the monthly paper built, compared with the published one, checked, explained."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from services.cli.command import InRole, Person
from services.cli.day_counts import Both, DayCount, day_counts
from services.cli.exits import Exit, WrongUsage
from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, tell
from shared.domain.period import Month

app = typer.Typer(help="The monthly paper: built, compared, checked, explained.", no_args_is_help=True)

MonthOf = Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month of the paper.", show_default=False)]


class Format(StrEnum):
    """The formats in which a paper is written."""

    md = "md"
    html = "html"
    json = "json"
    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"
    csv = "csv"
    ics = "ics"


_TEXTS = (Format.md, Format.html, Format.json, Format.ics)


@app.command("build")
def build(
    month: MonthOf,
    format_: Annotated[Format, typer.Option("--format", help="In which form.")] = Format.md,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write here instead of to stdout; csv into a folder, or a .zip.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Record who built it, so that somebody else may issue it.")
    ] = False,
    person: Person = None,
    role: InRole = "secretariat",
    day_count: DayCount = None,
    both_day_counts: Both = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """The paper of a month, made from everything known. It is not issued by this."""
    from services.cli.papers import bytes_of, report_of
    from services.cli.reading import reading
    from services.cli.report_issue import record_build

    wanted, counts = month_of(month), day_counts(day_count, both_day_counts)
    if json and not record:
        raise WrongUsage("--json goes with --record: a paper as JSON is --format json")
    with reading(home, as_of, known_at, position) as now:
        if record:
            data = record_build(now, wanted, counts, home, (person, role), json).files[format_]
        else:
            data = bytes_of(report_of(now, wanted, *counts), format_)
    if out is None and record:
        return
    _put(data, format_, out)


def _put(data: bytes, form: Format, out: Path | None) -> None:
    from services.cli.files import written, written_each

    if out is None:
        if form not in _TEXTS and sys.stdout.isatty():
            raise WrongUsage(f"{form} is no text: say with --out where to write it")
        typer.echo(data, nl=False)
    elif form is Format.csv and out.suffix.lower() != ".zip":
        for path, size in written_each(out, data):
            tell(f"{path}: {size:,} bytes")
    else:
        written(out, data)
        tell(f"{out}: {len(data):,} bytes")


@app.command("compare")
def compare(
    month: MonthOf,
    paper: Annotated[Path, typer.Option("--paper", help="The published paper, as Markdown text or Word (.docx).")],
    json: Json = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """Statement by statement against a published paper. Exit 3 where a difference is not explained."""
    from services.cli.files import paper_bytes, taken_for_a_paper
    from services.cli.papers import report_of
    from services.cli.published import compared, month_of_published
    from services.cli.reading import reading
    from services.reporter.compare.table import comparison_json, comparison_text

    data, wanted = paper_bytes(paper), month_of(month)
    with reading(home, as_of, known_at, position) as now, taken_for_a_paper(paper):
        comparison = compared(data, report_of(now, wanted))
    put_json(comparison_json(comparison)) if json else print(comparison_text(comparison), end="")
    of = month_of_published(comparison)
    if of not in (None, str(wanted)):
        tell(f"{paper} is the paper of {of}, not of {wanted}: to compare it with its own report, ask for {of}")
    if comparison.counts.get("unexplained"):
        raise typer.Exit(Exit.DIFFERENCES)


@app.command("check")
def check(
    file: Annotated[
        Path, typer.Argument(help="Any published or draft paper, as Markdown text or Word (.docx).", show_default=False)
    ],
    json: Json = False,
    home: Home = None,
) -> None:
    """Where a paper contradicts itself, with both places and the mend. Needs no home. Exit 3 if anywhere."""
    from services.cli.files import paper_bytes, taken_for_a_paper
    from services.cli.findings import findings_json, findings_text
    from shared.office.word import is_word, paper_text
    from shared.papers.checks import check as checked
    from shared.papers.read import read

    with taken_for_a_paper(file):
        data = paper_bytes(file)
        paper = read(paper_text(data))
        findings = checked(paper)
    if json:
        put_json(findings_json(findings, paper))
    else:
        print(findings_text(file, findings, paper, by_heading=is_word(data)), end="")
    if findings or paper.not_understood:
        raise typer.Exit(Exit.DIFFERENCES)


def month_of(text: str) -> Month:
    """`2020-06`. Raises WrongUsage."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
