"""One fact as JSON, as it is imported, exported, stored and carried."""

from collections.abc import Mapping
from functools import cache

from shared.domain.entry import Entry, entry_model
from shared.domain.facts import FACTS, AnyFact
from shared.schema.meanings import in_one_line, meaning
from shared.schema.refs import ref_of
from shared.schema.shape import DIALECT, WITHIN, Schema, Shape, alone, shape_of, together

_DAYS = ("occurred_on", "occurred_by")
_PLACE_IN_THE_LOG: Mapping[str, Schema] = {
    "id": {"type": "string", "pattern": r"^.+#[1-9][0-9]*$", "examples": ["122#4"]},
    "position": {"type": "integer", "minimum": 1},
    "recorded_at": {"type": "string", "format": "date-time"},
}


def fact_shape(fact: type[AnyFact]) -> Shape:
    """The fact in its entry, as it is carried: `type` and `version` are its own, and `data` stands within."""
    entry, parts = _entry()
    own, own_parts = shape_of(fact, fact.__name__)
    properties = entry["properties"] | {"data": own | {"description": in_one_line(fact)}}
    properties["type"] = {"const": fact.__name__, "description": meaning("Entry", "type")}
    properties["version"] = {"const": fact.VERSION, "description": meaning("Entry", "version")}
    properties["ref"] = properties["ref"] | ref_of(fact.BELONGS_TO)
    properties |= {day: {"type": "string", "format": "date", "description": meaning("Entry", day)} for day in _DAYS}
    required = list(entry["required"])
    for name in ("kind", "n"):
        _assessed(properties, required, name, fact.OF_AN_ASSESSMENT)
    ordered = {name: properties[name] for name in Entry.model_fields if name in properties}
    schema: Schema = {
        "description": in_one_line(fact),
        "type": "object",
        "properties": ordered,
        "required": [name for name in ordered if name in required],
        "oneOf": [{"required": [day]} for day in _DAYS],
        "additionalProperties": False,
    }
    return Shape(schema, {**parts, **own_parts})


@cache  # made once, of any fact: all entries are alike but for their data
def _entry() -> Shape:
    any_fact = FACTS[0]
    schema, parts = shape_of(entry_model(any_fact), "Entry")
    return Shape(schema, {name: part for name, part in parts.items() if name != any_fact.__name__})


def _assessed(properties: dict[str, Schema], required: list[str], name: str, of_an_assessment: bool) -> None:
    """Kind and number are there of a fact that speaks of an assessment, and of no other."""
    told = properties.pop(name)
    if of_an_assessment:
        value = next(each for each in told["anyOf"] if each != {"type": "null"})
        properties[name] = value | {"description": told["description"]}
        required.append(name)


def fact_schema(fact: type[AnyFact]) -> Schema:
    """A document of its own; an export adds the place in the log, and an import passes over it."""
    return alone(_exported(fact_shape(fact)), fact.__name__, f"urn:secchange:fact:{fact.__name__}:{fact.VERSION}")


def facts_schema() -> Schema:
    """Any fact: which one it is, `type` and `version` tell."""
    parts = together({fact.__name__: _exported(fact_shape(fact)) for fact in FACTS})
    any_of_them = [{"$ref": f"{WITHIN}{fact.__name__}"} for fact in FACTS]
    head = {"$schema": DIALECT, "$id": "urn:secchange:facts", "title": "facts"}
    return head | {"description": "Any fact.", "oneOf": any_of_them, "$defs": parts}


def _exported(shape: Shape) -> Shape:
    place = {
        name: schema | {"readOnly": True, "description": meaning("Export", name)}
        for name, schema in _PLACE_IN_THE_LOG.items()
    }
    return Shape(shape.schema | {"properties": place | shape.schema["properties"]}, shape.parts)
