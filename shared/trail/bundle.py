"""A bundle: one zip with facts, what was made of them, and all that shows both to be in a signed log.

Its form is written down in docs/verify.md; `verifier/verify.py` reads it, and knows nothing of this file. The same
parts give the same bytes, always: files in the order of their names, none compressed, all of one day.
"""

import json
import struct
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from zlib import crc32

from shared.trail.leaf import Line

FORMAT = "secchange-bundle/1"

_DAY = 0x21
"""1980-01-01, the first that a zip can tell."""
_FILE = 0o100644 << 16
"""An ordinary file, to be read by all."""

README = """\
This is a bundle of secchange: facts as they were recorded, what was made of them, and the proof of both.

    python verify.py BUNDLE.zip --key KEY

checks it on any machine, with Python 3.11 or later and its package `cryptography`. Take KEY, and verify.py too, from
whoever published the log, and not out of this file: who forges one can forge the other.
"""


@dataclass(frozen=True, slots=True)
class Proved:
    """A fact, its place in the tree (from 0), and the hashes that lead from there to the root."""

    line: Line
    index: int
    proof: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier checkpoint, as it was signed, and the hashes that show that the tree has grown from there."""

    note: str
    proof: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Bundle:
    """`about`: of what it is. `lines`: what the paper prints, with the facts behind it. `absent`: why, by hash.

    `trail`: the page of a modification's decision trail. It says in words what the facts say, and proves nothing.
    """

    about: Mapping[str, Any]
    origin: str
    checkpoint: str
    keys: Sequence[str]
    facts: Sequence[Proved]
    earlier: Sequence[Earlier]
    verifier: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    lines: Mapping[str, Any] | None = None
    tickets: Mapping[str, bytes] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    trail: bytes = b""

    def zipped(self) -> bytes:
        """The bytes of the whole."""
        content = self._content()
        head = {
            "format": FORMAT,
            "about": self.about,
            "origin": self.origin,
            "facts": len(self.facts),
            "files": {name: sha256(data).hexdigest() for name, data in content.items()},
            "tickets_not_there": self.absent,
        }
        return zipped({**content, "bundle.json": _pretty(head)})

    def _content(self) -> dict[str, bytes]:
        earlier = [{"checkpoint": each.note, "proof": list(map(_base64, each.proof))} for each in self.earlier]
        return {
            "README.txt": README.encode(),
            "verify.py": self.verifier,
            "checkpoint.txt": self.checkpoint.encode(),
            "key.txt": "".join(f"{key}\n" for key in self.keys).encode(),
            "facts.ndjson": b"".join(_fact(each) for each in sorted(self.facts, key=lambda each: each.index)),
            "consistency.json": _pretty({"earlier": earlier}),
            **({"lines.json": _pretty(self.lines)} if self.lines is not None else {}),
            **{f"paper/paper.{form}": data for form, data in self.files.items()},
            **({"trail.html": self.trail} if self.trail else {}),
            **{f"tickets/{digest}": raw for digest, raw in self.tickets.items()},
        }


def lines_of(paper: Mapping[str, Any]) -> dict[str, Any]:
    """Of a paper as JSON: each line, and each figure, with the facts behind it."""
    lines = [{"section": "glance", **line} for line in paper["glance"]]
    lines += [{"section": section["id"], **line} for section in paper["sections"] for line in section["lines"]]
    return {
        "lines": [{key: line[key] for key in ("section", "text", "evidence")} for line in lines],
        "figures": {name: {key: of[key] for key in ("value", "evidence")} for name, of in paper["figures"].items()},
    }


def evidence_of(lines: Mapping[str, Any]) -> set[str]:
    """The facts behind them."""
    return {fact for each in (*lines["lines"], *lines["figures"].values()) for fact in each["evidence"]}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One zip, of which every byte follows from the files."""
    body, index = bytearray(), bytearray()
    for name in sorted(files):
        data, at = files[name], len(body)
        common = struct.pack("<5H3I2H", 20, 0, 0, 0, _DAY, crc32(data), len(data), len(data), len(name), 0)
        body += b"PK\3\4" + common + name.encode("ascii") + data
        index += struct.pack("<4s2B", b"PK\1\2", 20, 3) + common
        index += struct.pack("<3H2I", 0, 0, 0, _FILE, at) + name.encode("ascii")
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(files), len(files), len(index), len(body), 0)
    return bytes(body + index + end)


def _fact(proved: Proved) -> bytes:
    line = proved.line._asdict()
    told = line | {
        "index": proved.index,
        "identity": proved.line.identity.hex() or None,
        "state": _base64(proved.line.state),
        "proof": list(map(_base64, proved.proof)),
    }
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n").encode()


def _pretty(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def streams_of(facts: Iterable[Proved]) -> dict[str, int]:
    """How many facts there are of each stream."""
    counts: dict[str, int] = {}
    for each in facts:
        counts[each.line.stream] = counts.get(each.line.stream, 0) + 1
    return counts
