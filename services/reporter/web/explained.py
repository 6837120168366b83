"""How each figure and each line of a paper came about, for whoever follows a number of it."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from services.reporter.explain.as_json import explanation_json, lines_json
from services.reporter.explain.places import places
from services.reporter.explain.sentence import value
from services.reporter.explain.strip import LEGEND, strip
from services.reporter.explain.text import BASES
from services.reporter.explain.values import Explanation, LineExplanation
from services.reporter.report import Report
from services.reporter.web.pages import month_of, page, today
from services.reporter.web.sources import Now, OpenNow
from shared.domain.period import Month

Explained = Explanation | LineExplanation


def add_explained(app: FastAPI, open_now: OpenNow) -> None:
    """`/reports/{month}/figures`, and `/reports/{month}/explain/{name}` of each of them."""

    @app.get("/reports/{month}/figures", response_class=HTMLResponse, tags=["reports"])
    def figures_page(month: str) -> str:
        wanted = month_of(month)
        with open_now() as now:
            report = now.report(wanted)
            figures = [(name, value(figure), figure.rule) for name, figure in report.figures.items()]
            lines = list(_lines(report))
            return page("figures.html", now, today(), month=wanted, figures=figures, sections=lines)

    @app.get("/reports/{month}/explain/{name}.json", tags=["reports"])
    def explained_json(month: str, name: str) -> Any:
        with open_now() as now:
            return _as_json(_explained(now, month_of(month), name))

    @app.get("/reports/{month}/explain/{name}", response_class=HTMLResponse, tags=["reports"])
    def explained_page(month: str, name: str) -> str:
        wanted = month_of(month)
        with open_now() as now:
            found = _explained(now, wanted, name)
            told, days = _as_json(found), list(_days(found))
            return page(
                "explained.html",
                now,
                today(),
                month=wanted,
                name=name,
                told=told,
                days=days,
                legend=LEGEND,
                bases=BASES,
            )


def _explained(now: Now, month: Month, name: str) -> Explained:
    """A figure, or a line by its whole name. Raises UnknownFigure, which tells of names near it."""
    explainer = now.explainer(month)
    if not explainer.has_figure(name):
        for line in explainer.named(name):
            return line
    return explainer.figure(name)


def _as_json(found: Explained) -> Any:
    return explanation_json(found) if isinstance(found, Explanation) else lines_json((found,))[0]


def _days(found: Explained) -> Iterator[list[str]]:
    """Drawn, of each input that stands in the JSON of it."""
    if isinstance(found, Explanation):
        yield from (list(strip(given.days)) for given in found.figure.inputs)


def _lines(report: Report) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """By section: the name of each line, and its words."""
    titles = {"head": "Head", "glance": "At a glance"} | {each.id: each.title for each in report.sections}
    all_ = places(report)
    for section, title in titles.items():
        yield title, [(place.name, place.text) for place in all_ if place.section == section]
