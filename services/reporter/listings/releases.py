"""Releases and what is in them, as `releases list` gives them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from services.reporter.rows import RowSource
from shared.domain.reference import ModificationRef
from shared.readmodels import IMPLEMENTATIONS, REGISTER, RELEASES
from shared.readmodels.implementations import Implementation
from shared.readmodels.releases import Release


def releases(rows: RowSource, day: date) -> list[dict[str, Any]]:
    """Every release known by the end of `day`, by its date; those without a date last."""
    known = [row for row in rows.of(RELEASES).values() if row.opened_on <= day]
    parts: dict[str, list[Implementation]] = defaultdict(list)
    for part in rows.of(IMPLEMENTATIONS).values():
        parts[part.release].append(part)
    in_order = sorted(known, key=lambda row: (row.date_at(day) or date.max, row.name))
    return [_release(rows, row, parts[row.name], day) for row in in_order]


def _release(rows: RowSource, row: Release, parts: Sequence[Implementation], day: date) -> dict[str, Any]:
    on = row.date_at(day)
    live = row.live is not None and row.live.on <= day
    return {
        "release": row.name,
        "date": on.isoformat() if on else None,
        "state": "live" if live else "planned",
        "contents": [_item(rows, part, day) for part in _contents(parts, day)],
        "evidence": [id for step in (*row.plans, row.live) if step and step.on <= day for id in step.evidence],
    }


def _contents(parts: Sequence[Implementation], day: date) -> list[Implementation]:
    known = [part for part in parts if part.is_waiting_at(day) or part.is_implemented_at(day)]
    return sorted(known, key=lambda part: (ModificationRef.parse(part.stream), part.part or 0))


def _item(rows: RowSource, part: Implementation, day: date) -> dict[str, Any]:
    modification = rows.of(REGISTER).get(part.stream)
    done = part.implemented if part.is_implemented_at(day) else None
    return {
        "ref": modification.label_at(day) if modification else part.stream,
        "title": modification.title_at(day) if modification else None,
        "part": part.part,
        "implemented_on": done.on.isoformat() if done else None,
    }
