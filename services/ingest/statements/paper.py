"""The paper as makers see it: its head, all its statements, and what the log knows of a stream."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from services.ingest.statements.values import NotClear, day, text
from shared.domain.entry import LONDON, Source
from shared.domain.history import History
from shared.domain.period import Month
from shared.papers.decode import NotAPaper
from shared.papers.statement import Place, Statement

Known = Callable[[str], History]
"""The recorded history of a stream, corrections not applied; empty where nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """`issued_on` is the paper day: what the paper says was known from then on."""

    ref: str
    month: Month
    issued_on: date
    panel_on: date | None
    statements: tuple[Statement, ...]
    known: Known

    @property
    def known_at(self) -> datetime:
        """The beginning of the paper day, Europe/London."""
        return datetime.combine(self.issued_on, time(), LONDON)

    @property
    def stats_to(self) -> date | None:
        """The last day of the statistics of assessments, where the paper says it."""
        to = (day(window, "to") for window in self.of("window") if window.subject == "assessments")
        return next(to, None)

    def of(self, *kinds: str) -> Iterator[Statement]:
        """The statements of these kinds, in the order of the paper."""
        return (statement for statement in self.statements if statement.kind in kinds)

    def called(self, stream: str) -> str:
        """How the paper first calls the modification `stream`; the stream itself where it does not name it."""
        labels = (statement.values.get("label") for statement in self.statements if statement.subject == stream)
        return next((label for label in labels if isinstance(label, str)), stream)

    def source(self, locator: str) -> Source:
        return Source(kind="paper", ref=self.ref, locator=locator)


def paper_of(statements: tuple[Statement, ...], panel_on: Callable[[str, date], date | None], known: Known) -> Paper:
    """The paper that these statements make. Raises NotAPaper where reference, month or day are missing."""
    by_kind = {statement.kind: statement for statement in reversed(statements)}
    try:
        ref = text(_needed(by_kind.get("paper_reference"), "a paper reference"), "ref")
        month = Month.parse(text(_needed(by_kind.get("paper_title"), "the title with its month"), "month"))
        issued_on = day(_needed(by_kind.get("issued"), "the day on which it was issued"), "on")
    except NotClear as error:
        raise NotAPaper(str(error)) from None
    return Paper(ref, month, issued_on, panel_on(ref, issued_on), statements, known)


def _needed(statement: Statement | None, what: str) -> Statement:
    if statement is None:
        raise NotAPaper(f"it lacks {what}: expected the head of a Change Status Report")
    return statement


def place_of(statement: Statement) -> Place:
    return statement.place or Place(0, statement.section)
