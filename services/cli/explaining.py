"""`secchange report explain` and `figures`: what the figures and lines of a paper are made of."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.day_counts import Both, DayCount, day_counts
from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table
from services.cli.report import MonthOf, month_of

if TYPE_CHECKING:
    from services.reporter.report import Figure


def explain(
    month: MonthOf,
    figure: Annotated[
        str, typer.Argument(help="A figure's name, such as assessments.ia.open.mean_wd, or words of a line.")
    ],
    json: Json = False,
    day_count: DayCount = None,
    both_day_counts: Both = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """How a figure came about: the sentence, the rule, the rows with their days, the facts.

    What is no figure's name is looked for in the lines of the paper: MP106 gives each line with it, and its facts.
    With both day counts a figure is explained by one convention, then by the other; as JSON, under their names.
    """
    from services.cli.papers import report_of
    from services.cli.reading import reading
    from services.cli.telling import telling_of
    from services.reporter.explain.as_json import explanation_json
    from services.reporter.explain.explanation import explain as explained
    from services.reporter.explain.lines import explain_lines, lines_json, lines_text
    from services.reporter.explain.text import explanation_text

    wanted, (chosen, other) = month_of(month), day_counts(day_count, both_day_counts)
    with reading(home, as_of, known_at, position) as now:
        report, telling = report_of(now, wanted, chosen, other), telling_of(now)
        lines = () if figure in report.figures else explain_lines(report, figure)
        if lines:
            put_json(lines_json(lines, telling)) if json else print(lines_text(lines, telling), end="")
            return
        found = {chosen: explained(report, figure, telling)}
        if other:
            found[other] = explained(report_of(now, wanted, other), figure, telling)
    if json:
        told = {name: explanation_json(explanation) for name, explanation in found.items()}
        put_json(told if other else told[chosen])
    else:
        print("\n".join(explanation_text(explanation) for explanation in found.values()), end="")


def figures(
    month: MonthOf,
    json: Json = False,
    day_count: DayCount = None,
    both_day_counts: Both = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """Every figure of the paper by name, with its value and what it rests on; by both conventions if so wished."""
    from services.cli.papers import report_of
    from services.cli.reading import reading

    wanted, (chosen, other) = month_of(month), day_counts(day_count, both_day_counts)
    with reading(home, as_of, known_at, position) as now:
        found = report_of(now, wanted, chosen).figures
        beside = report_of(now, wanted, other).figures if other else None
    if json:
        put_json({name: _figure(f, beside[name] if beside else None, other) for name, f in found.items()})
        return
    columns = ("Figure", "Value", "Unit", "Basis", "Stated", *((f"By {other.replace('_', ' ')}",) if other else ()))
    rows = [
        (name, f.value, f.unit, f.basis.replace("_", " "), f.stated, *((beside[name].value,) if beside else ()))
        for name, f in found.items()
    ]
    put_table(f"Figures of {month} ({chosen.replace('_', ' ')})", columns, rows, numeric=frozenset({1, 4, 5}))


def _figure(figure: "Figure", beside: "Figure | None", other: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {"value": figure.value, "unit": figure.unit, "basis": figure.basis}
    return told | ({"beside": {"day_count": other, "value": beside.value, "basis": beside.basis}} if beside else {})
