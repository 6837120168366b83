"""Weeks begin on Mondays, and nobody meets, decides or returns on a weekend."""

from collections.abc import Iterator

from shared.papers.checks.days import about_days, what
from shared.papers.checks.said import Statements, day, label, of_kind
from shared.papers.finding import Finding
from shared.papers.words import WEEKDAYS, printed

_ON_WEEKDAYS = {
    "meeting_held": "on",
    "meeting_scheduled": "on",
    "voted": "on",
    "determined": "on",
    "assessment_open": "accepted_on",
    "assessment_completed": "returned_on",
}


def weeks_begin_on_mondays(statements: Statements) -> Iterator[Finding]:
    for planned in of_kind(statements, "consultation_planned"):
        monday = day(planned, "week_commencing")
        if monday and monday.weekday() != 0:
            message = (
                f"{label(planned)}: the week commencing {printed(monday)} begins on a {WEEKDAYS[monday.weekday()]}"
            )
            yield about_days("weeks-begin-on-mondays", message, (planned,), "give the Monday of the week")


def days_are_weekdays(statements: Statements) -> Iterator[Finding]:
    for statement in of_kind(statements, *_ON_WEEKDAYS):
        on = day(statement, _ON_WEEKDAYS[statement.kind])
        if on and on.weekday() > 4:
            message = f"{what(statement)}: {printed(on)} is a {WEEKDAYS[on.weekday()]}"
            yield about_days("days-are-weekdays", message, (statement,), "check the day")
