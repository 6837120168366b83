"""What may be wrong with a page that is asked for, as problem details."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from services.reporter.explain.values import UnknownFigure
from services.reporter.issued.errors import NoSuchPaper
from services.reporter.listings.find import UnknownModification
from services.reporter.web.for_people import ForPeople
from services.reporter.web.pages import PAGES
from shared.domain.calendar import OutsideTheCalendar
from shared.domain.codec import NotAFact
from shared.domain.reference import NotAReference
from shared.rowstore.errors import NotComplete, NothingProjected, RowsOutdated
from shared.trailstore.errors import TrailError
from shared.web.problem import add_faults, problem, unavailable


def add_problems(app: FastAPI) -> None:
    """Every refusal of `app` becomes a problem; for a browser, a page that says the same."""
    add_faults(app)
    app.add_middleware(ForPeople, pages=PAGES)

    @app.exception_handler(NotAReference)
    def not_a_reference(_: Request, error: NotAReference) -> JSONResponse:
        return problem(404, "not-a-reference", str(error))

    @app.exception_handler(UnknownModification)
    def unknown(_: Request, error: UnknownModification) -> JSONResponse:
        return problem(404, "unknown-modification", str(error))

    @app.exception_handler(OutsideTheCalendar)
    def outside_the_calendar(_: Request, error: OutsideTheCalendar) -> JSONResponse:
        return problem(404, "outside-the-calendar", str(error))

    @app.exception_handler(NoSuchPaper)
    def no_such_paper(_: Request, error: NoSuchPaper) -> JSONResponse:
        return problem(404, "no-such-paper", str(error))

    @app.exception_handler(UnknownFigure)
    def unknown_figure(_: Request, error: UnknownFigure) -> JSONResponse:
        return problem(404, "unknown-figure", str(error))

    @app.exception_handler(NotAFact)
    @app.exception_handler(TrailError)
    @app.exception_handler(NotComplete)
    @app.exception_handler(NothingProjected)
    @app.exception_handler(RowsOutdated)
    def cannot_be_shown(_: Request, error: Exception) -> JSONResponse:
        return unavailable(error)
