"""What really came from ticket systems, of the facts that tell of it."""

import json
from collections.abc import Sequence
from pathlib import Path

from shared.domain.recorded import StoredFact
from shared.inbox.box import FeedBox
from shared.inbox.sealing import CannotOpen, Sealer


def tickets_of(facts: Sequence[StoredFact], url: str, keys: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """By its hash, as it came; and why, where it cannot be had any more."""
    wanted = {str(raw): fact.stream.split("/")[1] for fact in facts if (raw := _raw_hash(fact))}
    there: dict[str, bytes] = {}
    absent: dict[str, str] = {}
    if wanted:
        with FeedBox(url, Sealer(keys)) as box:
            for digest, source in wanted.items():
                _open(box, digest, source, there, absent)
    return there, absent


def _open(box: FeedBox, digest: str, source: str, there: dict[str, bytes], absent: dict[str, str]) -> None:
    kept = box.by_digest(bytes.fromhex(digest), source)
    if kept is None:
        absent[digest] = "it is not in the inbox"
        return
    try:
        there[digest] = box.opened(kept)
    except CannotOpen:
        absent[digest] = f"the key of {kept.key} does not open it, or was thrown away"


def _raw_hash(fact: StoredFact) -> object:
    return json.loads(fact.value)["data"].get("raw_sha256") if b'"raw_sha256"' in fact.value else None
