"""A field's JSON Schema in a few words."""

from typing import Any

from shared.schema.shape import WITHIN


def type_in_words(schema: dict[str, Any]) -> str:
    """`whole number, 1 to 99`; `one of panel, csc`. That a value may be missing is told elsewhere."""
    match schema:
        case {"anyOf": ways}:
            return " or ".join(type_in_words(way) for way in ways if way != {"type": "null"})
        case {"$ref": str(ref)}:
            return f"`{ref.removeprefix(WITHIN)}`"
        case {"enum": values}:
            return f"one of {', '.join(f'`{value}`' for value in values)}"
        case {"const": value}:
            return f"`{value}`"
        case {"type": "array", "items": items}:
            return f"list of: {type_in_words(items)}"
        case {"type": "string"}:
            return _text(schema)
        case {"type": "integer"}:
            return _number(schema)
        case {"type": "boolean"}:
            return "true or false"
        case _:
            return "object"


def _text(schema: dict[str, Any]) -> str:
    match schema:
        case {"format": "date"}:
            return "day"
        case {"format": "date-time"}:
            return "moment, with its offset from UTC"
        case {"examples": [*examples]}:
            return f"text such as {', '.join(f'`{example}`' for example in examples)}"
        case {"pattern": pattern}:
            return f"text of the form `{pattern}`"
        case _:
            return "text"


def _number(schema: dict[str, Any]) -> str:
    match schema:
        case {"minimum": least, "maximum": most}:
            return f"whole number, {least} to {most}"
        case {"minimum": least}:
            return f"whole number from {least}"
        case _:
            return "whole number"
