"""The paper as makers see it: its head, all its statements, and what the log knows of a stream."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from services.ingest.statements.values import day, text
from shared.domain.entry import Source
from shared.domain.history import History
from shared.domain.london import LONDON
from shared.domain.period import Month
from shared.papers.decode import NotAPaper
from shared.papers.reading import Reading
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


def paper_of(reading: Reading, panel_on: Callable[[str, date], date | None], known: Known) -> Paper:
    """The paper that was read. Raises NotAPaper where reference, month or day are missing."""
    by_kind = {statement.kind: statement for statement in reversed(reading.statements)}

    def needed(kind: str, name: str) -> str:
        if kind not in by_kind:
            raise NotAPaper(f"it does not say {HEAD[kind]}{_trouble(reading)}")
        return text(by_kind[kind], name)

    ref, issued_on = needed("paper_reference", "ref"), date.fromisoformat(needed("issued", "on"))
    month = Month.parse(needed("paper_title", "month"))
    return Paper(ref, month, issued_on, panel_on(ref, issued_on), reading.statements, known)


HEAD = {
    "paper_reference": "its reference, such as SECP_81_1906_12",
    "issued": "the day on which it was issued, such as 12 June 2020",
    "paper_title": "its month, as in Change Status Report – June 2020",
}
"""What every paper must say of itself."""


def _trouble(reading: Reading) -> str:
    """The first line that was not understood may be where it is said."""
    return next((f"; line {line.line} is not understood: {line.why}" for line in reading.not_understood), "")


def place_of(statement: Statement) -> Place:
    return statement.place or Place(0, statement.section)
