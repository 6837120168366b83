"""Values that fit a JSON Schema, as far as the schemas of commands go."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Schema = Mapping[str, Any]
Values = SearchStrategy[Any]

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
_DAYS = st.dates(date(2013, 1, 1), date(2030, 12, 31)) | st.dates()
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXT, inner, max_size=2),
    max_leaves=4,
)


def values_of(schema: Schema, defs: Mapping[str, Schema]) -> Values:
    """Whatever the schema allows."""
    if "$ref" in schema:
        return values_of(defs[schema["$ref"].rsplit("/", 1)[1]], defs)
    if "anyOf" in schema:
        return st.one_of([values_of(each, defs) for each in schema["anyOf"]])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    match schema.get("type"):
        case "string":
            return _texts(schema)
        case "integer":
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "array":
            return st.lists(values_of(schema["items"], defs), min_size=schema.get("minItems", 0), max_size=3)
        case "object" if "properties" in schema:
            return objects_of(schema, defs)
        case "object":
            return st.dictionaries(_TEXT, _ANYTHING, max_size=2)
        case _:
            return _ANYTHING


def _texts(schema: Schema) -> Values:
    if schema.get("format") == "date":
        return _DAYS.map(date.isoformat)
    if "pattern" in schema:
        pattern: str = schema["pattern"]
        return st.from_regex(pattern, fullmatch=True).filter(lambda text: "\0" not in text)
    return _TEXT.filter(lambda text: len(text) >= schema.get("minLength", 0))


def objects_of(schema: Schema, defs: Mapping[str, Schema]) -> SearchStrategy[dict[str, Any]]:
    """With all fields that must be there, and any of the others."""
    fields = {name: values_of(each, defs) for name, each in schema["properties"].items()}
    needed = {name: each for name, each in fields.items() if name in schema.get("required", ())}
    return st.fixed_dictionaries(needed, optional={name: each for name, each in fields.items() if name not in needed})
