"""Values made after a schema, whole or with everything that may be left out left out."""

import re
from collections.abc import Iterator
from typing import Any

from shared.schema.shape import WITHIN, Schema

TEXTS = (
    *("MP122", "meeting/panel/2020-06-19", "release/2020-11", "paper/2020-06", "122#4", "2020-11", "A"),
    *("feed/urn:dcc:itsm:prod", "ticket/urn:dcc:itsm:prod/4f3a", "urn:dcc:itsm:prod", "CHG0031245", "CR1267"),
    *("0" * 64, "https://dcc.example/4f3a", "R1"),
)
"""For each pattern that is asked for, one that fits."""
PATTERNED = {"date": "2020-06-01", "date-time": "2020-06-12T09:00:00+01:00"}


def made(schema: Schema, *, whole: bool, root: Schema | None = None) -> Any:
    """A value that the schema allows; `whole`: with what it may have besides."""
    root = root or schema
    match schema:
        case {"$ref": str(ref)}:
            return made(root["$defs"][ref.removeprefix(WITHIN)], whole=whole, root=root)
        case {"anyOf": [first, *_]}:
            return made(first, whole=whole, root=root)
        case {"const": value} | {"enum": [value, *_]}:
            return value
        case {"type": "object", "properties": dict()}:
            return {name: made(field, whole=whole, root=root) for name, field in _fields(schema, whole)}
        case {"type": "array", "items": items}:
            return [made(items, whole=whole, root=root)]
        case _:
            return _plain(schema)


def _fields(schema: Schema, whole: bool) -> Iterator[tuple[str, Schema]]:
    for name, field in schema["properties"].items():
        if name == "occurred_by" or field.get("readOnly"):
            continue
        if whole or name in schema.get("required", ()) or name == "occurred_on":
            yield name, field


def _plain(schema: Schema) -> Any:
    match schema:
        case {"type": "string", "format": form}:
            return PATTERNED[form]
        case {"type": "string", "pattern": pattern}:
            return next(text for text in TEXTS if re.search(pattern, text))
        case {"type": "string"}:
            return "some words"
        case {"type": "integer"}:
            return schema.get("minimum", 1)
        case {"type": "boolean"}:
            return True
        case {"type": "object"}:
            return {"title": "Another"}
    raise AssertionError(schema)
