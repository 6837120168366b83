"""PURE. What came of each forecast, by the rows of a later day."""

from collections.abc import Callable, Mapping
from datetime import date

from services.reporter.forecasts.forecast import Came, Compared, Forecast, Kind
from services.reporter.prepare.consultations import last_day_of
from services.reporter.rows import RowSource
from shared.domain.streams import release as stream_of
from shared.readmodels import CONSULTATIONS, IMPLEMENTATIONS, MEETINGS, PROCEEDINGS, RELEASES
from shared.readmodels.deeds import Deed
from shared.readmodels.implementations import Implementation
from shared.readmodels.meetings import Meeting
from shared.readmodels.readmodel import Step

_ANSWERS: frozenset[Deed] = frozenset({"converted", "conversion_refused", "report_phase_approved", "report_returned"})
"""What the Panel makes of that which goes to it."""


def compared(forecasts: tuple[Forecast, ...], rows: RowSource, day: date) -> tuple[Compared, ...]:
    """Each with what is recorded of it by the end of `day`, in the order given."""
    return tuple(CAME[forecast.kind](forecast, rows, day) for forecast in forecasts)


def _consultation(forecast: Forecast, rows: RowSource, day: date) -> Compared:
    row = rows.of(CONSULTATIONS).get(forecast.key)
    if row is None:
        return _still_out(forecast, day)
    issued = row.opened or row.closed
    if issued and issued.on <= day:
        return _came(forecast, issued)
    week = row.week_commencing
    if week and row.planned and row.planned.on <= day and week != forecast.days.first:
        came: Came = "moved" if day <= last_day_of(week) else "not_come"
        return Compared(forecast, came, week, row.planned.evidence)
    return _still_out(forecast, day)


def _meeting(forecast: Forecast, rows: RowSource, day: date) -> Compared:
    """Held, or seen to have decided something that day; else another of the body in its place, if it was cancelled."""
    row = rows.of(MEETINGS).get(forecast.key)
    if row is None:
        return _still_out(forecast, day)
    if row.held and row.held.on <= day:
        return Compared(forecast, "as_forecast", row.on, row.held.evidence)
    if row.on <= day and (done := _done_by(rows, row)):
        return Compared(forecast, "as_forecast", row.on, done)
    if row.cancelled and row.cancelled.on <= day:
        return _instead(forecast, rows, row, row.cancelled, day)
    return _still_out(forecast, day)


def _done_by(rows: RowSource, meeting: Meeting) -> tuple[str, ...]:
    deeds = rows.of(PROCEEDINGS).values()
    done = [row.taken for row in deeds if row.body == meeting.body and row.taken.exact and row.taken.on == meeting.on]
    return done[0].evidence if done else ()


def _instead(forecast: Forecast, rows: RowSource, meeting: Meeting, cancelled: Step, day: date) -> Compared:
    """The first regular one of the body that was called since, or held though nobody had called it."""
    others = [row for row in rows.of(MEETINGS).values() if row.body == meeting.body and not row.ad_hoc]
    called = ((row, row.scheduled or row.agenda or row.held) for row in others)
    since = [
        (row, taken)
        for row, taken in called
        if taken and cancelled.on <= taken.on <= day and not (row.cancelled and row.cancelled.on <= day)
    ]
    if not since:
        return Compared(forecast, "cancelled", None, cancelled.evidence)
    row, taken = min(since, key=lambda each: each[0].on)
    came: Came = "another_day" if row.held and row.held.on <= day else "moved"
    return Compared(forecast, came, row.on, (*cancelled.evidence, *(row.held or taken).evidence))


def _presentation(forecast: Forecast, rows: RowSource, day: date) -> Compared:
    """The Panel answered, or its Proposer had withdrawn it before."""
    deeds = [row for row in rows.of(PROCEEDINGS).values() if row.stream == forecast.key and row.taken.on <= day]
    told_since = [row for row in deeds if row.deed in _ANSWERS and row.taken.on >= forecast.days.first]
    if told_since:
        return _came(forecast, min((row.taken for row in told_since), key=lambda taken: taken.on))
    withdrawn = [row.taken for row in deeds if row.deed == "withdrawn"]
    if withdrawn:
        return Compared(forecast, "withdrawn", withdrawn[-1].on, withdrawn[-1].evidence)
    return _still_out(forecast, day)


def _release(forecast: Forecast, rows: RowSource, day: date) -> Compared:
    row = rows.of(RELEASES).get(forecast.key)
    if row is None:
        return _still_out(forecast, day)
    if row.live and row.live.on <= day:
        return _came(forecast, row.live)
    plans = [plan for plan in row.plans if plan.on <= day]
    if plans and plans[-1].planned_on != forecast.days.first:
        return _planned(forecast, plans[-1].planned_on, plans[-1], day)
    return _still_out(forecast, day)


def _implementation(forecast: Forecast, rows: RowSource, day: date) -> Compared:
    """In the release that was forecast, or in another to which it was assigned since."""
    parts = rows.of(IMPLEMENTATIONS)
    row = parts.get(forecast.key)
    if row is None:
        return _still_out(forecast, day)
    same = [part for part in parts.values() if part.stream == row.stream and part.part == row.part]
    done = [part.implemented for part in same if part.implemented and part.implemented.on <= day]
    if done:
        return _came(forecast, min(done, key=lambda step: step.on))
    assigned = [(part, part.assigned) for part in same if part.assigned and part.assigned.on <= day]
    last, taken = max(assigned, key=lambda each: each[1].on, default=(row, None))
    on = _day_of(rows, last, day)
    if taken and on and on != forecast.days.first:
        return _planned(forecast, on, taken, day)
    return _still_out(forecast, day)


def _day_of(rows: RowSource, part: Implementation, day: date) -> date | None:
    release = rows.of(RELEASES).get(stream_of(part.release))
    return (release.date_at(day) if release else None) or part.planned_on


def _came(forecast: Forecast, taken: Step) -> Compared:
    came: Came = "as_forecast" if taken.on in forecast.days else "another_day"
    return Compared(forecast, came, taken.on, taken.evidence)


def _planned(forecast: Forecast, on: date, told: Step, day: date) -> Compared:
    """For another day now: which may be over as well."""
    return Compared(forecast, "moved" if day <= on else "not_come", on, told.evidence)


def _still_out(forecast: Forecast, day: date) -> Compared:
    return Compared(forecast, "not_come" if day > forecast.days.last else "not_due")


CAME: Mapping[Kind, Callable[[Forecast, RowSource, date], Compared]] = {
    "consultation": _consultation,
    "meeting": _meeting,
    "presentation": _presentation,
    "release": _release,
    "implementation": _implementation,
}
"""How each kind is looked for."""
