"""The reporter over HTTP. Reads only; what it shows is complete up to the position that it names."""

import csv
import io
from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from services.reporter.listings.befallen import marks
from services.reporter.listings.consultations import consultations
from services.reporter.listings.find import named
from services.reporter.listings.meetings import meetings
from services.reporter.listings.register import by_stage, one, register
from services.reporter.listings.releases import releases
from services.reporter.listings.trail import trail
from services.reporter.render.html import html
from services.reporter.render.json import json
from services.reporter.render.markdown import markdown
from services.reporter.web.beside import beside
from services.reporter.web.differences import add_differences
from services.reporter.web.explained import add_explained
from services.reporter.web.issued import add_issued
from services.reporter.web.pages import PAGES, month_of, page, today
from services.reporter.web.problems import add_problems
from services.reporter.web.process import add_process
from services.reporter.web.sources import Now, OpenNow
from services.reporter.web.trails import add_trails
from shared.domain.streams import paper
from shared.readmodels import PAPERS

AsOf = Annotated[date | None, Query(alias="as_of", description="As things stood at the end of this day.")]

_COLUMNS = ("ref", "title", "stage", "state", "raised_on", "path", "urgent", "on_hold")


def reporter_app(open_now: OpenNow) -> FastAPI:
    """The application over the system that `open_now` opens for each request."""
    app = FastAPI(title="secchange reporter", version="1", docs_url="/api", redoc_url=None)
    add_problems(app)
    _register(app, open_now)
    _modifications(app, open_now)
    _around(app, open_now)
    _papers(app, open_now)
    add_issued(app, open_now)
    add_differences(app, open_now)
    add_explained(app, open_now)
    add_trails(app, open_now)
    add_process(app, PAGES)
    return app


def _register(app: FastAPI, open_now: OpenNow) -> None:
    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    @app.get("/register", response_class=HTMLResponse, tags=["register"])
    def register_page(as_of: AsOf = None) -> str:
        day = as_of or today()
        with open_now() as now:
            rows = now.rows()
            return page(
                "register.html",
                now,
                day,
                found=register(rows, day),
                marks=marks,
                stages=by_stage(rows, day),
                months=sorted(paper.month for paper in rows.of(PAPERS).values()),
            )

    @app.get("/register.json", tags=["register"])
    def register_json(as_of: AsOf = None) -> list[dict[str, Any]]:
        with open_now() as now:
            return register(now.rows(), as_of or today())

    @app.get("/register.csv", response_class=PlainTextResponse, tags=["register"])
    def register_csv(as_of: AsOf = None) -> Response:
        with open_now() as now:
            return Response(_csv(register(now.rows(), as_of or today())), media_type="text/csv; charset=utf-8")


def _modifications(app: FastAPI, open_now: OpenNow) -> None:
    @app.get("/m/{ref}.json", tags=["register"])
    def modification_json(ref: str, as_of: AsOf = None) -> dict[str, Any]:
        with open_now() as now:
            return _modification(now, ref, as_of or today())

    @app.get("/m/{ref}", response_class=HTMLResponse, tags=["register"])
    def modification_page(ref: str, as_of: AsOf = None) -> str:
        day = as_of or today()
        with open_now() as now:
            found = _modification(now, ref, day)
            return page("modification.html", now, day, found=found, marks=marks(found))


def _around(app: FastAPI, open_now: OpenNow) -> None:
    @app.get("/consultations.json", tags=["register"])
    def consultations_json(as_of: AsOf = None) -> list[dict[str, Any]]:
        with open_now() as now:
            return consultations(now.rows(), as_of or today())

    @app.get("/meetings.json", tags=["register"])
    def meetings_json(as_of: AsOf = None) -> list[dict[str, Any]]:
        with open_now() as now:
            return meetings(now.rows(), as_of or today())

    @app.get("/releases.json", tags=["register"])
    def releases_json(as_of: AsOf = None) -> list[dict[str, Any]]:
        with open_now() as now:
            return releases(now.rows(), as_of or today())


def _papers(app: FastAPI, open_now: OpenNow) -> None:
    @app.get("/reports/{month}.json", tags=["reports"])
    def report_json(month: str) -> Response:
        with open_now() as now:
            return Response(json(now.report(month_of(month))), media_type="application/json")

    @app.get("/reports/{month}.md", tags=["reports"])
    def report_markdown(month: str) -> Response:
        with open_now() as now:
            return Response(markdown(now.report(month_of(month))), media_type="text/markdown; charset=utf-8")

    @app.get("/reports/{month}", response_class=HTMLResponse, tags=["reports"])
    def report_page(month: str) -> str:
        with open_now() as now:
            wanted = month_of(month)
            report = now.report(wanted)
            return html(report, beside(report, now.history(paper(str(wanted)))))


def _modification(now: Now, ref: str, day: date) -> dict[str, Any]:
    return one(ref, now, day) | {"trail": trail(now.history(named(ref)), day)}


def _csv(found: list[dict[str, Any]]) -> str:
    """One line a modification. A cell that a spreadsheet would take for a formula is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in found:
        writer.writerow([_cell(row[name]) for name in _COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
