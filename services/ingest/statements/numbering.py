"""Which PA or IA of a modification a row speaks of. Papers print no numbers, so a row is told by its day.

A row whose day the log knows is that assessment, repeated. Another is either the next thing that happens to an
assessment which the log holds as not yet returned, or a new one. Where more than one reading is possible, none is
chosen: the row is `NotClear`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.ingest.statements.paper import Paper
from services.ingest.statements.values import NotClear, day, text
from shared.domain.facts import AssessmentAccepted, AssessmentReturned
from shared.domain.history import History, effective
from shared.domain.period import twelve_months_to
from shared.domain.recorded import Recorded
from shared.papers.statement import Statement
from shared.readmodels.assessments import Assessment, fold

DAYS_OF_ROWS = {"assessment_open": "accepted_on", "assessment_completed": "returned_on"}
"""The kinds of rows, and the day that tells each from others."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: accepted on that day and still open, or returned on it."""

    is_open: bool
    on: date


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the log knows of one modification's PAs (or IAs), and the rows that the paper has of them."""

    lives: tuple[Assessment, ...]
    by_day: dict[Row, int]
    rows: tuple[Row, ...]
    last: int
    open_at: date | None

    def number_of(self, row: Row) -> int:
        """The assessment of which `row` speaks. Raises NotClear where there is more than one reading."""
        if row in self.by_day:
            return self.by_day[row]
        candidates = self._candidates(row)
        if not candidates:
            return self.last + 1 + self._new().index(row)
        if len(candidates) == 1 and self._rivals(candidates[0]) == [row] and _goes_on(candidates[0], row):
            return candidates[0].n
        raise NotClear(_ambiguous(row, candidates))

    def _unknown(self) -> list[Row]:
        return sorted({row for row in self.rows if row not in self.by_day}, key=lambda row: (row.on, row.is_open))

    def _new(self) -> list[Row]:
        return [row for row in self._unknown() if not self._candidates(row)]

    def _rivals(self, life: Assessment) -> list[Row]:
        return [row for row in self._unknown() if life in self._candidates(row)]

    def _candidates(self, row: Row) -> list[Assessment]:
        """The assessments of which the row may speak, though on another day than the log has."""
        spoken_of = {self.by_day[known] for known in self.rows if known in self.by_day}
        return [life for life in self.lives if life.n not in spoken_of and self._may_be(life, row)]

    def _may_be(self, life: Assessment, row: Row) -> bool:
        returned = _returned_on(life)
        if returned is None:
            return life.turns[-1].state in ("requested", "open", "stopped") and life.opened_on <= row.on
        if row.is_open:
            return not _is_accepted(life) and self.open_at is not None and returned > self.open_at
        # The paper covers the day on which the log has it returned, and lists it on no such day.
        return self.open_at is not None and returned in twelve_months_to(self.open_at)


def _goes_on(life: Assessment, row: Row) -> bool:
    """A second acceptance or return, on another day, of what has had one before, is no news but a contradiction."""
    return not _is_accepted(life) if row.is_open else _returned_on(life) is None


def _is_accepted(life: Assessment) -> bool:
    return any(turn.state == "open" for turn in life.turns)


def _returned_on(life: Assessment) -> date | None:
    return next((turn.on for turn in reversed(life.turns) if turn.state == "returned"), None)


def _ambiguous(row: Row, candidates: Sequence[Assessment]) -> str:
    seen = "accepted" if row.is_open else "returned"
    known = "; ".join(f"{life.kind}/{life.n} {life.turns[-1].state} on {life.turns[-1].on}" for life in candidates)
    return f"{seen} on {row.on}: it cannot be told whether this is {known}, or another; record by hand which it is"


def number_of(statement: Statement, paper: Paper) -> int:
    """The number of the assessment that the row `statement` speaks of. Raises NotClear."""
    return numbers(statement.subject, text(statement, "kind"), paper).number_of(row_of(statement))


def row_of(statement: Statement) -> Row:
    return Row(statement.kind == "assessment_open", day(statement, DAYS_OF_ROWS[statement.kind]))


def numbers(stream: str, kind: str, paper: Paper) -> Numbers:
    """What log and paper say of the assessments of that kind of one modification."""
    history = paper.known(stream)
    lives = tuple(life for life in fold(effective(history)).values() if life.kind == kind and life.turns)
    return Numbers(
        lives=lives,
        by_day=_by_day(history, kind),
        rows=tuple(_rows(paper.of(*DAYS_OF_ROWS), stream, kind)),
        last=max((r.n or 0 for r in history if r.kind == kind), default=0),
        open_at=paper.stats_to,
    )


def _rows(statements: Iterable[Statement], stream: str, kind: str) -> Iterable[Row]:
    for statement in statements:
        if statement.subject == stream and statement["kind"] == kind and statement[DAYS_OF_ROWS[statement.kind]]:
            yield row_of(statement)


def _by_day(history: History, kind: str) -> dict[Row, int]:
    """By the days as they were told and as they were corrected: a paper that is read again says what it said."""
    told = (*history, *effective(history))
    return {row: n for recorded in told if recorded.kind == kind and (row := _told(recorded)) for n in _n(recorded)}


def _n(recorded: Recorded) -> tuple[int, ...]:
    return (recorded.n,) if recorded.n is not None else ()


def _told(recorded: Recorded) -> Row | None:
    if isinstance(recorded.fact, AssessmentAccepted | AssessmentReturned) and recorded.exact:
        return Row(isinstance(recorded.fact, AssessmentAccepted), recorded.day)
    return None
