"""Bundles written from the written form alone (docs/verify.md), to be looked at and to be forged."""

import json
from base64 import b64encode
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.verifier import naive
from tests.verifier.naive import Row

VERIFIER = Path(__file__).parents[2] / "shared" / "trail" / "verifier" / "verify.py"
ORIGIN = "secchange/0badcafe"


class Signer:
    """A key of the log's name."""

    def __init__(self, seed: int, name: str = ORIGIN) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))
        self.name = name
        self._public = b"\x01" + self._key.public_key().public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + self._public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(self._public).decode()}"

    def checkpoint(self, rows: list[Row], origin: str = ORIGIN) -> str:
        root = b64encode(naive.root([naive.data(row) for row in rows])).decode()
        return self.note(f"{origin}\n{len(rows)}\n{root}\nposition {rows[-1].position}\n")

    def note(self, text: str) -> str:
        signature = b64encode(self.id + self._key.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {signature}\n"


OURS, ANOTHER = Signer(1), Signer(2)


@dataclass
class Made:
    """The parts of a bundle. `files` lists what is there by the hashes that it has."""

    about: dict[str, Any]
    checkpoint: str
    facts: list[dict[str, Any]]
    earlier: list[dict[str, Any]] = field(default_factory=list)
    paper: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, Any] | None = None
    tickets: dict[str, bytes] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    key: str = f"{OURS.vkey}\n"
    origin: str = ORIGIN
    count: int | None = None
    format: str = "secchange-bundle/1"
    without: str = ""
    rows: list[Row] = field(default_factory=list)
    others: dict[str, bytes] = field(default_factory=dict)
    """Files in the place of those that would be there, or beside them."""

    def copy(self) -> "Made":
        return deepcopy(self)

    def at(self, size: int) -> dict[str, Any]:
        """The earlier checkpoint of that size."""
        return earlier(self.rows, size)

    def content(self) -> dict[str, bytes]:
        """All files but the list of them."""
        return {
            "README.txt": b"Read docs/verify.md.\n",
            "verify.py": VERIFIER.read_bytes(),
            "checkpoint.txt": self.checkpoint.encode(),
            "key.txt": self.key.encode(),
            "facts.ndjson": b"".join(one_line(each) for each in self.facts),
            "consistency.json": pretty({"earlier": self.earlier}),
            **({"lines.json": pretty(self.lines)} if self.lines else {}),
            **self.paper,
            **{f"tickets/{digest}": raw for digest, raw in self.tickets.items()},
            **self.others,
        }

    def files(self) -> dict[str, bytes]:
        content = {name: raw for name, raw in self.content().items() if name != self.without}
        head = {
            "format": self.format,
            "about": self.about,
            "origin": self.origin,
            "facts": len(self.facts) if self.count is None else self.count,
            "files": {name: sha256(raw).hexdigest() for name, raw in content.items()},
            "tickets_not_there": self.absent,
        }
        return {"bundle.json": pretty(head), **content}

    def zip(self) -> bytes:
        return zipped(self.files())


def zipped(files: dict[str, bytes]) -> bytes:
    """In the order of the names, not compressed, all of one day."""
    target = BytesIO()
    with ZipFile(target, "w") as zip:
        for name in sorted(files):
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            zip.writestr(info, files[name])
    return target.getvalue()


def pretty(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def one_line(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n").encode()


def fact_of(row: Row, index: int, leaves: list[bytes]) -> dict[str, Any]:
    """The row as a bundle has it."""
    return {
        **{name: getattr(row, name) for name in ("position", "stream", "version", "topic")},
        **{name: getattr(row, name) for name in ("known_at_us", "latest_known_at_us", "recorded_at_us")},
        "index": index,
        "identity": row.identity.hex() if row.identity else None,
        "state": b64encode(row.state).decode(),
        "proof": [b64encode(step).decode() for step in naive.inclusion(index, leaves)],
    }


def earlier(rows: list[Row], size: int, signer: Signer = OURS) -> dict[str, Any]:
    """A checkpoint at that size, and the proof that the log has grown from it."""
    proof = naive.consistency(size, [naive.data(row) for row in rows])
    return {"checkpoint": signer.checkpoint(rows[:size]), "proof": [b64encode(step).decode() for step in proof]}
