"""The paper's day, the day in its reference, its month and its window belong together."""

from collections.abc import Iterator
from datetime import date

from shared.papers.checks.said import Statements, day, of_kind, one, places
from shared.papers.checks.weekdays import weekdays
from shared.papers.finding import Finding
from shared.papers.reference import panel_day
from shared.papers.statement import Statement
from shared.papers.words import MONTHS, printed

_NOTICE = range(5, 10)
"""Weekdays from the paper to the Panel: five Working Days, and room for bank holidays between."""


def paper_day_fits_its_reference(statements: Statements) -> Iterator[Finding]:
    reference, issued = one(statements, "paper_reference"), one(statements, "issued")
    paper_day = day(issued) if issued else None
    if reference is None or paper_day is None:
        return
    panel = panel_day(str(reference["ref"]), paper_day)
    notice = weekdays(paper_day, panel) - 1 if panel else 0
    if notice not in _NOTICE:
        yield Finding(
            "paper-day-fits-its-reference",
            f"{reference['ref']} {_panel(panel, paper_day)}; the paper is of {printed(paper_day)}, and papers are "
            "issued five Working Days before",
            places(reference, issued),
            "correct the reference or the paper's day",
            ("paper",),
        )


def _panel(panel: date | None, paper_day: date) -> str:
    if panel is None:
        return "names no day of a Panel meeting"
    year = " next year" if panel.year != paper_day.year else ""
    return f"is for the Panel of {panel.day} {MONTHS[panel.month - 1]}{year}"


def month_fits_its_days(statements: Statements) -> Iterator[Finding]:
    """The title's month is that of the paper's day or of its Panel; the windows end with the month before."""
    title = one(statements, "paper_title")
    if title is None:
        return
    month = str(title["month"])
    issued = one(statements, "issued")
    if issued and month not in _months(statements, issued):
        message = (
            f"the paper is called that of {_named(month)}, but is of {printed(date.fromisoformat(str(issued['on'])))}"
        )
        yield Finding("month-fits-its-days", message, places(title, issued), "correct the title or the day", ("paper",))
    for window in of_kind(statements, "window"):
        if str(window["to"])[:7] != _previous(month):
            message = (
                f"the timescales end with {_named(str(window['to'])[:7])}, not with the month before {_named(month)}"
            )
            mend = f"end the timescales with {_named(_previous(month))}"
            yield Finding("month-fits-its-days", message, places(title, window), mend, (window.subject, "paper"))


def _months(statements: Statements, issued: Statement) -> set[str]:
    reference, paper_day = one(statements, "paper_reference"), day(issued)
    panel = panel_day(str(reference["ref"]), paper_day) if reference and paper_day else None
    return {on.isoformat()[:7] for on in (paper_day, panel) if on}


def _previous(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def _named(month: str) -> str:
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
