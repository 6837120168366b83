"""PURE. The blocks of a section as the template of the paper names them, by `kind`."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from services.reporter.render.charts.table import table_of
from services.reporter.render.docx.inline import Runs
from services.reporter.render.marks import marks_of, note_on_all
from services.reporter.render.places import place_of
from services.reporter.report import Block, Bullets, Chart, Heading, Line, Paragraph, Quote, Section, Table
from services.reporter.words import capital

Told = dict[str, Any]


class Blocks:
    """Renders the blocks of one document, in their order. `draw` gives the run that holds the picture of a chart."""

    def __init__(self, runs: Runs, draw: Callable[[Chart], Markup]) -> None:
        self._runs = runs
        self._draw = draw

    def section(self, section: Section) -> Told:
        title = self._runs(f"{section.number}. {section.title}")
        told = [self.block(block, section) for block in section.blocks]
        for block, (given, following) in zip(told, pairwise((*section.blocks, None)), strict=True):
            if isinstance(given, Paragraph) and isinstance(following, Bullets):
                block["kind"] = "lead"  # stays on the page of its list
        return {"title": title, "blocks": told}

    def block(self, block: Block, section: Section) -> Told:
        match block:
            case Heading(text=text, level=2):
                return {"kind": "subheading", "text": self._runs.heading(text, place_of(block, section))}
            case Heading(text=text):
                return {"kind": "heading", "text": self._runs(text)}
            case Paragraph(line=line):
                return {"kind": "paragraph", "text": self.line(line)}
            case Quote(line=line):
                return {"kind": "quote", "text": self.line(line)}
            case Bullets(lines=lines):
                return {"kind": "bullets", "lines": [self.line(line) for line in lines]}
            case Table():
                return self.table(block)
            case Chart():
                return self._chart(block)

    def line(self, line: Line) -> Markup:
        return self._runs(f"{line.text} ({line.note})" if line.note else line.text)

    def grid(self, columns: Iterable[str], rows: Iterable[Iterable[str]], numeric: frozenset[int]) -> Told:
        return {"columns": self._cells(columns, numeric), "rows": [self._cells(row, numeric) for row in rows]}

    def table(self, table: Table) -> Told:
        marks = marks_of(table)
        rows = []
        for row in table.rows:
            *cells, last = row.cells
            rows.append((*cells, f"{last} [{marks[row.note]}]" if row.note in marks else last))
        return {
            "kind": "table",
            "caption": self._runs(table.caption),
            "notes": [self._runs(note) for note in _notes(table)],
            **self.grid(table.columns, rows, table.numeric),
        }

    def _chart(self, chart: Chart) -> Told:
        return {
            **self.table(table_of(chart)),
            "kind": "chart",
            "subtitle": self._runs(chart.subtitle),
            "picture": self._draw(chart),
        }

    def _cells(self, cells: Iterable[str], numeric: frozenset[int]) -> list[Told]:
        return [{"text": self._runs(cell), "is_number": at in numeric} for at, cell in enumerate(cells)]


def _notes(table: Table) -> Iterator[str]:
    if note := note_on_all(table):
        yield f"All rows: {note}."
    yield from (f"[{mark}] {capital(note)}." for note, mark in marks_of(table).items())
