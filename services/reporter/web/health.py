"""Whether the reporter is ready, and its numbers. It needs no broker: while Kafka is away it serves what is there."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from shared.operation.health import Health
from shared.operation.metrics import CONTENT_TYPE, Metrics


def add_health(app: FastAPI, health: Health, metrics: Metrics) -> None:
    """`/health/live`, `/health/ready` and `/metrics`; every request is counted by its route."""

    @app.get("/health/live", tags=["health"])
    def live() -> dict[str, str]:
        """The process runs."""
        return {"status": "live"}

    @app.get("/health/ready", tags=["health"])
    def ready() -> JSONResponse:
        """The database answers and the rows are not late; 503 otherwise, with the reason."""
        is_ready, told = health.answer()
        return JSONResponse(told, status_code=200 if is_ready else 503)

    @app.get("/metrics", tags=["health"])
    def numbers() -> Response:
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
