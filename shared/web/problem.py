"""Errors as RFC 9457 problem details: what was found, what was expected, what to do."""

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg import OperationalError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.eventlog.errors import LogUnavailable
from shared.logs import LogEvent

PROBLEM = "application/problem+json"
RETRY_AFTER_SECONDS = 2
"""What is away is looked for again about as often."""

_log = structlog.get_logger()
_CODES: Mapping[int, str] = {404: "not-found", 405: "method-not-allowed"}


def told(status: int, code: str, detail: str, **more: Any) -> dict[str, Any]:
    """One problem; `code` is stable, `detail` is for people, `more` for programs."""
    urn = f"urn:secchange:problem:{code}"
    title = code.replace("-", " ").replace("_", " ")
    return {"type": urn, "title": title, "status": status, "code": code, "detail": detail, **more}


def problem(
    status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """The answer that tells it."""
    body = told(status, code, detail, **more)
    return JSONResponse(body, status_code=status, media_type=PROBLEM, headers=headers)


def unavailable(error: Exception) -> JSONResponse:
    """What is needed does not answer, and will again."""
    again = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return problem(503, "unavailable", str(error).splitlines()[0], headers=again)


def add_faults(app: FastAPI) -> None:
    """What any part of `app` may meet becomes a problem; so does a fault of ours, and it is told of in the log."""

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        return problem(422, "invalid-request", f"{where}: {fault['msg']}")

    @app.exception_handler(LogUnavailable)
    @app.exception_handler(OperationalError)
    def away(_: Request, error: Exception) -> JSONResponse:
        return unavailable(error)

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        code = _CODES.get(error.status_code, "refused")
        return problem(error.status_code, code, str(error.detail), headers=error.headers)

    # Not as a handler: after one of those the fault is raised once more, for the server to tell of in its own words.
    app.add_middleware(_Faults)


class _Faults:
    """Around the whole application. Plain ASGI: what the library makes of a function costs half a millisecond more."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def sending(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            _log.error(LogEvent.REQUEST_FAILED, method=scope.get("method"), path=scope.get("path"), exc_info=True)
            if has_begun:
                raise
            detail = "a fault of this program: what it was is in its log, under request.failed"
            await problem(500, "failed", detail)(scope, receive, send)
