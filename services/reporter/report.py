"""PURE. The report as a value: sections of blocks of lines, each with the facts behind it; figures; findings.

Every format is rendered from this one value, so formats cannot disagree.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from services.reporter.chart import Bar as Bar
from services.reporter.chart import Chart as Chart
from services.reporter.data import DataTable
from services.reporter.diary.entry import Entry
from services.reporter.view import Cut
from shared.domain.daycount import Span
from shared.domain.facts import AcceptedFinding, FigureChange, PaperPlanned
from shared.domain.vocabulary import Basis
from shared.papers.finding import Finding
from shared.papers.statement import SectionId, Statement


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, item or paragraph in inline Markdown (**bold**, `[label 'title'](#label)`).

    `evidence`: ids of the facts that it tells of; those that it needs, neither more nor less, are found by `explain`.
    `says`: the same as statements.
    `note`: a mark printed with it, such as why a duration is not the computed one.
    """

    text: str
    evidence: tuple[str, ...] = ()
    says: tuple[Statement, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a heading inside a section; 2 one below it."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells as printed, in the order of the columns. `aside`: what the page adds to the last one, beside the paper."""

    cells: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    says: tuple[Statement, ...] = ()
    note: str | None = None
    aside: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric`: the columns, by index, that hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Quote:
    """The analyst's own words, kept apart from generated text."""

    line: Line


Block = Heading | Paragraph | Bullets | Table | Chart | Quote


@dataclass(frozen=True, slots=True)
class Section:
    """`number`: the paper counts in two series, 1 to 2 before its summary and 1 to 5 from there on."""

    id: SectionId
    title: str
    blocks: tuple[Block, ...]
    number: int


def lines_of(section: Section) -> Iterator[Line | TableRow]:
    """The paper's own lines in their order, of a chart its headline; without headings and the analyst's words."""
    for block in section.blocks:
        match block:
            case Paragraph(line=line):
                yield line
            case Bullets(lines=lines):
                yield from lines
            case Table(rows=rows):
                yield from rows
            case Chart(headline=headline, evidence=evidence):
                yield Line(headline, evidence)
            case Heading() | Quote():
                pass


class Input(NamedTuple):
    """One row that went into a figure: its words, its number, the facts; `left_out` says why it does not count."""

    what: str
    value: int | None
    evidence: tuple[str, ...]
    left_out: str | None = None
    span: Span | None = None
    """From when to when, where the value is a count of days."""

    @property
    def days(self) -> tuple[tuple[str, bool, str], ...]:
        """Each day of the span as (ISO day, counted, why)."""
        return tuple((day.day.isoformat(), day.counted, day.why) for day in self.span.days) if self.span else ()


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` None where no fact bears on it. `rule` says in a sentence how it comes about."""

    name: str
    value: int | float | None
    unit: str
    basis: Basis
    rule: str
    inputs: Sequence[Input] = ()
    """Made when somebody looks at them: of a long log there are thousands, and most forms of a paper print none."""
    stated: int | None = None
    """What the published paper states for it, where it states something."""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """What an issued paper says of its issue: `edition` is empty for the original, else `R1`, `R2`, …

    `checkpoint`: the log's, at the position of the cut, as text in lines. `accepted`: what checks found, and why that
    did not hold it up. `changes`: the figures that are others than in the edition that it restates.
    """

    paper_ref: str
    edition: str
    checkpoint: str
    accepted: tuple[AcceptedFinding, ...] = ()
    changes: tuple[FigureChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """Exactly the facts without which each figure and each line would be otherwise, by its name."""

    figures: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """`glance`: what a reader should see first. `header` is None where no paper was planned for the month.

    `issue` is None for a paper that is only built. `tables`: what it rests on, as values for programs.
    """

    cut: Cut
    header: PaperPlanned | None
    glance: tuple[Line, ...]
    sections: tuple[Section, ...]
    figures: dict[str, Figure] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    head: tuple[Line, ...] = ()
    """The lines of the header, in the order printed."""
    issue: Issue | None = None
    tables: Sequence[DataTable] = ()
    revisions: tuple[Line, ...] = ()
    """Of a restated paper: what is otherwise than in the edition before, and what became of what was expected."""
    diary: Sequence[Entry] = ()
    """By day: what a reader may want in a calendar."""
    needs: Callable[[], Needs | None] | None = field(default=None, compare=False, repr=False)
    """Finds what it needs, where somebody can look into it; None of a paper that rests on too much for that."""
