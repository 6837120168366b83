"""What `secchange audit` prints: text for people, JSON for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from shared.domain.facts import FACTS
from shared.trail.keys import KeyList
from shared.trailstore.verdict import Verdict

SHOWN = 20
"""Findings, to a person; a program is given all."""


def every_topic() -> frozenset[str]:
    """That a fact of this system may ever have been stored under."""
    return frozenset(f"{fact.__name__}/{version}" for fact in FACTS for version in range(1, fact.VERSION + 1))


def checkpoint_json(note: str, keys: KeyList, place: Path) -> dict[str, Any]:
    told = keys.accepted(note)
    return {
        "checkpoint": note,
        "origin": told.origin,
        "size": told.size,
        "root": told.root.hex(),
        "position": told.position,
        "kept_in": str(place),
    }


def keys_json(keys: KeyList) -> list[dict[str, Any]]:
    return [
        {"key": each.key.vkey, "from_size": each.from_size, "until_size": keys.until_size(each.key)}
        for each in keys.periods
    ]


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "origin": verdict.origin,
        "facts": verdict.facts,
        "covered": verdict.covered,
        "position": verdict.position,
        "checkpoints": {
            "held": verdict.held,
            "agree": [{"size": each.size, "position": each.position} for each in verdict.agreed],
        },
        "findings": [asdict(finding) for finding in verdict.findings],
        "remarks": list(verdict.remarks),
    }


def verdict_text(verdict: Verdict) -> str:
    """The first thing that is amiss is told first."""
    return "\n".join(_lines(verdict)) + "\n"


def _lines(verdict: Verdict) -> Iterator[str]:
    covered = f"{verdict.covered:,} in the tree"
    yield f"{verdict.origin}: {verdict.facts:,} facts up to position {verdict.position:,}, {covered}"
    yield f"checkpoints held outside: {verdict.held}, of which {len(verdict.agreed)} agree"
    for finding in verdict.findings[:SHOWN]:
        yield f"  {finding.kind.upper()} {finding.message}"
    if (left := len(verdict.findings) - SHOWN) > 0:
        yield f"  and {left:,} more findings (--json tells them all)"
    yield from (f"note: {remark}" for remark in verdict.remarks)
    yield "every fact is as it was recorded" if not verdict.findings else f"{len(verdict.findings):,} findings"
