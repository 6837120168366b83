"""PURE. The id of a command: the same for one that is given again, so that it is carried out once."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from shared.process.command import Giver


def new() -> str:
    """Of a command that is meant once: given again, it is another."""
    return str(uuid4())


def of_key(giver: Giver, key: str) -> str:
    """Of the command that this giver gives under this key, over HTTP or otherwise."""
    return _id(b"command", giver.role.encode(), giver.person.encode(), key.encode(errors="surrogatepass"))


def of_content(giver: Giver, command: str, fields: Mapping[str, Any], ordinal: int = 1) -> str:
    """Of a command that is told by what it says alone; `ordinal` counts those that say the same in one text."""
    text = json.dumps(fields, sort_keys=True).encode()
    return _id(b"said", giver.role.encode(), giver.person.encode(), command.encode(), text, b"%d" % ordinal)


def of_sheet(meeting: str, command: str, fields: Mapping[str, Any], ordinal: int = 1) -> str:
    """Of a command that a row of the meeting's sheet means, whoever enters it and from whatever file."""
    text = json.dumps(fields, sort_keys=True).encode()
    return _id(b"sheet", meeting.encode(), command.encode(), text, b"%d" % ordinal)


def _id(*parts: bytes) -> str:
    """In the form of a UUID from a name: of all the parts, each with its length, so that none can pass for two."""
    digest = sha256(b"".join(len(part).to_bytes(8) + part for part in parts)).digest()
    return str(UUID(bytes=digest[:16], version=5))
