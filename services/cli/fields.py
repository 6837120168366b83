"""From the words of a command line to the fields of a command. What a value may be, the command's model says.

`--outcome ready`, `--outcome=ready`; `--proposer.name "John Noad"` for a field within a field, or the whole of it as
JSON; `--considered DP125 --considered DP127` for a list, or `--considered '["DP125", "DP127"]'`; `--ad-hoc`,
`--no-ad-hoc`, `--ad-hoc false`. Names with dashes or underscores.
"""

import json
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from services.cli.exits import WrongUsage
from services.cli.shapes import Shape, options


def fields_from(words: Sequence[str], shape: Shape, command: str) -> dict[str, Any]:
    """The fields as a JSON object. Raises WrongUsage for a word that is no field's, or stands twice."""
    fields: dict[str, Any] = {}
    for name, value in _pairs(words):
        path, inner, value = _placed(name, value, shape, command)
        _put(fields, path, inner, value)
    return fields


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Each option with its value, None where it has none."""
    left = list(words)
    while left:
        word = left.pop(0)
        if not word.startswith("--") or word == "--":
            raise WrongUsage(f"{word!r} stands alone: expected an option before it, such as --title {word!r}")
        name, equals, value = word[2:].partition("=")
        if equals:
            yield name, value
        elif left and not left[0].startswith("--"):
            yield name, left.pop(0)
        else:
            yield name, None


def _placed(name: str, value: str | None, shape: Shape, command: str) -> tuple[list[str], Shape, str | None]:
    path = name.replace("-", "_").split(".")
    if inner := _find(shape, path):
        return path, inner, value
    if path[0].startswith("no_") and value is None:
        plain = [path[0].removeprefix("no_"), *path[1:]]
        if (inner := _find(shape, plain)) and inner.kind == "flag":
            return plain, inner, "false"
    known = [option.replace("_", "-") for option, _ in options(shape)]
    near = get_close_matches(name, known, n=2)
    hint = f"near: {', '.join(f'--{each}' for each in near)}" if near else f"`secchange command {command} --help`"
    raise WrongUsage(f"{command} has no --{name}; {hint}")


def _find(shape: Shape, path: Sequence[str]) -> Shape | None:
    """The shape of the field at that path; any field may stand in an object of which nothing is said."""
    for name in path:
        if shape.kind == "anything" and name:
            return shape
        found = shape.fields.get(name)
        if found is None:
            return None
        shape = found
    return shape


def _put(fields: dict[str, Any], path: Sequence[str], shape: Shape, text: str | None) -> None:
    *outer, name = path
    place: Any = fields
    for part in outer:
        place = place.setdefault(part, {})
        if not isinstance(place, dict):
            raise WrongUsage(f"--{'.'.join(path)}: --{part} is given as a whole already")
    if shape.kind == "list":
        place.setdefault(name, []).extend(_items(text, shape, path))
    elif name in place:
        raise WrongUsage(f"--{'.'.join(path).replace('_', '-')} stands twice")
    else:
        place[name] = _value(text, shape, path)


def _items(text: str | None, shape: Shape, path: Sequence[str]) -> list[Any]:
    if text is not None and text.lstrip().startswith("["):
        found = _json(text)
        if isinstance(found, list):
            return found
    return [_value(text, shape.items or Shape("anything"), path)]


def _value(text: str | None, shape: Shape, path: Sequence[str]) -> Any:
    """As JSON would have it; what does not fit stays text, and the model says what was expected."""
    if text is None:
        if shape.kind == "flag":
            return True
        raise WrongUsage(f"--{'.'.join(path).replace('_', '-')} needs a value: {shape.in_words}")
    match shape.kind:
        case "text" | "day":
            return text
        case "flag":
            return {"true": True, "yes": True, "false": False, "no": False}.get(text.strip().lower(), text)
        case "number":
            return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text.strip()) else text
        case _:
            return _json(text)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
