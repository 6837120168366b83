"""Errors as RFC 9457 problem details: what was found, what was expected, what to do."""

from collections.abc import Awaitable, Callable

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from psycopg import OperationalError
from starlette.exceptions import HTTPException

from services.reporter.listings.find import UnknownModification
from shared.domain.reference import NotAReference
from shared.eventlog.errors import LogUnavailable
from shared.logs import LogEvent
from shared.rowstore.errors import NotComplete, NothingProjected, RowsOutdated

_log = structlog.get_logger()
_MEDIA_TYPE = "application/problem+json"


def problem(status: int, code: str, detail: str) -> JSONResponse:
    """One problem; `code` is stable, `detail` is for people."""
    urn = f"urn:secchange:problem:{code}"
    body = {"type": urn, "title": code.replace("-", " "), "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type=_MEDIA_TYPE)


def add_problems(app: FastAPI) -> None:
    """Every refusal of `app` becomes a problem; so does a fault of ours, and it is told of in the log."""

    @app.exception_handler(NotAReference)
    def not_a_reference(_: Request, error: NotAReference) -> JSONResponse:
        return problem(404, "not-a-reference", str(error))

    @app.exception_handler(UnknownModification)
    def unknown(_: Request, error: UnknownModification) -> JSONResponse:
        return problem(404, "unknown-modification", str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        return problem(422, "invalid-request", f"{where}: {fault['msg']}")

    @app.exception_handler(NotComplete)
    @app.exception_handler(NothingProjected)
    @app.exception_handler(RowsOutdated)
    @app.exception_handler(LogUnavailable)
    @app.exception_handler(OperationalError)
    def unavailable(_: Request, error: Exception) -> JSONResponse:
        return problem(503, "unavailable", str(error).splitlines()[0])

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, "not-found" if error.status_code == 404 else "refused", str(error.detail))

    # Not as a handler: after one of those the fault is raised once more, for the server to tell of in its own words.
    @app.middleware("http")
    async def failed(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            return await go_on(request)
        except Exception:
            _log.error(LogEvent.REQUEST_FAILED, method=request.method, path=request.url.path, exc_info=True)
            return problem(500, "failed", "a fault of this program: what it was is in its log, under request.failed")
