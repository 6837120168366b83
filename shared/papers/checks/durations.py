"""Durations of open assessments against the plain count of weekdays from acceptance to the end of the window."""

from collections.abc import Iterator
from datetime import date

from shared.papers.checks.said import Statements, day, label, of_kind, one, places, whole
from shared.papers.checks.weekdays import weekdays
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import printed

RULE = "durations-are-plain"


def durations_are_plain(statements: Statements) -> Iterator[Finding]:
    """Both ends are counted, as the papers do. No row of the table can say that a clock was stopped."""
    window = one(statements, "window", "assessments")
    end = day(window, "to") if window else None
    if window is None or end is None:
        return
    rows = [row for row in of_kind(statements, "assessment_open") if row["duration_wd"] is not None]
    for row in rows:
        if _plain(row, end) not in (0, row["duration_wd"]):
            yield _row(row, window, end)
    for kind in ("PA", "IA"):
        yield from _mean(statements, [row for row in rows if row["kind"] == kind], kind, end)


def _plain(row: Statement, end: date) -> int:
    accepted = day(row, "accepted_on")
    return weekdays(accepted, end) if accepted else 0


def _row(row: Statement, window: Statement, end: date) -> Finding:
    plain, said = _plain(row, end), whole(row, "duration_wd")
    accepted = day(row, "accepted_on") or end
    short = (
        f"short by {plain - said}, and nothing says that its clock stopped" if said < plain else "longer than can be"
    )
    return Finding(
        RULE,
        f"{label(row)}: its {row['kind']} is given {said} WD; from {printed(accepted)} to {printed(end)} "
        f"there are {plain} weekdays, both days included: {short}",
        places(row, window),
        f"print {plain} WD, or record when its clock stopped and why" if said < plain else f"print {plain} WD",
        (row.subject,),
    )


def _mean(statements: Statements, rows: list[Statement], kind: str, end: date) -> Iterator[Finding]:
    """What the mean would be, were all of them plain."""
    name = f"assessments.{kind.lower()}.open.mean_wd"
    figure = one(statements, "figure", name)
    odd = [row for row in rows if _plain(row, end) not in (0, row["duration_wd"])]
    if figure and odd:
        total = sum(_plain(row, end) or whole(row, "duration_wd") for row in rows)
        mean = (2 * total + len(rows)) // (2 * len(rows))
        if mean != figure["value"]:
            yield Finding(
                RULE,
                f"the open {kind}s have a mean of {figure['value']} WD; with plain weekdays it is {mean} WD",
                places(figure, *odd),
                f"print {mean} WD once the durations above are plain",
                (name,),
            )
