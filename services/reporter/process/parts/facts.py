"""The catalogue of facts, with their fields."""

from collections.abc import Iterator
from typing import Any

from services.reporter.process.page import Block, Cell, Part, Prose, Table
from services.reporter.process.parts.types import type_in_words
from shared.domain.facts import FACTS, AnyFact
from shared.process.observed import NO_COMMAND
from shared.process.rules import RULES
from shared.schema.fact import fact_shape
from shared.schema.meanings import in_one_line, meaning

_READ = (
    "A fact is what happened. It is stored for ever under its name and version, in the stream of what it is of; around "
    "its own fields stand those that all facts have. `secchange schema show NAME` gives each as JSON Schema, and "
    "`secchange schema asyncapi` the topic that carries them."
)
_COLUMNS = ("Field", "Type", "Required", "Meaning")


_COMMON: tuple[tuple[str, str, str], ...] = (
    ("type", "text", "yes"),
    ("version", "whole number", "yes"),
    ("ref", "text", "yes"),
    ("kind", "one of `PA`, `IA`", "of an assessment"),
    ("n", "whole number, 1 to 999", "of an assessment"),
    ("occurred_on", "day", "one of the two"),
    ("occurred_by", "day", "one of the two"),
    ("known_at", "moment, with its offset from UTC", "yes"),
    ("source", "`Source`", "yes"),
    ("actor", "`Actor`", "no"),
    ("correlation_id", "text", "no"),
    ("causation_id", "text", "no"),
    ("data", "the fact's own fields", "yes"),
)
"""What stands around the fields of every fact. Some of it depends on the fact, which no one schema tells."""


def facts() -> Iterator[Part]:
    common = tuple(((f"`{name}`",), (type_,), (there,), (meaning("Entry", name),)) for name, type_, there in _COMMON)
    yield Part("The facts", (Prose(_READ), Table("What every fact has", _COLUMNS, common)))
    parts: dict[str, dict[str, Any]] = {}
    for fact in FACTS:
        shape = fact_shape(fact)
        parts |= shape.parts
        yield Part(fact.__name__, tuple(_fact(fact, shape.schema["properties"]["data"])), level=3)
    yield Part("What stands within", (Prose("Objects in the fields above."),))
    for name, part in parts.items():
        yield Part(name, (Prose(" ".join(part["description"].split())), _fields(name, part)), level=3)


def _fact(fact: type[AnyFact], data: dict[str, Any]) -> Iterator[Block]:
    yield Prose(in_one_line(fact))
    of = f"a {fact.BELONGS_TO}" if fact.BELONGS_TO else "any stream"
    assessed = ", one of its assessments (`kind` and `n`)" if fact.OF_AN_ASSESSMENT else ""
    yield Prose(f"Version {fact.VERSION}, of {of}{assessed}. {_comes_of(fact)}")
    if data["properties"]:
        yield _fields(fact.__name__, data)


def _comes_of(fact: type[AnyFact]) -> str:
    commands = [f"`{rule.command}`" for rule in RULES if fact in (rule.fact, *rule.also)]
    return f"By {', '.join(commands)}." if commands else f"No command leads to it. {NO_COMMAND[fact]}"


def _fields(name: str, schema: dict[str, Any]) -> Table:
    required = schema.get("required", ())
    return Table(name, _COLUMNS, tuple(_field(each, field, required) for each, field in schema["properties"].items()))


def _field(name: str, schema: dict[str, Any], required: tuple[str, ...]) -> tuple[Cell, ...]:
    default = f"no: `{_as_json(schema['default'])}`" if schema.get("default") not in (None, [], "") else "no"
    return (f"`{name}`",), (type_in_words(schema),), ("yes" if name in required else default,), (schema["description"],)


def _as_json(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
