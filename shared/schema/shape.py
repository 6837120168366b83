"""A model's JSON Schema as we print it: each field with its meaning, and nothing that a reader would not miss."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from shared.schema.meanings import meaning

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WITHIN = "#/$defs/"
"""Where a schema that stands by itself keeps its parts."""


class Shape(NamedTuple):
    """The schema of an object, and of the objects inside it by name, to which it refers as `WITHIN`."""

    schema: Schema
    parts: Mapping[str, Schema]


def shape_of(model: type[BaseModel], owner: str) -> Shape:
    """The model's shape. `owner` is whose fields they are, as `meanings` calls it."""
    made = _plain(model.model_json_schema(ref_template=f"{WITHIN}{{model}}"))
    parts = made.pop("$defs", {})
    for name, part in parts.items():
        _explain(part, name)
    return Shape(_explain(made, owner), parts)


def alone(shape: Shape, name: str, id: str) -> Schema:
    """A document of its own."""
    head = {"$schema": DIALECT, "$id": id, "title": name}
    return head | shape.schema | ({"$defs": dict(shape.parts)} if shape.parts else {})


def together(shapes: Mapping[str, Shape]) -> dict[str, Schema]:
    """All shapes and all their parts, each once, by name."""
    found: dict[str, Schema] = {}
    for name, shape in shapes.items():
        for each, schema in (*shape.parts.items(), (name, shape.schema)):
            if found.setdefault(each, schema) != schema:
                raise ValueError(f"{each} is the name of two shapes")
    return found


def moved(schema: Any, to: str) -> Any:
    """The same, with its parts at `to` instead of within it."""
    match schema:
        case dict():
            return {name: _moved(name, value, to) for name, value in schema.items()}
        case list():
            return [moved(each, to) for each in schema]
        case _:
            return schema


def _moved(name: str, value: Any, to: str) -> Any:
    return f"{to}{value.removeprefix(WITHIN)}" if name == "$ref" else moved(value, to)


def _explain(schema: Schema, owner: str) -> Schema:
    for name, field in schema.get("properties", {}).items():
        field["description"] = meaning(owner, name)
    return schema


def _plain(schema: Any) -> Any:
    """Without the titles that only repeat a name, and without saying that what may be missing is null."""
    match schema:
        case {"properties": properties, **rest}:
            told = {name: _plain(field) for name, field in properties.items()}
            return {name: _plain(value) for name, value in rest.items() if name != "title"} | {"properties": told}
        case dict():
            return {
                name: _plain(value)
                for name, value in schema.items()
                if name != "title" and (name, value) != ("default", None)
            }
        case list():
            return [_plain(each) for each in schema]
        case _:
            return schema
