"""Whether a service is ready, and its numbers, beside whatever else it serves. None of them waits for a server."""

from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

    app.add_middleware(_Counting, metrics=metrics)


class _Counting:
    """Around the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.answered(scope["method"], _route(scope), message["status"])
            await send(message)

        await self._app(scope, receive, sending)


def _route(scope: Scope) -> str:
    """`/m/{ref}`: a pattern, since there would be no end of paths."""
    return getattr(scope.get("route"), "path", "none")
