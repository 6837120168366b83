"""Days that cannot be: after the paper, before it, or before what must come first."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from shared.papers.checks.days import about_days, on, what
from shared.papers.checks.said import Statements, by_subject, day, of_kind, one
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import printed

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


def nothing_happens_after_the_paper(statements: Statements) -> Iterator[Finding]:
    issued = one(statements, "issued")
    paper_day = day(issued) if issued else None
    if paper_day is None:
        return
    for statement in of_kind(statements, *_PAST):
        happened_on = day(statement)
        if happened_on and happened_on > paper_day:
            so = f"{what(statement)} {_PAST[statement.kind]} on {printed(happened_on)}"
            message = f"{so}, after the paper ({printed(paper_day)})"
            yield about_days("nothing-after-the-paper", message, (statement, issued), "correct the day")


def what_is_to_come_lies_ahead(statements: Statements) -> Iterator[Finding]:
    """The next meeting, the planned release and the expected consultations; the running week is still ahead."""
    issued = one(statements, "issued")
    paper_day = day(issued) if issued else None
    if paper_day is None:
        return
    for statement, last in _to_come(statements):
        if last < paper_day:
            message = (
                f"{what(statement)} is said to come, but {printed(last)} was before the paper ({printed(paper_day)})"
            )
            yield about_days(
                "what-is-to-come-lies-ahead", message, (statement, issued), "correct the day, or say it is done"
            )


def _to_come(statements: Statements) -> Iterator[tuple[Statement, date]]:
    """Each forecast with the last day on which it can come true."""
    for statement in of_kind(statements, "meeting_scheduled", "release_planned"):
        if meets_on := day(statement):
            yield statement, meets_on
    for statement in of_kind(statements, "consultation_open"):
        if closes := day(statement, "closes_on"):
            yield statement, closes
    for statement in of_kind(statements, "consultation_planned"):
        if monday := day(statement, "week_commencing"):
            yield statement, monday + timedelta(days=6)


def agenda_comes_before_its_meeting(statements: Statements) -> Iterator[Finding]:
    for meeting in of_kind(statements, "meeting_scheduled"):
        meets_on, agenda_on = day(meeting), day(meeting, "agenda_on")
        if meets_on and agenda_on and agenda_on >= meets_on:
            message = (
                f"the agenda of {what(meeting)} is to be announced on {printed(agenda_on)}, not before the meeting"
            )
            yield about_days("agenda-before-its-meeting", message, (meeting,), "correct one of the two days")


def steps_come_in_order(statements: Statements) -> Iterator[Finding]:
    """Raised, voted on, determined, implemented: no later step on an earlier day.

    What was sent back goes through them again.
    """
    once = [step for step in of_kind(statements, *_SEQUENCE) if step.values.get("outcome") != "sent_back"]
    for those in by_subject(once).values():
        steps = {(step.kind, step["on"]): step for step in reversed(those)}.values()
        wrong: dict[str, list[Statement]] = {}
        for first, then in product(steps, steps):
            if _SEQUENCE.index(first.kind) < _SEQUENCE.index(then.kind) and _before(then, first):
                then_so = f"{what(those[0])} {_PAST[then.kind]} on {on(then)}"
                message = f"{then_so}, before it {_PAST[first.kind]} ({on(first)})"
                wrong.setdefault(message, []).extend((first, then))
        for message, both in wrong.items():
            yield about_days("steps-come-in-order", message, tuple(both), "correct one of the two days")


def _before(one: Statement, other: Statement) -> bool:
    first, second = day(one), day(other)
    return bool(first and second and first < second)
