"""What a service has said of itself in the file that its log goes to."""

import json
from pathlib import Path
from typing import Any


def said_in(log: Path) -> list[dict[str, Any]]:
    """The events so far, in order. What is no event, as a warning of Python's, is passed over, and half a last line."""
    lines = log.read_text().splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}\n")]
