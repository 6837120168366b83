"""A small body for each command, from its schema: such as a careful program would send."""

from collections.abc import Mapping
from typing import Any

from shared.process.rules import BY_COMMAND
from shared.process.wire import model_of

REFS = {
    "modification": "DP125",
    "meeting": "meeting/panel/2020-06-19",
    "release": "release/2020-11",
    "paper": "paper/2020-06",
    None: "DP125",
}
_BY_NAME = {
    **dict.fromkeys(("depends_on", "into", "awaiting", "stream"), "MP126"),
    **dict.fromkeys(("of", "proposal"), "125#1"),
    **{"label": "DP125", "release": "2020-11", "month": "2020-06", "suffix": "A"},
}


def body_for(name: str) -> dict[str, Any]:
    """Only what is required."""
    schema = model_of(name).model_json_schema()
    body: dict[str, Any] = _least(schema, schema.get("$defs", {}), name)
    rule = BY_COMMAND[name]
    if rule.command == "SplitProposal":
        body["children"] = [{"suffix": suffix, "title": "x"} for suffix in "AB"]
    return body | {"ref": REFS[rule.of], "on": "2020-06-19", "evidence": "minutes"}


def _least(schema: Mapping[str, Any], named: Mapping[str, Any], name: str) -> Any:
    if "$ref" in schema:
        return _least(named[schema["$ref"].rpartition("/")[2]], named, name)
    if "anyOf" in schema:
        return _least(schema["anyOf"][0], named, name)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            return {each: _least(fields[each], named, each) for each in schema.get("required", ())}
        case "array":
            return [_least(schema["items"], named, name) for _ in range(schema.get("minItems", 0))]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case _ if schema.get("format") == "date":
            return "2020-06-19"
        case _:
            return _BY_NAME.get(name, "x")
