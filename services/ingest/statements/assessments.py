"""PURE. The DCC's assessments: rows of the two tables, and Impact Assessments that the Change Board asked for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.ingest.statements.numbering import number_of, numbers
from services.ingest.statements.paper import Paper
from services.ingest.statements.told import Told, told
from services.ingest.statements.values import NotClear, day, text, whole_or_none, word
from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentDurationStated,
    AssessmentRequested,
    AssessmentReturned,
)
from shared.domain.vocabulary import AssessmentKind
from shared.papers.statement import Statement


def open_row(statement: Statement, paper: Paper) -> Iterator[Told]:
    """Accepted on its day with its target; its duration is the paper's word, as at the end of the statistics.

    That the DCC's clock was ever stopped is nowhere said, so nothing says it here.
    """
    accepted = AssessmentAccepted(target_wd=whole_or_none(statement, "target_wd"))
    duration_wd = whole_or_none(statement, "duration_wd")
    if duration_wd is not None and paper.stats_to is None:
        raise NotClear("the paper does not say to which day its timescales run, so its durations have no day")
    yield _of_row(statement, paper, accepted, day(statement, "accepted_on"))
    if duration_wd is not None:
        yield _of_row(statement, paper, AssessmentDurationStated(duration_wd=duration_wd), paper.stats_to)


def completed_row(statement: Statement, paper: Paper) -> Iterator[Told]:
    """Returned on its day, with the target and the duration that the paper prints."""
    returned = AssessmentReturned(
        target_wd=whole_or_none(statement, "target_wd"), duration_wd_stated=whole_or_none(statement, "duration_wd")
    )
    yield _of_row(statement, paper, returned, day(statement, "returned_on"))


def _of_row(statement: Statement, paper: Paper, fact: AnyFact, on: date | None) -> Told:
    kind: AssessmentKind = word(statement, "kind", AssessmentKind)
    return replace(told(statement, fact, on=on, body="DCC"), kind=kind, n=number_of(statement, paper))


def requested(statement: Statement, paper: Paper) -> Iterator[Told]:
    """An Impact Assessment was asked for at the regular Change Board meeting of the month that its list names."""
    month = text(statement, "list").removeprefix("ia_requested.")
    on = next(_regular_boards(paper, month), None)
    asked = AssessmentRequested(at_change_board_on=on)
    yield replace(
        told(statement, asked, on=on, body="Change Board"), kind="IA", n=_number_requested(statement.subject, on, paper)
    )


def _regular_boards(paper: Paper, month: str) -> Iterator[date]:
    for held in paper.of("meeting_held"):
        if held["body"] == "change_board" and not held["ad_hoc"] and text(held, "on").startswith(month):
            yield day(held, "on")


def _number_requested(stream: str, on: date | None, paper: Paper) -> int:
    """The one that was asked for then, where the log knows of it; else the next after all that log and paper name."""
    for recorded in paper.known(stream):
        asked = isinstance(recorded.fact, AssessmentRequested) and recorded.kind == "IA"
        if asked and recorded.exact and recorded.day == on:
            return recorded.assessment[1]
    told_of = numbers(stream, "IA", paper)
    return max([told_of.last, *(told_of.number_of(row) for row in told_of.rows)]) + 1
