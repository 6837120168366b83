"""The commands as routes of an application, alone or beside the pages."""

from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse, Response

from services.ingest.tokens import Tokens
from services.ingest.web import described
from services.ingest.web import many as many_commands
from services.ingest.web.answer import Answer
from services.ingest.web.door import CommandDoor
from services.ingest.web.request import Unfit, body_of, check_query, giver_of, key_of, mode_of
from services.ingest.web.workers import Workers
from shared.operation.health import Health
from shared.operation.metrics import Metrics
from shared.process.rules import BY_COMMAND
from shared.process.wire import NotACommand, NotJson
from shared.web.health import add_health
from shared.web.problem import add_faults, problem

DryRun = Annotated[bool, Query(description="Answer what would happen, and record nothing.")]


def ingest_app(door: CommandDoor, tokens: Tokens, workers: Workers, health: Health, metrics: Metrics) -> FastAPI:
    """The commands with health and numbers: what the ingest service serves."""
    app = FastAPI(title="secchange ingest", version="1", docs_url="/api", redoc_url=None)
    add_faults(app)
    add_commands(app, door, tokens, workers)
    add_health(app, health, metrics)
    return app


def add_commands(app: FastAPI, door: CommandDoor, tokens: Tokens, workers: Workers) -> None:
    """`/commands` and all below it; the schema of `app` tells of each command as an operation of its own."""

    @app.get("/commands", include_in_schema=False)
    async def commands() -> list[dict[str, Any]]:
        return described.commands()

    @app.post("/commands", include_in_schema=False)
    async def many(request: Request) -> Response:
        giver, mode = giver_of(request, tokens), mode_of(request)
        most, form = many_commands.LARGEST_BYTES, many_commands.MEDIA_TYPE
        body = await body_of(request, largest_bytes=most, media_types=(form,))
        answered = await workers.run(lambda: door.give_many(body, giver, mode))
        status = 200 if answered.all_taken or mode == "each" else 422
        return Response(answered.body, status, media_type=form)

    # One route for both methods: what else comes to its path is then told which there are.
    @app.api_route("/commands/{name}", methods=["GET", "POST"], include_in_schema=False)
    async def command(request: Request, name: str, dry_run: DryRun = False) -> Response:
        if request.method == "GET":
            _known(name)
            return JSONResponse(described.command(name))
        giver = giver_of(request, tokens)
        _known(name)
        check_query(request)
        key = key_of(request)
        body = await body_of(request)
        if dry_run:
            return _response(await workers.run(lambda: door.rehearse(name, body, giver)))
        return _response(await workers.run(lambda: door.give(name, body, giver, key)))

    @app.exception_handler(Unfit)
    async def unfit(_: Request, error: Unfit) -> Response:
        return problem(error.status, error.code, error.detail, headers=error.headers)

    @app.exception_handler(NotACommand)
    async def not_a_command(_: Request, error: NotACommand) -> Response:
        is_json = not isinstance(error, NotJson)
        return problem(422 if is_json else 400, "not-a-command" if is_json else "not-json", str(error))

    described.add_to_schema(app)


def _known(name: str) -> None:
    if name not in BY_COMMAND:
        raise Unfit(404, "unknown-command", f"{name!r} is no command: GET /commands lists them all")


def _response(answer: Answer) -> Response:
    headers = {"Idempotent-Replayed": "true"} if answer.is_replayed else {}
    if answer.again_in_seconds is not None:
        headers["Retry-After"] = str(answer.again_in_seconds)
    return Response(answer.body, answer.status, headers, answer.media_type)
