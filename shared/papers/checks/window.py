"""The rows of the assessment tables belong into the window that the paper gives."""

from collections.abc import Iterator
from datetime import date, timedelta

from shared.papers.checks.days import about_days
from shared.papers.checks.said import Statements, day, label, of_kind, one
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import printed


def rows_lie_in_their_window(statements: Statements) -> Iterator[Finding]:
    """Accepted by its last day; returned within its months."""
    window = one(statements, "window", "assessments")
    end = day(window, "to") if window else None
    if window is None or end is None:
        return
    for row in of_kind(statements, "assessment_open", "assessment_completed"):
        name = "accepted_on" if row.kind == "assessment_open" else "returned_on"
        on, verb = day(row, name), name.removesuffix("_on")
        if on and on > end:
            message = f"{label(row)}: its {row['kind']} was {verb} on {printed(on)}, after the window ({printed(end)})"
            yield about_days(
                "rows-lie-in-their-window", message, (row, window), "correct the day, or leave it for next month"
            )
        elif on and row.kind == "assessment_completed" and _months_before(end, window) > on:
            message = (
                f"{label(row)}: its {row['kind']} was returned on {printed(on)}, before the {window['months']} months"
            )
            yield about_days("rows-lie-in-their-window", message, (row, window), "correct the day, or take the row out")


def _months_before(end: date, window: Statement) -> date:
    """The first day of the window whose last day is `end`."""
    following = end + timedelta(days=1)
    months = following.year * 12 + following.month - 1 - int(window["months"] or 0)
    return date(months // 12, months % 12 + 1, 1)
