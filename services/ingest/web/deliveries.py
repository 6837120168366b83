"""Deliveries as they come over HTTP, and their answers; most go past all that the other routes need."""

import asyncio

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from services.ingest.feed.keeper import TooMany
from services.ingest.feed.signatures import NotSigned
from services.ingest.feed.webhook import Conflict, Receipt, Webhook
from services.ingest.web.feed_forms import BATCH, STRUCTURED
from services.ingest.web.request import JSON, Unfit, body_of
from shared.feed.reasons import Refused
from shared.feed.strict import LARGEST_BYTES
from shared.inbox.connection import FeedBoxUnavailable
from shared.web.problem import problem, unavailable

EVENTS = "/feeds/dcc/v1/events"
MEDIA_TYPES = (STRUCTURED, BATCH, JSON)
TROUBLES = (Unfit, NotSigned, TooMany, FeedBoxUnavailable)
"""What may come of a request to the feed instead of an answer."""


class Deliveries:
    """Takes what is posted without a question; everything else is for the application.

    Plain ASGI: to find a route and what it depends on takes as long as to keep the delivery.
    """

    def __init__(self, app: ASGIApp, webhook: Webhook) -> None:
        self._app = app
        self._webhook = webhook
        self._route = Route(EVENTS, lambda _: Response(), methods=["POST"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != EVENTS or scope.get("method") != "POST" or scope["query_string"]:
            await self._app(scope, receive, send)
            return
        scope["route"] = self._route  # it is counted under
        try:
            answer = await taken(Request(scope, receive), self._webhook)
        except TROUBLES as error:
            answer = told_of(error)
        await answer(scope, receive, send)


async def taken(request: Request, webhook: Webhook) -> Response:
    """Kept where it is answered with 202. Raises one of TROUBLES, and LogUnavailable."""
    return _answer(await webhook.take(request.headers, await delivered(request, webhook)))


async def delivered(request: Request, webhook: Webhook) -> bytes:
    """The body, if it is one that a delivery could be in; one that is too large is counted. Raises Unfit."""
    try:
        return await body_of(request, largest_bytes=LARGEST_BYTES, media_types=MEDIA_TYPES)
    except Unfit as error:
        if error.status == 413:
            await asyncio.to_thread(webhook.turned_away, error.code, b"")
        raise


def told_of(error: Exception) -> Response:
    """The answer that one of TROUBLES is."""
    match error:
        case Unfit():
            return problem(error.status, error.code, error.detail, headers=error.headers)
        case NotSigned():
            return problem(401, "not-signed", str(error), headers={"WWW-Authenticate": "Signature"})
        case TooMany():
            return problem(429, "too-many", "too many deliveries wait: send it again", headers={"Retry-After": "1"})
        case _:
            return unavailable(error)


def _answer(outcome: Receipt | Conflict | Refused) -> Response:
    match outcome:
        case Receipt(again=again):
            headers = {"Idempotent-Replayed": "true"} if again else {}
            return JSONResponse(outcome.told(), status_code=202, headers=headers)
        case Conflict(receipt=receipt):
            detail = "under this webhook-id another body came before: give each delivery an id of its own"
            return problem(422, "idempotency-conflict", detail, receipt=str(receipt))
        case Refused(code=code, message=message, pointers=pointers):
            return problem(413 if code == "too-large" else 400, code, message, pointers=list(pointers))
