"""Reads the part of YAML in which `infra/compose.yaml` is written: maps, lists in brackets, text, merged maps."""

import json
import re
from pathlib import Path
from typing import Any

LINE = re.compile(r"(?P<indent> *)(?P<key>[^:#\s][^:\s]*):(?: +(?P<value>\S.*?))?\s*")


def read(file: Path) -> dict[str, Any]:
    """The whole file. Raises ValueError for a line that is none of these, or a key that comes twice."""
    whole: dict[str, Any] = {}
    anchors: dict[str, dict[str, Any]] = {}
    open_maps: list[tuple[int, dict[str, Any]]] = [(-1, whole)]
    given: set[tuple[int, str]] = set()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = LINE.fullmatch(line)
        if not found:
            raise ValueError(f"{file.name}:{number} is no key with a value: {line}")
        indent, key, value = len(found["indent"]), found["key"], found["value"]
        while open_maps[-1][0] >= indent:
            open_maps.pop()
        into = open_maps[-1][1]
        # What came with a merged map may be given anew.
        if (id(into), key) in given:
            raise ValueError(f"{file.name}:{number} gives {key} again")
        given.add((id(into), key))
        if key == "<<":
            into.update(anchors[value.removeprefix("*")])
        elif value is None or value.startswith("&"):
            fresh: dict[str, Any] = {}
            into[key] = fresh
            open_maps.append((indent, fresh))
            if value:
                anchors[value.removeprefix("&")] = fresh
        else:
            into[key] = json.loads(value) if value[0] in '["' else value
    return whole
