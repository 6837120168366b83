"""The forms of what is sent and answered, as OpenAPI tells them."""

from collections.abc import Mapping
from typing import Any

from shared.domain.streams import StreamKind
from shared.web.problem import PROBLEM

Json = dict[str, Any]

_MODIFICATION = (
    r"^\s*(?:[Ss][Ee][Cc][Mm][Pp]|[Mm][Pp]|[Dd][Pp])\s*0*[0-9]{1,4}\s*[A-Za-z]?\s*$|^\s*[1-9][0-9]{0,3}[A-Z]?\s*$"
)
_MEETING = r"^\s*meeting/(?:panel|csc|change_board|working_group)/[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"
_RELEASE = r"^\s*release/(?:[0-9]{4}-(?:0[1-9]|1[0-2])|standalone/[0-9]{4}-[0-9]{2}-[0-9]{2})\s*$"
_PAPER = r"^\s*paper/[0-9]{4}-(?:0[1-9]|1[0-2])\s*$"
_FEED = r"^\s*feed/[a-z0-9:._-]{1,80}\s*$"

STREAMS: Mapping[StreamKind | None, str] = {
    "modification": _MODIFICATION,
    "meeting": _MEETING,
    "release": _RELEASE,
    "paper": _PAPER,
    "feed": _FEED,
    None: "|".join((_MODIFICATION, _MEETING, _RELEASE, _PAPER, _FEED)),
}
"""How `ref` is spelled, by the kind of stream that the command is of."""


def _object(required: Json, **optional: Json) -> Json:
    return {"type": "object", "properties": required | optional, "required": list(required)}


_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "integer"}
_DAY: Json = {"type": "string", "format": "date"}
_FACT = _object({"id": _TEXT, "type": _TEXT, "occurred_on": _DAY, "position": _NUMBER})
_WOULD_BE = _object({"stream": _TEXT, "type": _TEXT, "occurred_on": _DAY, "data": {"type": "object"}})

SCHEMAS: dict[str, Json] = {
    "CommandAccepted": _object(
        {
            "command_id": _TEXT,
            "stream": _TEXT,
            "version": _NUMBER,
            "state": _TEXT,
            "facts": {"type": "array", "items": _FACT, "minItems": 1},
            "again": {"type": "boolean", "description": "It had been carried out before; nothing was added."},
        }
    ),
    "CommandRehearsed": _object(
        {
            "stream": _TEXT,
            "facts": {"type": "array", "items": _WOULD_BE, "minItems": 1},
            "dry_run": {"type": "boolean", "const": True},
        }
    ),
    "Problem": _object(
        {"type": _TEXT, "title": _TEXT, "status": _NUMBER, "code": _TEXT, "detail": _TEXT},
        clause={"type": "string", "description": "Of the Code, where a rule refused it."},
        allowed={"type": "array", "items": _TEXT, "description": "Commands that would fit now."},
        stream=_TEXT,
        version={"type": "integer", "description": "At which the stream is."},
        state=_TEXT,
    ),
}

_AGAIN: Json = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
_REPLAYED: Json = {"Idempotent-Replayed": {"schema": {"const": "true"}, "description": "It was answered before."}}


def _answer(description: str, name: str, headers: Json | None = None, media_type: str = "application/json") -> Json:
    content = {media_type: {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {"description": description, "content": content} | ({"headers": headers} if headers else {})


def _problem(description: str, headers: Json | None = None) -> Json:
    return _answer(description, "Problem", headers, PROBLEM)


ANSWERS: dict[str, Json] = {
    "200": _answer("With dry_run: what would happen. Nothing was recorded.", "CommandRehearsed"),
    "201": _answer("It was carried out, and its facts are durable.", "CommandAccepted", _REPLAYED),
}
PROBLEMS: dict[str, Json] = {
    "400": _problem("The body is no JSON in UTF-8, or the key or a parameter is none."),
    "401": _problem(
        "No token was shown, or it is not known.", {"WWW-Authenticate": {"required": True, "schema": _TEXT}}
    ),
    "403": _problem("The role may not give it, or duties would be mixed.", _REPLAYED),
    "408": _problem("The body took too long to arrive."),
    "409": _problem("The stream is at another version, or the key is being answered at this moment.", _AGAIN),
    "413": _problem("The body is too large."),
    "415": _problem("The body is not of the type application/json, or has a content-encoding."),
    "422": _problem("It is no such command, a rule refuses it, or the key came with another body.", _REPLAYED),
    "429": _problem("Too many commands wait.", _AGAIN),
    "503": _problem("The database does not answer. With a key it is safe to come again.", _AGAIN),
}
