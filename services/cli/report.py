"""`secchange report`: the monthly paper built, compared with the published one, checked, explained."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

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


@app.command("build")
def build(
    month: MonthOf,
    format_: Annotated[Format, typer.Option("--format", help="md, html or json.")] = Format.md,
    out: Annotated[Path | None, typer.Option("--out", help="Write here instead of to stdout.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """The paper of a month, made from everything known. It is not issued by this."""
    from services.cli.files import written
    from services.cli.papers import bytes_of, report_of
    from services.cli.reading import reading

    wanted = _month(month)
    with reading(home, as_of, known_at, position) as now:
        data = bytes_of(report_of(now, wanted, as_of), format_)
    if out is None:
        typer.echo(data, nl=False)
        return
    written(out, data)
    tell(f"{out}: {len(data):,} bytes")


@app.command("compare")
def compare(
    month: MonthOf,
    paper: Annotated[Path, typer.Option("--paper", help="The published paper as Markdown text.")],
    json: Json = False,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """Statement by statement against a published paper. Exit 3 where a difference is not explained."""
    from services.cli.files import paper_bytes
    from services.cli.papers import compared, report_of
    from services.cli.reading import reading
    from services.reporter.compare.table import comparison_json, comparison_text

    data, wanted = paper_bytes(paper), _month(month)
    with reading(home, None, known_at, position) as now:
        comparison = compared(data, report_of(now, wanted))
    put_json(comparison_json(comparison)) if json else print(comparison_text(comparison), end="")
    if comparison.counts.get("unexplained"):
        raise typer.Exit(Exit.DIFFERENCES)


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="Any published or draft paper as Markdown text.", show_default=False)],
    json: Json = False,
) -> None:
    """Where a paper contradicts itself, with both places and the mend. Needs no database. Exit 3 if anywhere."""
    from services.cli.files import paper_bytes
    from services.cli.findings import findings_json, findings_text
    from shared.papers.checks import check as checked
    from shared.papers.decode import text_of
    from shared.papers.read import read

    paper = read(text_of(paper_bytes(file)))
    findings = checked(paper)
    if json:
        put_json(findings_json(findings, paper))
    else:
        print(findings_text(file, findings, paper), end="")
    if findings or paper.not_understood:
        raise typer.Exit(Exit.DIFFERENCES)


@app.command("explain")
def explain(
    month: MonthOf,
    figure: Annotated[
        str, typer.Argument(help="A figure's name, such as assessments.ia.open.mean_wd, or words of a line.")
    ],
    json: Json = False,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """How a figure came about: the sentence, the rule, the rows with their days, the facts.

    What is no figure's name is looked for in the lines of the paper: MP106 gives each line with it, and its facts.
    """
    from services.cli.papers import report_of, source_of
    from services.cli.reading import reading
    from services.reporter.explain.as_json import explanation_json
    from services.reporter.explain.explanation import explain as explained
    from services.reporter.explain.lines import explain_lines, lines_json, lines_text
    from services.reporter.explain.text import explanation_text

    wanted = _month(month)
    with reading(home, None, known_at, position) as now:
        report, sources = report_of(now, wanted), source_of(now)
        lines = () if figure in report.figures else explain_lines(report, figure)
        if lines:
            put_json(lines_json(lines, sources)) if json else print(lines_text(lines, sources), end="")
            return
        explanation = explained(report, figure, sources)
    put_json(explanation_json(explanation)) if json else print(explanation_text(explanation), end="")


@app.command("figures")
def figures(month: MonthOf, json: Json = False, home: Home = None) -> None:
    """Every figure of the paper by name, with its value and what it rests on."""
    from services.cli.output import put_table
    from services.cli.papers import report_of
    from services.cli.reading import reading

    wanted = _month(month)
    with reading(home, None, None, None) as now:
        found = report_of(now, wanted).figures
    if json:
        put_json({name: {"value": f.value, "unit": f.unit, "basis": f.basis} for name, f in found.items()})
        return
    rows = [(name, f.value, f.unit, f.basis.replace("_", " "), f.stated) for name, f in found.items()]
    put_table(f"Figures of {month}", ("Figure", "Value", "Unit", "Basis", "Stated"), rows, numeric=frozenset({1, 4}))


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
