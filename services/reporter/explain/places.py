"""PURE. Every line of a paper under a name of its own: `refine.mp106.1` is the first of its section that is of MP106.

A line that is of no modification is called by the heading above it: `opine.change-board-votes.2`. Names count within
one section, so a line keeps its name whatever is said elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.reporter.chart import Ageing, Bar, Chart, Point
from services.reporter.report import Block, Bullets, Heading, Line, Paragraph, Quote, Report, Section, Table, TableRow
from shared.papers.statement import Statement

_LINK = re.compile(r"\]\(#([a-z]+\d+[a-z]*)\)")
_LABEL = re.compile(r"(?:DP|MP|SECMP)\d+[A-Z]?")


@dataclass(frozen=True, slots=True)
class Place:
    """One line, row or bar. `text` as printed, cells parted by ` | `; `under`: the heading above it, or its table."""

    name: str
    section: str
    under: str
    text: str
    note: str | None
    aside: str | None
    says: tuple[Statement, ...]
    evidence: tuple[str, ...]

    @property
    def words(self) -> tuple[object, ...]:
        """All that a reader sees of it and where: by this two papers have the same line."""
        return (self.section, self.under, self.text, self.note, self.aside, self.says)


def places(report: Report) -> tuple[Place, ...]:
    """In the order of the page: its head, what is seen first, the sections."""
    return (
        *of_lines("head", report.head),
        *of_lines("glance", report.glance),
        *(place for section in report.sections for place in of_section(section)),
    )


def named_lines(report: Report) -> Iterator[tuple[Line | TableRow, str]]:
    """The lines and rows of its sections as they stand in the report, each with its name; without charts."""
    for section in report.sections:
        names = iter(of_section(section))
        for block in section.blocks:
            for line, place in zip(_lines(block), names, strict=False):
                if not isinstance(block, Chart):
                    yield line, place.name


def of_lines(section: str, lines: Sequence[Line]) -> tuple[Place, ...]:
    return tuple(_named(_place(section, "", line) for line in lines))


def of_section(section: Section) -> tuple[Place, ...]:
    return tuple(_named(of_blocks(section.id, section.blocks)))


def of_blocks(section: str, blocks: Iterable[Block]) -> Iterator[Place]:
    """Without names, which are told in a whole section alone."""
    under = ""
    for block in blocks:
        if isinstance(block, Heading):
            under = block.text
        yield from (_place(section, _where(block) or under, line) for line in _lines(block))


def _where(block: Block) -> str | None:
    """A table by its caption, a chart by its id: its headline may tell of what it counts."""
    match block:
        case Table(caption=caption):
            return caption
        case Chart(id=id):
            return f"chart {id}"
        case _:
            return None


def _lines(block: Block) -> Iterator[Line | TableRow]:
    match block:
        case Paragraph(line=line) | Quote(line=line):
            yield line
        case Bullets(lines=lines):
            yield from lines
        case Table(rows=rows):
            yield from rows
        case Chart(headline=headline, subtitle=subtitle, bars=bars, evidence=evidence):
            yield Line(headline, evidence)
            yield Line(subtitle)
            yield from map(_bar, bars)
        case Heading():
            pass


def _bar(bar: Bar) -> TableRow:
    """All of it that is drawn."""
    kind = (bar.kind,) if isinstance(bar, Point) else ()
    return TableRow((bar.label, *kind, bar.words), bar.evidence, bar.says, aside=_drawn(bar))


def _drawn(bar: Bar) -> str | None:
    """What the picture tells beside the words."""
    match bar:
        case Ageing():
            days = "+".join(f"{each.days_wd}{' held' if each.held else ''}" for each in bar.stretches)
            first = "" if bar.first_target_wd is None else f", first target {bar.first_target_wd}"
            return f"{days}{first}{', stated' if bar.stated else ''}"
        case Point():
            return f"of {bar.number}{', restated' if bar.restated else ''}"
        case _:
            return None


def _place(section: str, under: str, line: Line | TableRow) -> Place:
    aside = line.aside if isinstance(line, TableRow) else None
    return Place("", section, under, printed_text(line), line.note, aside, line.says, line.evidence)


def printed_text(line: Line | TableRow) -> str:
    return line.text if isinstance(line, Line) else " | ".join(line.cells)


def _named(lines: Iterable[Place]) -> Iterator[Place]:
    """Counted within what they are of."""
    seen: Counter[str] = Counter()
    for line in lines:
        of = of_what(line)
        seen[of] += 1
        yield Place(f"{line.section}.{of}.{seen[of]}", *_rest(line))


def _rest(line: Place) -> tuple[str, str, str, str | None, str | None, tuple[Statement, ...], tuple[str, ...]]:
    return line.section, line.under, line.text, line.note, line.aside, line.says, line.evidence


def of_what(line: Place) -> str:
    """The modification that it names first; else the heading above it."""
    link, label = _LINK.search(line.text), _LABEL.match(line.text)
    if label:
        return label.group().lower()
    return link.group(1) if link else _slug(line.under) or "text"


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
