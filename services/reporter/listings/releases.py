"""Releases and what is in them, as `releases list` gives them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from services.reporter.rows import RowSource
from shared.domain.reference import ModificationRef
from shared.readmodels import IMPLEMENTATIONS, REGISTER, RELEASES
from shared.readmodels.implementations import Implementation, Left
from shared.readmodels.releases import Approved, Planned, Release


def releases(rows: RowSource, day: date) -> list[dict[str, Any]]:
    """Every release known by the end of `day`, by its date; those without a date last."""
    known = [row for row in rows.of(RELEASES).values() if row.opened_on <= day]
    parts: dict[str, list[Implementation]] = defaultdict(list)
    for part in rows.of(IMPLEMENTATIONS).values():
        parts[part.release].append(part)
    in_order = sorted(known, key=lambda row: (row.date_at(day) or date.max, row.name))
    return [_release(rows, row, parts[row.name], day) for row in in_order]


def _release(rows: RowSource, row: Release, parts: Sequence[Implementation], day: date) -> dict[str, Any]:
    on, wish, approval = row.date_at(day), row.wish_at(day), row.approval_at(day)
    live = row.live is not None and row.live.on <= day
    told = (*row.plans, *row.wishes, *row.approvals, row.live)
    return {
        "release": row.name,
        "date": on.isoformat() if on else None,
        "state": "live" if live else "planned",
        "sec_version": row.sec_version if live else None,
        "change_requested": {"date": wish.planned_on.isoformat(), "reason": wish.reason} if wish and not live else None,
        "change_approved": _approved(approval) if approval and not live else None,
        "history": [_told(told) for told in row.plans if told.on <= day],
        "contents": [_item(rows, part, day) for part in _contents(parts, day)],
        "left": [_gone(rows, part, part.left) for part in parts if part.left and part.left.on <= day],
        "evidence": [id for step in told if step and step.on <= day for id in step.evidence],
    }


def _told(plan: Planned) -> dict[str, Any]:
    return {"on": plan.on.isoformat(), "date": plan.planned_on.isoformat(), "moved": plan.moved}


def _approved(approval: Approved) -> dict[str, Any]:
    """`flex_to`: up to when the Panel may move it by itself."""
    flex_to = approval.flex_to.isoformat() if approval.flex_to else None
    return {"date": approval.planned_on.isoformat(), "flex_to": flex_to}


def _gone(rows: RowSource, part: Implementation, left: Left) -> dict[str, Any]:
    """What was to be in it and is not any more; `into` is the release in which it is instead."""
    modification = rows.of(REGISTER).get(part.stream)
    return {
        "ref": modification.label_at(left.on) if modification else part.stream,
        "part": part.part,
        "on": left.on.isoformat(),
        "into": left.into,
        "reason": left.reason,
    }


def _contents(parts: Sequence[Implementation], day: date) -> list[Implementation]:
    known = [part for part in parts if part.is_waiting_at(day) or part.is_implemented_at(day)]
    return sorted(known, key=lambda part: (ModificationRef.parse(part.stream), part.part or 0))


def _item(rows: RowSource, part: Implementation, day: date) -> dict[str, Any]:
    modification = rows.of(REGISTER).get(part.stream)
    done, own = part.implemented if part.is_implemented_at(day) else None, part.move_at(day)
    return {
        "ref": modification.label_at(day) if modification else part.stream,
        "title": modification.title_at(day) if modification else None,
        "part": part.part,
        "implemented_on": done.on.isoformat() if done else None,
        "planned_on": own.planned_on.isoformat() if own and not done else None,
    }
