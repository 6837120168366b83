"""The fields of a command as the command line knows them: from its JSON Schema."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from shared.process.rule import Rule
from shared.schema.command import command_schema

Kind = Literal["text", "number", "flag", "day", "list", "object", "anything"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One field. `words`: the only texts that it takes; `fields`: of an object; `items`: of a list."""

    kind: Kind
    words: tuple[str, ...] = ()
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    items: "Shape | None" = None
    is_needed: bool = False
    means: str = ""

    @property
    def in_words(self) -> str:
        """What is to be written."""
        match self.kind:
            case "text":
                return " | ".join(self.words) or "text"
            case "number":
                return "whole number"
            case "flag":
                return "true | false"
            case "day":
                return "YYYY-MM-DD"
            case "list":
                return f"{self.items.in_words if self.items else 'JSON'}, as often as needed"
            case "object" if self.fields:
                inner = (f"{name}{'*' if shape.is_needed else ''}: {shape.in_words}" for name, shape in _flat(self))
                return f"JSON {{{', '.join(inner)}}}"
            case _:
                return "JSON"


def shape_of(rule: Rule) -> Shape:
    """All fields of the rule's command."""
    return shape_from(command_schema(rule))


def shape_from(schema: Mapping[str, Any]) -> Shape:
    """All fields of an object, by its JSON Schema."""
    return _shape(schema, schema.get("$defs", {}))


def options(shape: Shape, before: str = "") -> list[tuple[str, Shape]]:
    """Each option by name, `proposer.name` for a field within a field."""
    told = []
    for name, inner in shape.fields.items():
        if inner.kind == "object" and inner.fields:
            told += options(inner, f"{before}{name}.")
        else:
            told.append((before + name, inner))
    return told


def _flat(shape: Shape) -> list[tuple[str, Shape]]:
    return list(shape.fields.items())


def _shape(schema: Mapping[str, Any], defs: Mapping[str, Any], needed: bool = False) -> Shape:
    shape = _bare(_resolved(schema, defs), defs)
    return replace(shape, is_needed=needed, means=schema.get("description", ""))


def _bare(told: Mapping[str, Any], defs: Mapping[str, Any]) -> Shape:
    match told.get("type"):
        case "object" if "properties" in told:
            wanted = told.get("required", ())
            return Shape(
                "object", fields={n: _shape(each, defs, n in wanted) for n, each in told["properties"].items()}
            )
        case "array":
            return Shape("list", items=_shape(told.get("items", {}), defs))
        case "string" if told.get("format") == "date":
            return Shape("day")
        case "string":
            return Shape("text", tuple(told.get("enum", [told["const"]] if "const" in told else [])))
        case "integer":
            return Shape("number")
        case "boolean":
            return Shape("flag")
        case _:
            return Shape("anything")


def _resolved(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself: not by name, and not beside null."""
    if "$ref" in schema:
        return _resolved(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in schema:
        (first, *_) = [each for each in schema["anyOf"] if each.get("type") != "null"]
        return _resolved(first, defs)
    return schema
