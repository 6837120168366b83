"""`secchange report explain` and `figures`: what the figures and lines of a paper are made of."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.day_counts import Both, DayCount, day_counts
from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table
from services.cli.report import MonthOf, month_of

if TYPE_CHECKING:
    from services.reporter.explain.places import Place
    from services.reporter.report import Figure

Lines = Annotated[bool, typer.Option("--lines", help="The lines of the paper by name, in place of its figures.")]


def explain(
    month: MonthOf,
    figure: Annotated[
        str,
        typer.Argument(
            help="A figure's name, such as assessments.ia.open.mean_wd; a line's, such as refine.mp106.1 "
            "(report figures --lines lists them); or words of a line."
        ),
    ],
    json: Json = False,
    day_count: DayCount = None,
    both_day_counts: Both = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """How a figure or a line came about: the sentence, the rule, the rows with their days, what was left out, and
    exactly the facts without which it would be otherwise.

    What is no name is looked for in the lines of the paper: MP106 gives each line with it.
    With both day counts a figure is explained by one convention, then by the other; as JSON, under their names.
    """
    from services.cli.explained import explainer_of
    from services.cli.reading import reading
    from services.reporter.explain.as_json import explanation_json, lines_json
    from services.reporter.explain.text import explanation_text, lines_text

    wanted, (chosen, other) = month_of(month), day_counts(day_count, both_day_counts)
    with reading(home, as_of, known_at, position) as now:
        explainer = explainer_of(now, wanted, chosen, other)
        if not explainer.has_figure(figure) and (lines := explainer.lines(figure)):
            put_json(lines_json(lines)) if json else print(lines_text(lines), end="")
            return
        found = {chosen: explainer.figure(figure)}
        if other:
            found[other] = explainer_of(now, wanted, other).figure(figure)
    if json:
        told = {name: explanation_json(explanation) for name, explanation in found.items()}
        put_json(told if other else told[chosen])
    else:
        print("\n".join(explanation_text(explanation) for explanation in found.values()), end="")


def figures(
    month: MonthOf,
    json: Json = False,
    lines: Lines = False,
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
    from services.reporter.explain.places import places

    wanted, (chosen, other) = month_of(month), day_counts(day_count, both_day_counts)
    with reading(home, as_of, known_at, position) as now:
        report = report_of(now, wanted, chosen, other if lines else None)
        beside = report_of(now, wanted, other).figures if other and not lines else None
    if lines:
        _put_lines(month, places(report), json)
    elif json:
        named = report.figures.items()
        put_json({name: _figure(f, beside[name] if beside else None, other) for name, f in named})
    else:
        _put_figures(f"Figures of {month} ({chosen.replace('_', ' ')})", report.figures, beside, other)


def _put_figures(title: str, found: "dict[str, Figure]", beside: "dict[str, Figure] | None", other: str | None) -> None:
    columns = ("Figure", "Value", "Unit", "Basis", "Stated", *((f"By {other.replace('_', ' ')}",) if other else ()))
    rows = [
        (name, f.value, f.unit, f.basis.replace("_", " "), f.stated, *((beside[name].value,) if beside else ()))
        for name, f in found.items()
    ]
    put_table(title, columns, rows, numeric=frozenset({1, 4, 5}))


def _put_lines(month: str, found: "tuple[Place, ...]", json: bool) -> None:
    if json:
        put_json([{"line": line.name, "under": line.under, "text": line.text} for line in found])
        return
    put_table(f"Lines of {month}", ("Line", "Text"), [(line.name, line.text) for line in found])


def _figure(figure: "Figure", beside: "Figure | None", other: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {"value": figure.value, "unit": figure.unit, "basis": figure.basis}
    return told | ({"beside": {"day_count": other, "value": beside.value, "basis": beside.basis}} if beside else {})
