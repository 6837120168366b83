"""Days that cannot be: after the paper, after the window, before what must come first, on a weekend."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from shared.papers.checks.said import Statements, by_subject, day, label, of_kind, one, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import WEEKDAYS, printed

_PAST = {
    "raised": "was raised",
    "ready": "was found ready",
    "discussed": "was discussed",
    "voted": "was voted on",
    "determined": "was determined",
    "implemented": "was implemented",
    "release_live": "went live",
    "meeting_held": "was held",
}
_SEQUENCE = ("raised", "voted", "determined", "implemented")
_ON_WEEKDAYS = {
    "meeting_held": "on",
    "meeting_scheduled": "on",
    "voted": "on",
    "determined": "on",
    "assessment_open": "accepted_on",
    "assessment_completed": "returned_on",
}
_BODIES = {
    "working_group": "the Working Group meeting",
    "change_board": "the Change Board meeting",
    "csc": "the Change Sub-Committee's decision",
    "panel": "the Panel meeting",
}


def nothing_happens_after_the_paper(statements: Statements) -> Iterator[Finding]:
    issued = one(statements, "issued")
    paper_day = day(issued) if issued else None
    if paper_day is None:
        return
    for statement in of_kind(statements, *_PAST):
        on = day(statement)
        if on and on > paper_day:
            message = (
                f"{_what(statement)} {_PAST[statement.kind]} on {printed(on)}, after the paper ({printed(paper_day)})"
            )
            yield _finding("nothing-after-the-paper", message, (statement, issued), "correct the day")


def what_is_to_come_lies_ahead(statements: Statements) -> Iterator[Finding]:
    """The next meeting, the planned release and the expected consultations; the running week is still ahead."""
    issued = one(statements, "issued")
    paper_day = day(issued) if issued else None
    if paper_day is None:
        return
    for statement, last in _to_come(statements):
        if last < paper_day:
            message = (
                f"{_what(statement)} is said to come, but {printed(last)} was before the paper ({printed(paper_day)})"
            )
            yield _finding(
                "what-is-to-come-lies-ahead", message, (statement, issued), "correct the day, or say it is done"
            )


def _to_come(statements: Statements) -> Iterator[tuple[Statement, date]]:
    """Each forecast with the last day on which it can come true."""
    for statement in of_kind(statements, "meeting_scheduled", "release_planned"):
        if on := day(statement):
            yield statement, on
    for statement in of_kind(statements, "consultation_open"):
        if closes := day(statement, "closes_on"):
            yield statement, closes
    for statement in of_kind(statements, "consultation_planned"):
        if monday := day(statement, "week_commencing"):
            yield statement, monday + timedelta(days=6)


def weeks_begin_on_mondays(statements: Statements) -> Iterator[Finding]:
    for planned in of_kind(statements, "consultation_planned"):
        monday = day(planned, "week_commencing")
        if monday and monday.weekday() != 0:
            message = (
                f"{label(planned)}: the week commencing {printed(monday)} begins on a {WEEKDAYS[monday.weekday()]}"
            )
            yield _finding("weeks-begin-on-mondays", message, (planned,), "give the Monday of the week")


def agenda_comes_before_its_meeting(statements: Statements) -> Iterator[Finding]:
    for meeting in of_kind(statements, "meeting_scheduled"):
        on, agenda_on = day(meeting), day(meeting, "agenda_on")
        if on and agenda_on and agenda_on >= on:
            message = (
                f"the agenda of {_what(meeting)} is to be announced on {printed(agenda_on)}, not before the meeting"
            )
            yield _finding("agenda-before-its-meeting", message, (meeting,), "correct one of the two days")


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
            yield _finding(
                "rows-lie-in-their-window", message, (row, window), "correct the day, or leave it for next month"
            )
        elif on and row.kind == "assessment_completed" and _months_before(end, window) > on:
            message = (
                f"{label(row)}: its {row['kind']} was returned on {printed(on)}, before the {window['months']} months"
            )
            yield _finding("rows-lie-in-their-window", message, (row, window), "correct the day, or take the row out")


def _months_before(end: date, window: Statement) -> date:
    """The first day of the window whose last day is `end`."""
    following = end + timedelta(days=1)
    months = following.year * 12 + following.month - 1 - int(window["months"] or 0)
    return date(months // 12, months % 12 + 1, 1)


def steps_come_in_order(statements: Statements) -> Iterator[Finding]:
    """Raised, voted on, determined, implemented: no later step on an earlier day."""
    for those in by_subject(of_kind(statements, *_SEQUENCE)).values():
        steps = {(step.kind, step["on"]): step for step in reversed(those)}.values()
        wrong: dict[str, list[Statement]] = {}
        for first, then in product(steps, steps):
            if _SEQUENCE.index(first.kind) < _SEQUENCE.index(then.kind) and _before(then, first):
                then_so = f"{_what(those[0])} {_PAST[then.kind]} on {_on(then)}"
                message = f"{then_so}, before it {_PAST[first.kind]} ({_on(first)})"
                wrong.setdefault(message, []).extend((first, then))
        for message, both in wrong.items():
            yield _finding("steps-come-in-order", message, tuple(both), "correct one of the two days")


def days_are_weekdays(statements: Statements) -> Iterator[Finding]:
    for statement in of_kind(statements, *_ON_WEEKDAYS):
        on = day(statement, _ON_WEEKDAYS[statement.kind])
        if on and on.weekday() > 4:
            message = f"{_what(statement)}: {printed(on)} is a {WEEKDAYS[on.weekday()]}"
            yield _finding("days-are-weekdays", message, (statement,), "check the day")


def _before(one: Statement, other: Statement) -> bool:
    first, second = day(one), day(other)
    return bool(first and second and first < second)


def _on(statement: Statement) -> str:
    on = day(statement)
    return printed(on) if on else "a day not given"


def _what(statement: Statement) -> str:
    if "body" in statement.values:
        return _BODIES[str(statement["body"])]
    if statement.subject.startswith("release/"):
        return f"the release {statement.subject.removeprefix('release/')}"
    return label(statement)


def _finding(rule: str, message: str, statements: tuple[Statement | None, ...], mend: str) -> Finding:
    subjects = tuple(dict.fromkeys(s.subject for s in statements if s and s.kind not in ("issued", "window")))
    return Finding(rule, message, places(*statements), mend, subjects)
