"""Old shapes of facts, brought up to today's when they are read. What is stored stays as it was.

To change a fact: raise its VERSION, and add here, under the old topic, the function from the old `data` to the
new, with one stored example of the old version in the tests.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

Data = dict[str, Any]
Upcast = Callable[[Data], Data]
"""From the `data` of one version to that of the next."""

UPCASTS: Mapping[str, Upcast] = {}


def upcast(topic: str, value: bytes, upcasts: Mapping[str, Upcast]) -> tuple[str, bytes]:
    """Topic and bytes at the newest version that `upcasts` leads to; one step for each version."""
    envelope = json.loads(value)
    name, version = topic.split("/")
    while (step := upcasts.get(f"{name}/{version}")) is not None:
        version = str(int(version) + 1)
        envelope = envelope | {"version": int(version), "data": step(envelope["data"])}
    return f"{name}/{version}", json.dumps(envelope, ensure_ascii=False).encode()
