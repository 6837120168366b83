"""Consultations as `consultations list` gives them: planned, open, closed at 17:00, and who responded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from services.reporter.rows import RowSource
from shared.domain.reference import ModificationRef
from shared.readmodels import CONSULTATIONS, REGISTER, RESPONSES
from shared.readmodels.consultations import Consultation
from shared.readmodels.responses import Response

Which = Literal["all", "open", "expected", "closed"]


def consultations(rows: RowSource, day: date, which: Which = "all") -> list[dict[str, Any]]:
    """Those known by the end of `day`, by modification, type and number."""
    known = [row for row in rows.of(CONSULTATIONS).values() if row.opened_on <= day]
    responses = _by_consultation(known, rows.of(RESPONSES).values(), day)
    listed = [
        _consultation(rows, row, responses.get(row.key, ()), day)
        for row in sorted(known, key=lambda row: (ModificationRef.parse(row.stream), row.type, row.n))
    ]
    return [found for found in listed if which in ("all", found["state"])]


def _by_consultation(
    known: Iterable[Consultation], responses: Iterable[Response], day: date
) -> Mapping[str, Sequence[Response]]:
    """Each response belongs to the consultation of its type that was issued last by its day."""
    issued: dict[tuple[str, str], list[Consultation]] = defaultdict(list)
    for row in sorted(known, key=lambda row: row.n):
        issued[row.stream, row.type].append(row)
    of: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        told = issued.get((response.stream, response.type), [])
        if response.received.on <= day and told:
            by_then = [row for row in told if row.is_issued_at(response.received.on)]
            of[(by_then or told)[-1].key].append(response)
    return of


def _consultation(rows: RowSource, row: Consultation, responses: Sequence[Response], day: date) -> dict[str, Any]:
    modification = rows.of(REGISTER).get(row.stream)
    closes_on, ended_on = row.closes_on_at(day), row.ended_on_at(day)
    opened = row.opened if row.opened and row.opened.on <= day else None
    week = row.week_commencing if row.planned and row.planned.on <= day else None
    return {
        "ref": modification.label_at(day) if modification else row.stream,
        "title": modification.title_at(day) if modification else None,
        "type": row.type,
        "n": row.n,
        "state": state_at(row, day),
        "week_commencing": week.isoformat() if week else None,
        "opened_on": opened.on.isoformat() if opened else None,
        "closes_on": closes_on.isoformat() if closes_on else None,
        "closes_time": "17:00",
        "closed_on": ended_on.isoformat() if ended_on else None,
        "extensions": [
            {"on": each.on.isoformat(), "closes_on": each.closes_on.isoformat()}
            for each in row.extensions
            if each.on <= day
        ],
        "responses": _counted(row, responses, day),
        "evidence": [*row.evidence_at(day), *(id for each in responses for id in each.received.evidence)],
    }


def state_at(row: Consultation, day: date) -> str:
    """`expected`, `open`, `closed`, or `lapsed`: its week is over, and nothing says that it was issued."""
    if row.is_open_at(day):
        return "open"
    if row.is_issued_at(day):
        return "closed"
    return "expected" if row.is_expected_at(day) else "lapsed"


def _counted(row: Consultation, responses: Sequence[Response], day: date) -> dict[str, Any]:
    """`told`: how many there were, as it was said when it was closed; `received`: those that are recorded."""
    told = row.responses_told if row.closed and row.closed.on <= day else None
    return {
        "told": told,
        "received": len(responses),
        "by_category": _by(each.party_category for each in responses),
        "by_view": _by(each.view for each in responses),
    }


def _by(values: Iterable[str | None]) -> dict[str, int]:
    return dict(sorted(Counter(value or "not_told" for value in values).items()))
