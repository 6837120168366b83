"""What the commands are, for programs: the list, each with its rule and JSON Schema, and the part of OpenAPI."""

from functools import cache
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from services.ingest.web.forms import ANSWERS, PROBLEMS, SCHEMAS, STREAMS
from services.ingest.web.many import MEDIA_TYPE
from services.ingest.web.request import KEY_HEADER
from shared.process.policy import POLICY
from shared.process.rule import Rule
from shared.process.rules import BY_COMMAND, PHASES
from shared.process.wire import model_of

Json = dict[str, Any]


def commands() -> list[Json]:
    """All of them, in the order of the process."""
    return [_head(rule, phase) for phase, rules in PHASES.items() for rule in rules]


@cache
def command(name: str) -> Json:
    """One of them: who may give it, where, under which guards, and the JSON Schema of its body."""
    rule = BY_COMMAND[name]
    phase = next(phase for phase, rules in PHASES.items() if rule in rules)
    return _head(rule, phase) | {
        "sure": rule.sure,
        "facts": [fact.__name__ for fact in (rule.fact, *rule.also)],
        "moves": [{"from": move.source, "to": move.target, "when": move.when} for move in rule.moves],
        "guards": [
            {"code": guard.code, "says": guard.says, "clause": guard.clause, "sure": guard.sure}
            for guard in rule.guards
        ],
        "schema": _with_ref(rule, model_of(name).model_json_schema()),
    }


def _head(rule: Rule, phase: str) -> Json:
    return {
        "name": rule.command,
        "phase": phase,
        "means": rule.means,
        "decides": rule.decides,
        "clause": rule.clause,
        "roles": _roles(rule),
        "href": f"/commands/{rule.command}",
    }


def _roles(rule: Rule) -> list[str]:
    return [role for role, may in POLICY.items() if rule.command in may]


def add_to_schema(app: FastAPI) -> None:
    """The application's OpenAPI tells of each command as an operation of its own."""
    of_the_rest = app.openapi

    def openapi() -> Json:
        if not app.openapi_schema:
            whole = of_the_rest()
            whole["paths"] |= _paths()
            components = whole.setdefault("components", {})
            components.setdefault("schemas", {}).update(_schemas())
            components.setdefault("securitySchemes", {})["token"] = {"type": "http", "scheme": "bearer"}
            whole.setdefault("tags", []).extend({"name": phase} for phase in PHASES)
        schema = app.openapi_schema
        assert schema is not None
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def _paths() -> dict[str, Json]:
    told = {
        "/commands": {
            "get": _reading("listCommands", "All commands.", {"type": "array", "items": {"type": "object"}}),
            "post": _giving_many(),
        }
    }
    for phase, rules in PHASES.items():
        for rule in rules:
            told[f"/commands/{rule.command}"] = {"get": _about(rule), "post": _giving(rule, phase)}
    return told


def _about(rule: Rule) -> Json:
    return _reading(f"about{rule.command}", f"The rule of {rule.command}, and its JSON Schema.", {"type": "object"})


def _reading(id: str, summary: str, schema: Json) -> Json:
    content = {"application/json": {"schema": schema}}
    return {
        "operationId": id,
        "summary": summary,
        "tags": ["commands"],
        "responses": {"200": {"description": "So it is.", "content": content}},
    }


def _giving(rule: Rule, phase: str) -> Json:
    return {
        "operationId": rule.command,
        "summary": rule.means,
        "description": f"Decided by: {rule.decides}. {rule.clause}. May be given by: {', '.join(_roles(rule))}.",
        "tags": [phase],
        "security": [{"token": []}],
        "parameters": [
            {
                "name": "dry_run",
                "in": "query",
                "description": "Answer what would happen, and record nothing.",
                "schema": {"type": "boolean", "default": False},
            },
            {
                "name": KEY_HEADER,
                "in": "header",
                "description": "The same key with the same body is answered the same; with another body it is refused.",
                "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
            },
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{rule.command}"}}},
        },
        "responses": ANSWERS | PROBLEMS,
    }


def _giving_many() -> Json:
    lines = {MEDIA_TYPE: {"schema": {"type": "string"}}}
    return {
        "operationId": "giveMany",
        "summary": "Many commands, one a line: each by itself, or all of them or none.",
        "description": "A line is a command with its name as `command`. For each an answer: its line, status, answer.",
        "tags": ["commands"],
        "security": [{"token": []}],
        "parameters": [
            {"name": "mode", "in": "query", "schema": {"type": "string", "enum": ["each", "all"], "default": "each"}}
        ],
        "requestBody": {"required": True, "content": lines},
        "responses": {
            "200": {"description": "An answer for each line.", "content": lines},
            **PROBLEMS,
            "422": {"description": "Of `all`: not all are allowed, and nothing is recorded.", "content": lines},
        },
    }


@cache
def _schemas() -> dict[str, Json]:
    models = [(model_of(name), "validation") for name in BY_COMMAND]
    _, told = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    own: dict[str, Json] = told["$defs"]
    return SCHEMAS | own | {name: _with_ref(rule, own[name]) for name, rule in BY_COMMAND.items()}


def _with_ref(rule: Rule, schema: Json) -> Json:
    """As pydantic has it, and which streams the command is of."""
    ref = schema["properties"]["ref"] | {"pattern": STREAMS[rule.of]}
    return schema | {"properties": schema["properties"] | {"ref": ref}}
