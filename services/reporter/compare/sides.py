"""PURE. The two sides of a comparison: what a published paper says, and what a report prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.reporter.report import Chart, Figure, Line, Report, TableRow, lines_of
from services.reporter.view import Cut
from shared.papers.finding import Finding
from shared.papers.reading import PaperLine
from shared.papers.statement import SectionId, Statement


@dataclass(frozen=True, slots=True)
class Published:
    """A paper as it was read; `findings` are those of the checks over its statements, and over nothing else."""

    statements: Sequence[Statement]
    findings: Sequence[Finding] = ()
    not_understood: Sequence[PaperLine] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, item or paragraph as a report prints it, in Markdown; `says` is empty where it only leads a list."""

    section: SectionId
    text: str
    says: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A report's statements in its order; `marked` are those beside which it prints a mark; `sentences`: its words.

    `drawn`: what its charts show, which a paper says only where it has the same as a table.
    """

    statements: Sequence[Statement]
    cut: Cut
    figures: Mapping[str, Figure] = field(default_factory=dict)
    marked: frozenset[Statement] = frozenset()
    sentences: Sequence[Sentence] = ()
    drawn: Sequence[Statement] = ()


def printed(report: Report) -> Printed:
    """What `report` prints, as statements."""
    placed = tuple(_placed(report))
    lines = tuple(line for _, line in placed)
    return Printed(
        statements=tuple(said for line in lines for said in line.says),
        cut=report.cut,
        figures=report.figures,
        marked=frozenset(said for line in lines if line.note for said in line.says),
        sentences=tuple(Sentence(where, line.text, line.says) for where, line in placed if isinstance(line, Line)),
        drawn=tuple(_drawn(report)),
    )


def _drawn(report: Report) -> Iterator[Statement]:
    charts = (block for section in report.sections for block in section.blocks if isinstance(block, Chart))
    return (said for chart in charts for bar in chart.bars for said in bar.says)


def _placed(report: Report) -> Iterator[tuple[SectionId, Line | TableRow]]:
    yield from (("header", line) for line in report.head)
    for section in report.sections:
        yield from ((section.id, line) for line in lines_of(section))
