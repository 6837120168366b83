"""One command as JSON, as it is given on the command line and over HTTP. Its name stands beside it, not in it."""

from collections.abc import Mapping

from shared.process.rule import Rule
from shared.process.rules import RULES
from shared.process.wire import NAMES_MODIFICATIONS, model_of
from shared.schema.refs import ref_of
from shared.schema.shape import DIALECT, WITHIN, Schema, Shape, alone, shape_of, together


def command_shape(rule: Rule) -> Shape:
    """The fields of its fact, flat, beside those that all commands have."""
    fact = rule.asks or rule.fact
    made, parts = shape_of(model_of(rule.command), fact.__name__)
    made["properties"]["ref"] |= ref_of(rule.of)
    if named := NAMES_MODIFICATIONS.get(fact):
        _as_references(made["properties"][named], parts)
    return Shape(made, parts)


def _as_references(schema: Schema, parts: Mapping[str, Schema]) -> None:
    """Where it holds modifications, they are spelled as such."""
    match schema:
        case {"anyOf": list(ways)}:
            for way in ways:
                _as_references(way, parts)
        case {"items": dict(items)}:
            _as_references(items, parts)
        case {"$ref": str(ref)}:
            _as_references(parts[ref.removeprefix(WITHIN)]["properties"]["stream"], parts)
        case {"type": "string"}:
            schema |= ref_of("modification")


def command_schema(rule: Rule) -> Schema:
    """A document of its own."""
    return alone(command_shape(rule), rule.command, f"urn:secchange:command:{rule.command}")


def commands_schema() -> Schema:
    """Each command by name, in `$defs`: one by itself does not say which it is."""
    parts = together({rule.command: command_shape(rule) for rule in RULES})
    head = {"$schema": DIALECT, "$id": "urn:secchange:commands", "title": "commands"}
    return head | {"description": "The commands, each by its name in $defs.", "$defs": parts}
