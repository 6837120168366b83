"""PURE. A difference as JSON for programs. Its keys are promised; more may come beside them."""

from typing import Any

from services.reporter.diff.difference import KINDS, Change, Difference, Edition
from services.reporter.render.colophon import colophon


def as_json(difference: Difference) -> dict[str, Any]:
    """`kind` is R1, R2, R3 or C, and null between the papers of two months; `before` and `after` null where there is
    nothing."""
    return {
        "before": _edition(difference.before),
        "after": _edition(difference.after),
        "figures": [change_json(change) for change in difference.figures],
        "rows": [change_json(change) for change in difference.rows],
        "lines": [change_json(change) for change in difference.lines],
        "expected": [change_json(change) for change in difference.expected],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {"name": edition.name, "month": str(edition.cut.month), "colophon": colophon(edition.cut)}


def change_json(change: Change) -> dict[str, Any]:
    return {
        "name": change.name,
        "section": change.section,
        "under": change.under or None,
        "before": change.before,
        "after": change.after,
        "kind": change.kind,
        "why": KINDS[change.kind] if change.kind else None,
        "facts": list(change.facts),
    }
