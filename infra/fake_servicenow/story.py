"""The assessments of the Change Status Report of June 2020 (SECP_81_1906_12, section 3), played as tickets.

Dates, targets and durations are the paper's; that a ticket was opened a week before it was accepted, or before it was
returned where nobody says when it was accepted, and closed a week after, is assumed.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from threading import Event
from typing import NamedTuple

from infra.fake_servicenow.table import Table


class Assessment(NamedTuple):
    """A row of the paper: accepted and open, or returned; `stated_wd` is the duration that it prints."""

    modification: str
    kind: str
    accepted_on: date | None
    returned_on: date | None
    target_wd: int
    stated_wd: int


def _open(modification: str, kind: str, accepted_on: str, target_wd: int, stated_wd: int) -> Assessment:
    return Assessment(modification, kind, date.fromisoformat(accepted_on), None, target_wd, stated_wd)


def _done(modification: str, kind: str, returned_on: str, target_wd: int, stated_wd: int) -> Assessment:
    return Assessment(modification, kind, None, date.fromisoformat(returned_on), target_wd, stated_wd)


LAST_DAY = date(2020, 5, 31)
"""To which the paper counts."""

ASSESSMENTS = (
    _open("SECMP0007", "IA", "2020-02-06", 40, 82),
    _open("SECMP0056", "IA", "2019-07-02", 40, 239),
    _open("SECMP0066", "PA", "2019-06-13", 15, 252),
    _open("MP078", "PA", "2020-04-17", 15, 31),
    _open("MP092", "PA", "2019-12-02", 15, 130),
    _open("MP099", "IA", "2020-05-05", 40, 19),
    _open("MP106", "PA", "2020-03-26", 15, 34),
    _open("MP107", "PA", "2020-04-20", 15, 21),
    _open("MP109", "PA", "2020-05-26", 15, 1),
    _done("SECMP0015", "IA", "2020-04-30", 40, 266),
    _done("SECMP0024", "PA", "2020-02-21", 15, 193),
    _done("SECMP0046", "PA", "2019-09-09", 15, 31),
    _done("SECMP0053", "IA", "2019-09-20", 40, 35),
    _done("SECMP0062", "IA", "2019-07-04", 40, 77),
    _done("SECMP0063", "PA", "2019-08-01", 15, 18),
    _done("SECMP0067", "PA", "2019-06-05", 25, 24),
    _done("SECMP0067", "IA", "2020-03-12", 40, 17),
    _done("MP077", "PA", "2019-12-31", 40, 40),
    _done("MP078", "PA", "2019-12-31", 15, 66),
    _done("MP080", "PA", "2020-01-17", 15, 41),
    _done("MP090", "PA", "2020-02-11", 15, 58),
    _done("MP090", "PA", "2020-04-15", 15, 17),
    _done("MP093", "PA", "2020-01-21", 15, 37),
    _done("MP093", "IA", "2020-03-06", 40, 2),
    _done("MP099", "PA", "2020-03-17", 15, 27),
    _done("MP105", "PA", "2020-05-04", 15, 15),
    _done("MP122", "PA", "2020-05-28", 15, 10),
)

_A_WEEK = timedelta(days=7)


class Step(NamedTuple):
    """One change of one ticket; `created` where it is the first."""

    at: datetime
    number: str
    created: bool
    changes: dict[str, str]


def steps() -> list[Step]:
    """All of them, in the order of their days."""
    told = [step for place, row in enumerate(ASSESSMENTS) for step in _steps(f"CHG00312{place:02d}", row, place)]
    return sorted(told, key=lambda step: (step.at, step.number))


def play(table: Table, seconds: float, stop: Event) -> None:
    """Over so many seconds, or until it is to stop."""
    told = steps()
    for step in told:
        if stop.wait(seconds / len(told)):
            return
        tell(table, step)


def tell(table: Table, step: Step) -> None:
    """One step, stamped as it was then."""
    if step.created:
        table.create(step.number, at=step.at, **step.changes)
    else:
        table.update(_sys_id(table, step.number), at=step.at, **step.changes)


def _sys_id(table: Table, number: str) -> str:
    return next((each["sys_id"] for each in table.records() if each["number"] == number), number)


def _steps(number: str, row: Assessment, place: int) -> Iterator[Step]:
    of = {"u_modification": row.modification, "u_assessment_type": row.kind, "u_target_wd": str(row.target_wd)}
    day = row.accepted_on or row.returned_on
    assert day
    yield Step(_at(day - _A_WEEK, place), number, True, of)
    reported = {"u_dcc_reported_wd": str(row.stated_wd)}
    if row.accepted_on:
        accepted = {"state": "-4", "u_accepted_on": row.accepted_on.isoformat()}
        yield Step(_at(row.accepted_on, place), number, False, accepted)
        yield Step(_at(LAST_DAY, place), number, False, {"state": "-3"} | reported)
    if row.returned_on:
        returned = {"state": "0", "u_returned_on": row.returned_on.isoformat()}
        yield Step(_at(row.returned_on, place), number, False, returned | reported)
        if (closed := _at(row.returned_on + _A_WEEK, place)).date() <= LAST_DAY:
            changes = {"state": "3", "active": "false", "closed_at": closed.strftime("%Y-%m-%d %H:%M:%S")}
            yield Step(closed, number, False, changes)


def _at(day: date, place: int) -> datetime:
    """In the morning, one ticket after another."""
    return datetime.combine(day, time(9), UTC) + timedelta(minutes=place)
