"""The routes of the feed: what comes is kept, and answered; what it says is read later."""

import asyncio
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.middleware import Middleware

from services.ingest.feed.entry_desk import COMMAND, MAY_ENTER, Entered, EnteredOtherwise, EntryDesk, MayNotEnter
from services.ingest.feed.rehearsal import Told
from services.ingest.feed.webhook import Webhook
from services.ingest.tokens import Tokens
from services.ingest.web.deliveries import EVENTS, TROUBLES, Deliveries, delivered, taken, told_of
from services.ingest.web.feed_forms import ENTRY_FORM, EVENTS_FORM, RECEIPT_FORM
from services.ingest.web.request import body_of, check_query, giver_of, key_of
from shared.feed.strict import read_strictly
from shared.schema.ticket import entered_ticket_schema
from shared.web.problem import problem

EVENTS_A_MINUTE = "30000"
ENTRY = f"/commands/{COMMAND}"

DryRun = Annotated[bool, Query(description="Answer what it would do, and keep nothing.")]


def add_feed(app: FastAPI, webhook: Webhook, tokens: Tokens, desk: EntryDesk) -> None:
    """The webhook, its dry run and handshake, entry by hand, and receipts."""

    @app.post(EVENTS, tags=["feed"], status_code=202, openapi_extra=EVENTS_FORM)
    async def events(request: Request, dry_run: DryRun = False) -> Response:
        """One CloudEvent or a batch, signed; kept when this answers 202."""
        check_query(request)
        if dry_run:
            body = await delivered(request, webhook)
            return JSONResponse({"tickets": await asyncio.to_thread(webhook.rehearse, request.headers, body)})
        return await taken(request, webhook)

    @app.options(EVENTS, tags=["feed"])
    async def handshake(request: Request) -> Response:
        """Of CloudEvents Web Hooks: whoever asks may send, since only what is signed is taken."""
        origin = request.headers.get("webhook-request-origin", "*")
        headers = {"WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": EVENTS_A_MINUTE, "Allow": "OPTIONS, POST"}
        return Response(status_code=200, headers=headers)

    @app.get(ENTRY, tags=["feed"])
    async def entry() -> Response:
        """Who may enter tickets, and the JSON Schema of what they enter."""
        return JSONResponse(about_entry())

    @app.post(ENTRY, tags=["feed"], status_code=202, openapi_extra=ENTRY_FORM)
    async def enter(request: Request, dry_run: DryRun = False) -> Response:
        """A revision that somebody types, whom a token names; kept when this answers 202."""
        check_query(request)
        giver, key = giver_of(request, tokens), key_of(request)
        fields = read_strictly(await body_of(request))
        if not isinstance(fields, dict):
            return problem(400, "not-json", "expected the fields of a ticket, in one JSON object")
        try:
            if dry_run:
                return JSONResponse(await asyncio.to_thread(desk.rehearse, fields, giver))
            outcome = await asyncio.to_thread(desk.enter, fields, giver, key)
        except MayNotEnter as error:
            return problem(403, "role_may_not", str(error))
        except EnteredOtherwise as error:
            return problem(422, "idempotency-conflict", str(error))
        return _entered(outcome)

    # Before `/commands/{name}`, which knows the commands of the process alone.
    app.router.routes[:0] = [app.router.routes.pop(), app.router.routes.pop()]

    @app.get("/feeds/dcc/v1/receipts/{receipt}", tags=["feed"], openapi_extra=RECEIPT_FORM)
    async def receipt(request: Request, receipt: int) -> Response:
        """What became of a delivery, for whoever has a token."""
        giver_of(request, tokens)
        found = await asyncio.to_thread(webhook.look_up, receipt) if 0 < receipt < 2**63 else None
        if found is None:
            return problem(404, "unknown-receipt", f"{receipt} is no receipt of this feed")
        return JSONResponse(found)

    async def trouble(_: Request, error: Exception) -> Response:
        return told_of(error)

    for kind in TROUBLES:
        app.add_exception_handler(kind, trouble)
    # The innermost: what is around the whole application is around deliveries too.
    app.user_middleware.append(Middleware(Deliveries, webhook=webhook))


def about_entry() -> dict[str, object]:
    """As the commands of the process tell of themselves."""
    means = "A revision of a ticket that no system sends. It is kept, read and followed like those that are sent."
    return {"name": COMMAND, "means": means, "roles": sorted(MAY_ENTER), "schema": entered_ticket_schema()}


def _entered(outcome: Entered | Told) -> Response:
    if isinstance(outcome, Entered):
        headers = {"Idempotent-Replayed": "true"} if outcome.again else {}
        told = {
            "receipt": str(outcome.receipt),
            "sha256": outcome.sha256,
            "again": outcome.again,
            "would": outcome.would,
        }
        return JSONResponse(told, status_code=202, headers=headers)
    code, pointers = str(outcome.get("code", "ignored")), list(outcome.get("pointers", ()))
    return problem(422, code, str(outcome["message"]), pointers=pointers)
