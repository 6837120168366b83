"""DCC assessments as `assessments list` gives them. The keys are promised to other programs."""

from datetime import date
from typing import Any, Literal

from services.reporter.rows import RowSource
from shared.domain.calendar import Calendar
from shared.domain.daycount import CONVENTIONS, FOR_DURATIONS, Convention, working_days
from shared.domain.reference import ModificationRef
from shared.readmodels import ASSESSMENTS, REGISTER
from shared.readmodels.assessments import Assessment

Which = Literal["all", "open", "completed"]
_OPEN = ("open", "stopped")


def assessments(
    rows: RowSource, day: date, which: Which, convention: Convention, calendar: Calendar
) -> list[dict[str, Any]]:
    """Those known by the end of `day`, by modification, then kind and number.

    `duration_wd` is by `convention`, or stated; `durations_wd` by each, where acceptance is dated.
    """
    known = [row for row in rows.of(ASSESSMENTS).values() if row.state_at(day) and _is(row, which, day)]
    return [
        _assessment(rows, row, day, convention, calendar)
        for row in sorted(known, key=lambda row: (ModificationRef.parse(row.stream), row.kind, row.n))
    ]


def _is(row: Assessment, which: Which, day: date) -> bool:
    state = row.state_at(day)
    return which == "all" or (state in _OPEN if which == "open" else state == "returned")


def _assessment(
    rows: RowSource, row: Assessment, day: date, convention: Convention, calendar: Calendar
) -> dict[str, Any]:
    modification = rows.of(REGISTER).get(row.stream)
    requested, accepted = row.first("requested", day), row.accepted_by(day)
    returned = row.last("returned", day) if row.state_at(day) == "returned" else None
    stated = row.stated_at(returned.on if returned else day)
    target = row.target_at(day)
    original = row.targets[0] if target else None
    stops = row.stops_at(day)
    end = returned.on if returned else day
    counted = working_days(accepted.on, end, convention, calendar, stops) if accepted else None
    whole = working_days(accepted.on, end, convention, calendar) if accepted else None
    return {
        "ref": modification.label_at(day) if modification else row.stream,
        "kind": row.kind,
        "n": row.n,
        "requested_on": requested.on.isoformat() if requested else None,
        "accepted_on": accepted.on.isoformat() if accepted else None,
        "returned_on": returned.on.isoformat() if returned else None,
        "state": row.state_at(day),
        "target_wd_original": original.target_wd if original else None,
        "target_wd": target.target_wd if target else None,
        "duration_wd": counted if counted is not None else stated.duration_wd if stated else None,
        "durations_wd": {
            name: working_days(accepted.on, end, CONVENTIONS[name], calendar, stops) if accepted else None
            for name in FOR_DURATIONS
        },
        "duration_stated": stated.duration_wd if stated else None,
        "stopped_wd": whole - counted if whole is not None and counted is not None else 0,
        "evidence": list(row.evidence_at(day)),
    }
