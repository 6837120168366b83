"""What is sent to the feed and answered, as OpenAPI tells it."""

from typing import Any

from services.ingest.feed.envelopes import EVENT_TYPE, LARGEST_BATCH
from services.ingest.web.forms import SCHEMAS
from services.ingest.web.request import JSON
from shared.schema.ticket import entered_ticket_schema, ticket_schema
from shared.web.problem import PROBLEM

Json = dict[str, Any]

STRUCTURED, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
_TEXT: Json = {"type": "string"}


def _headers() -> list[Json]:
    told = {
        "webhook-id": "A name for the delivery: the same again is answered the same.",
        "webhook-timestamp": "Whole seconds since 1970; not more than five minutes from now.",
        "webhook-signature": "`v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body`; several, parted by spaces.",
    }
    return [_header(name, means) for name, means in told.items()]


def _headers_of_binary_mode() -> list[Json]:
    told = {
        "ce-specversion": "`1.0`. In binary mode, where the body is the ticket alone; all four are needed then.",
        "ce-id": "As `id` of an event.",
        "ce-source": "As `source` of an event.",
        "ce-type": f"`{EVENT_TYPE}`.",
    }
    return [_header(name, means, required=False) for name, means in told.items()]


def _header(name: str, means: str, *, required: bool = True) -> Json:
    return {"name": name, "in": "header", "required": required, "schema": _TEXT, "description": means}


def _event() -> Json:
    """A CloudEvent 1.0 in structured mode."""
    properties = {
        "specversion": {"const": "1.0"},
        "id": _TEXT | {"description": "`{ticket_id}:{revision}`."},
        "source": _TEXT,
        "type": {"const": EVENT_TYPE},
        "data": ticket_schema(),
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _answer(description: str, schema: Json, media_type: str = JSON) -> Json:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _problems(**told: str) -> Json:
    return {status[1:]: _answer(description, SCHEMAS["Problem"], PROBLEM) for status, description in told.items()}


_RECEIPT: Json = {
    "type": "object",
    "properties": {"receipt": _TEXT, "accepted": {"type": "integer"}, "duplicates": {"type": "integer"}},
    "required": ["receipt", "accepted", "duplicates"],
}
_AWAY = _problems(_429="Too many wait: again after Retry-After.", _503="The store does not answer: again later.")

EVENTS_FORM: Json = {
    "parameters": _headers() + _headers_of_binary_mode(),
    "requestBody": {
        "required": True,
        "content": {
            STRUCTURED: {"schema": _event()},
            JSON: {"schema": {"anyOf": [_event(), ticket_schema()]}},
            BATCH: {"schema": {"type": "array", "items": _event(), "minItems": 1, "maxItems": LARGEST_BATCH}},
        },
    },
    "responses": {
        "200": _answer("With dry_run: what each ticket would do. Nothing is kept.", {"type": "object"}),
        "202": _answer("Kept, and will be read; what cannot be used of it is set aside by name.", _RECEIPT),
        **_problems(
            _400="No strict JSON, no CloudEvent of ours, or a parameter that is none.",
            _401="Not signed by a source that is known, or at another time.",
            _413="More than 256 KiB, or than 100 in one batch.",
            _415="Another media type, or an encoding.",
            _422="Under this webhook-id another body came before.",
        ),
        **_AWAY,
    },
}

ENTRY_FORM: Json = {
    "security": [{"token": []}],
    "requestBody": {"required": True, "content": {JSON: {"schema": entered_ticket_schema()}}},
    "responses": {
        "200": _answer("With dry_run: what it would lead to. Nothing is kept.", {"type": "object"}),
        "202": _answer("Kept, and will be read.", {"type": "object"}),
        **_problems(
            _400="No JSON object in UTF-8, or a key or a parameter that is none.",
            _401="No token was shown, or it is not known.",
            _403="The role may not.",
            _422="It cannot be used, and nothing is kept: the code is that of the quarantine; or the key came with "
            "another body.",
        ),
        **_AWAY,
    },
}

RECEIPT_FORM: Json = {
    "security": [{"token": []}],
    "responses": {
        "200": _answer("What became of it, and of each ticket in it.", {"type": "object"}),
        **_problems(_401="No token was shown, or it is not known.", _404="No receipt of this feed."),
    },
}
