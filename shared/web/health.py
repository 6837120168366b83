"""Whether a service is ready, and its numbers, beside whatever else it serves. None of them waits for a server."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from shared.operation.health import Health
from shared.operation.metrics import CONTENT_TYPE, Metrics

_NOT_READY: dict[int | str, dict[str, Any]] = {503: {"description": "Not ready, with the reason."}}


def add_health(app: FastAPI, health: Health, metrics: Metrics) -> None:
    """`/health/live`, `/health/ready` and `/metrics`; every request is counted by its route."""

    @app.get("/health/live", tags=["health"])
    async def live() -> dict[str, str]:
        """The process runs."""
        return {"status": "live"}

    @app.get("/health/ready", tags=["health"], response_class=JSONResponse, responses=_NOT_READY)
    async def ready() -> JSONResponse:
        """What the service needs answers, and what it carries is not late; 503 otherwise, with the reason."""
        is_ready, told = health.answer()
        return JSONResponse(told, status_code=200 if is_ready else 503)

    @app.get("/metrics", tags=["health"], response_class=PlainTextResponse)
    async def numbers() -> Response:
        """For Prometheus."""
        return Response(metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    @app.middleware("http")
    async def count(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await go_on(request)
        metrics.answered(request.method, _route(request), response.status_code)
        return response


def _route(request: Request) -> str:
    """`/m/{ref}`: a pattern, since there would be no end of paths."""
    route: Any = request.scope.get("route")
    return getattr(route, "path", "none")
