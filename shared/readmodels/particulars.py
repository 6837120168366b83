"""One row a modification of which more is told than the register shows: its drafts, solution, impacts, legal text.

Apart from the register, since it is seldom asked for and may be long. Key: its stream.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from shared.domain.facts import (
    AnyFact,
    ImpactsRecorded,
    LegalTextChanged,
    ModificationReportSubmitted,
    ProblemStatementCommented,
    ProblemStatementReceived,
    SolutionChanged,
    UrgencyGranted,
)
from shared.domain.recorded import Recorded
from shared.domain.vocabulary import PartyCategory
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated


class Told(Step, frozen=True, kw_only=True):
    """Something put in words: a solution, a comment, the version of a text."""

    text: str


class Draft(Step, frozen=True, kw_only=True):
    """A draft of the problem statement, as it came to SECAS."""

    title: str
    from_organisation: str | None = None


class Impacts(Step, frozen=True, kw_only=True):
    """Which Party Categories and which SEC documents it affects."""

    party_categories: tuple[PartyCategory, ...] = ()
    documents: tuple[str, ...] = ()


class Particulars(Row, frozen=True, kw_only=True):
    """All lists are in the order of their days; of each the last stands. `timetables`: of an Urgent Proposal."""

    drafts: tuple[Draft, ...] = ()
    comments: tuple[Told, ...] = ()
    solutions: tuple[Told, ...] = ()
    impacts: tuple[Impacts, ...] = ()
    timetables: tuple[Told, ...] = ()
    reports: tuple[Told, ...] = ()
    legal_texts: tuple[Told, ...] = ()


def fold(history: History) -> Mapping[str, Particulars]:
    row = None
    for recorded in by_day(history):
        if (told := _TOLD.get(type(recorded.fact))) is not None:
            before = row or Particulars(stream=recorded.stream, opened_on=recorded.day)
            after = told(before, recorded, recorded.fact)
            row = row if after is before else after
    return {row.stream: row} if row else {}


def _received(row: Particulars, recorded: Recorded, fact: ProblemStatementReceived) -> Particulars:
    draft = Draft(**dated(recorded), title=fact.title, from_organisation=fact.from_organisation)
    return replace(row, drafts=(*row.drafts, draft))


def _commented(row: Particulars, recorded: Recorded, fact: ProblemStatementCommented) -> Particulars:
    return replace(row, comments=(*row.comments, Told(**dated(recorded), text=fact.comments or "")))


def _solved(row: Particulars, recorded: Recorded, fact: SolutionChanged) -> Particulars:
    return replace(row, solutions=(*row.solutions, Told(**dated(recorded), text=fact.summary)))


def _affecting(row: Particulars, recorded: Recorded, fact: ImpactsRecorded) -> Particulars:
    of = Impacts(**dated(recorded), party_categories=fact.party_categories, documents=fact.documents)
    return replace(row, impacts=(*row.impacts, of))


def _timed(row: Particulars, recorded: Recorded, fact: UrgencyGranted) -> Particulars:
    if fact.timetable is None:
        return row
    return replace(row, timetables=(*row.timetables, Told(**dated(recorded), text=fact.timetable)))


def _reported(row: Particulars, recorded: Recorded, fact: ModificationReportSubmitted) -> Particulars:
    if fact.report_version is None:
        return row
    return replace(row, reports=(*row.reports, Told(**dated(recorded), text=fact.report_version)))


def _worded(row: Particulars, recorded: Recorded, fact: LegalTextChanged) -> Particulars:
    return replace(row, legal_texts=(*row.legal_texts, Told(**dated(recorded), text=fact.text_version)))


_TOLD: Mapping[type[AnyFact], Callable[[Particulars, Recorded, Any], Particulars]] = {
    ProblemStatementReceived: _received,
    ProblemStatementCommented: _commented,
    SolutionChanged: _solved,
    ImpactsRecorded: _affecting,
    UrgencyGranted: _timed,
    ModificationReportSubmitted: _reported,
    LegalTextChanged: _worded,
}


def part_of(recorded: Recorded) -> str | None:
    return "all" if type(recorded.fact) in _TOLD else None


FACTS: frozenset[type[AnyFact]] = frozenset(_TOLD)

PARTICULARS = ReadModel("particulars", 1, Particulars, "modification", fold, part_of, facts=FACTS)
