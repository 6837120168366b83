"""A paper without one fact after the other, by the plainest way: its stream is folded anew, all is assembled anew.

The cut is the same, and with a fact goes what is said of it alone: of corrections, retractions and further evidence.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any

from services.reporter.assemble import assemble
from services.reporter.chart import Bar
from services.reporter.report import Block, Bullets, Chart, Figure, Heading, Line, Paragraph, Quote, Report, Table
from services.reporter.view import View
from services.reporter.views import view_of
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import rows_of_each

Seen = tuple[Hashable, ...]
"""What a reader sees of a line: in which section, under what, in which words."""


class Paper:
    """The paper of `month` from all facts, and what it is without some."""

    def __init__(self, history: Sequence[Recorded], month: Month) -> None:
        self.facts = tuple(recorded.id for recorded in history)
        self.streams: dict[str, list[Recorded]] = defaultdict(list)
        for recorded in history:
            self.streams[recorded.stream].append(recorded)
        self.view = view_of(history, month)

    @cached_property
    def report(self) -> Report:
        return assemble(self.view)

    def without(self, ids: Iterable[str]) -> Report:
        gone = frozenset(ids)
        rows = {name: dict(those) for name, those in self.view.rows.items()}
        for stream in {id.rpartition("#")[0] for id in gone}:
            for name, those in rows.items():
                rows[name] = {key: row for key, row in those.items() if row.stream != stream}
            for name, come in rows_of_each(READ_MODELS, self._left(stream, gone)).items():
                rows[name] |= come
        return assemble(_with(self.view, rows))

    def _left(self, stream: str, gone: frozenset[str]) -> list[Recorded]:
        return [
            told for told in self.streams[stream] if told.id not in gone and getattr(told.fact, "of", "") not in gone
        ]


def _with(view: View, rows: Mapping[str, Mapping[str, Any]]) -> View:
    return View(view.cut, rows, View(view.previous.cut, rows) if view.previous else None)


class Needed:
    """Of each line and figure of a paper, which of `facts` it needs."""

    def __init__(self, paper: Paper, facts: Iterable[str]) -> None:
        before, figures = Counter(lines(paper.report)), paper.report.figures
        self.by_line: dict[Seen, set[str]] = defaultdict(set)
        self.by_figure: dict[str, set[str]] = defaultdict(set)
        for id in facts:
            other = paper.without((id,))
            after = Counter(lines(other))
            for line in before.keys() - {line for line in before if after[line] >= before[line]}:
                self.by_line[line].add(id)
            for name, figure in figures.items():
                if of_figure(figure) != of_figure(other.figures[name]):
                    self.by_figure[name].add(id)


def of_figure(figure: Figure) -> Seen:
    """Its value, its rule, what a paper states for it, and each row with its days."""
    rows = tuple((row.what, row.value, row.left_out, row.days) for row in figure.inputs)
    return (figure.value, figure.unit, figure.basis, figure.rule, figure.stated, rows)


def lines(report: Report) -> list[Seen]:
    """In the order of the page."""
    found: list[Seen] = [("head", "", line.text, line.note) for line in report.head]
    found += [("glance", "", line.text, line.note) for line in report.glance]
    for section in report.sections:
        heading = ""
        for block in section.blocks:
            heading = block.text if isinstance(block, Heading) else heading
            found += [(section.id, heading, *words) for words in _words(block)]
    return found


def _words(block: Block) -> Iterator[Seen]:
    match block:
        case Paragraph(line=line) | Quote(line=line):
            yield _line(line)
        case Bullets(lines=those):
            yield from map(_line, those)
        case Table(caption=caption, rows=rows):
            yield from ((caption, row.cells, row.note, row.aside, row.says) for row in rows)
        case Chart(id=id, headline=headline, subtitle=subtitle, bars=bars):
            yield from ((id, *words) for words in ((headline,), (subtitle,), *map(_bar, bars)))
        case Heading():
            pass


def _bar(bar: Bar) -> Seen:
    """All of it but the facts named for it."""
    return tuple(getattr(bar, field.name) for field in fields(bar) if field.name != "evidence")


def _line(line: Line) -> Seen:
    return (line.text, line.note, line.says)
