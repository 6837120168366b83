"""Meetings as `meetings list` gives them, with what was on their agendas and since when."""

from datetime import date
from typing import Any

from services.reporter.rows import RowSource
from shared.domain.reference import ModificationRef
from shared.domain.streams import Body
from shared.readmodels import MEETINGS, REGISTER
from shared.readmodels.meetings import Meeting, OnTheAgenda


def meetings(rows: RowSource, day: date, body: Body | None = None) -> list[dict[str, Any]]:
    """Those known by the end of `day`, by their days; of one body where one is named."""
    known = [row for row in rows.of(MEETINGS).values() if row.opened_on <= day and body in (None, row.body)]
    return [_meeting(rows, row, day) for row in sorted(known, key=lambda row: (row.on, row.body))]


def _meeting(rows: RowSource, row: Meeting, day: date) -> dict[str, Any]:
    held, agenda = row.is_held_at(day), row.agenda_at(day)
    considered = row.considered if held else None
    told = (row.scheduled, *row.agendas, row.held, row.cancelled)
    return {
        "meeting": row.stream,
        "body": row.body,
        "on": row.on.isoformat(),
        "state": state_at(row, day),
        "mode": row.mode if held else None,
        "ad_hoc": row.ad_hoc if held else False,
        "agenda_on": row.agenda_on.isoformat() if row.agenda_on else None,
        "agenda_published_on": agenda.on.isoformat() if agenda else None,
        "provisional": agenda.provisional if agenda else False,
        "items": [_item(rows, each, day) for each in _in_order(row, day)],
        "considered": [_label(rows, stream, day) for stream in considered] if considered is not None else None,
        "reason": row.reason if row.is_cancelled_at(day) else None,
        "evidence": [id for step in told if step and step.on <= day for id in step.evidence],
    }


def state_at(row: Meeting, day: date) -> str:
    """`scheduled`, `held`, `cancelled`, or `untold`: its day is over, and nothing says that it was held."""
    if row.is_cancelled_at(day):
        return "cancelled"
    if row.is_held_at(day):
        return "held"
    return "scheduled" if row.on >= day else "untold"


def _in_order(row: Meeting, day: date) -> list[OnTheAgenda]:
    """What is on the agenda at the end of `day`, and what was on it before."""
    known = [each for each in row.memberships() if each.since.on <= day]
    return sorted(known, key=lambda each: (ModificationRef.parse(each.item.stream), each.since.on))


def _item(rows: RowSource, each: OnTheAgenda, day: date) -> dict[str, Any]:
    """`until`: the day from which it was no more on the agenda."""
    modification = rows.of(REGISTER).get(each.item.stream)
    return {
        "ref": _label(rows, each.item.stream, day),
        "title": modification.title_at(day) if modification else None,
        "purpose": each.item.purpose,
        "since": each.since.on.isoformat(),
        "until": each.until.on.isoformat() if each.until and each.until.on <= day else None,
    }


def _label(rows: RowSource, stream: str, day: date) -> str:
    modification = rows.of(REGISTER).get(stream)
    return modification.label_at(day) if modification else stream
