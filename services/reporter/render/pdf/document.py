"""PURE. What the pages say, as plain data: words in runs, each a kind with its words and where it leads."""

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from services.reporter.render.charts import svg
from services.reporter.render.charts.table import table_of
from services.reporter.render.charts.words import in_words
from services.reporter.render.colophon import checkpoint_lines, edition
from services.reporter.render.colophon import in_words as colophon_in_words
from services.reporter.render.markdown import findings_lead, sentence, where
from services.reporter.render.marks import marks_of, note_on_all
from services.reporter.render.pdf.printable import printable
from services.reporter.render.places import place_of, places_of
from services.reporter.render.restated import reference, restated
from services.reporter.render.tokens import Places
from services.reporter.report import (
    Block,
    Bullets,
    Chart,
    Heading,
    Issue,
    Line,
    Paragraph,
    Quote,
    Report,
    Section,
    Table,
    TableRow,
)
from services.reporter.words import capital
from shared.papers.finding import Finding

JsonObject = dict[str, Any]
Runs = list[dict[str, str]]


class Pages(Places):
    """Each place has its name once, or nothing could lead there. What holds a space is no place of any text's."""

    def __init__(self, report: Report) -> None:
        super().__init__(places_of(report) - ({"report"} if restated(report) else {"report", "notes-restated"}))
        self._named: Counter[str] = Counter()

    def named(self, block: Block, section: Section) -> str:
        return self.name(place_of(block, section)) if isinstance(block, Heading | Table) else ""

    def name(self, place: str) -> str:
        self._named[place] += 1
        return place if self._named[place] == 1 else f"{place} {self._named[place]}"


def document(report: Report) -> JsonObject:
    """In the order of the pages, since a proposal has its place where it is named first."""
    header, own = report.header, Pages(report)
    day = header.issued_on if header else report.cut.as_of
    return {
        "title": printable(report.head[-1].text),
        "reference": printable(reference(report)),
        "classification": printable(header.classification) if header else "",
        "by": printable(header.team) if header else "",
        "day": [day.year, day.month, day.day],
        "head": [_runs(own, line) for line in report.head[:-1]],
        "glance": [_runs(own, line) for line in (*report.revisions, *report.glance)],
        "sections": [_section(own, section) for section in report.sections],
        "drawn": [_table(table_of(block), f"{block.id} data") for block in charts_of(report)],
        "restated": _table(changes, own.name("notes-restated")) if (changes := restated(report)) else {},
        "findings_lead": printable(findings_lead(report)),
        "findings": [_finding(own, finding) for finding in report.findings],
        "issue": _issue(report.issue) if report.issue else {},
        "colophon": [[printable(what), printable(value)] for what, value in colophon_in_words(report.cut)],
    }


def charts_of(report: Report) -> Iterator[Chart]:
    return (block for section in report.sections for block in section.blocks if isinstance(block, Chart))


def _section(own: Pages, section: Section) -> JsonObject:
    title = printable(f"{section.number}. {section.title}")
    blocks = [
        _block(own, block, section) | {"leads": isinstance(after, Bullets)}
        for block, after in zip_longest(section.blocks, section.blocks[1:])
    ]
    own.here = ""
    return {"place": own.name(section.id), "title": title, "blocks": blocks}


def _block(own: Pages, block: Block, section: Section) -> JsonObject:
    place = own.named(block, section)
    match block:
        case Heading(text=text, level=level):
            own.here = place_of(block, section) if level == 2 else ""
            return {"kind": "heading", "level": level, "text": printable(text), "place": place}
        case Paragraph(line=line):
            return {"kind": "paragraph", "runs": _runs(own, line)}
        case Quote(line=line):
            return {"kind": "quote", "runs": _runs(own, line)}
        case Bullets(lines=lines):
            return {"kind": "list", "items": [_runs(own, line) for line in lines]}
        case Table():
            return {"kind": "table"} | _table(block, place)
        case Chart():
            return {"kind": "chart"} | _chart(block)


def _runs(own: Pages, line: Line) -> Runs:
    note = f" ({line.note})" if line.note else ""
    return _runs_of(own, line.text) + ([{"kind": "note", "words": printable(note)}] if note else [])


def _runs_of(own: Pages, text: str) -> Runs:
    tokens = own.tokens(text)
    return [{"kind": of.kind, "words": printable(of.words), "to": of.to} for of in tokens if printable(of.words)]


def _table(table: Table, place: str) -> JsonObject:
    marks, on_all = marks_of(table), note_on_all(table)
    return {
        "place": place,
        "caption": printable(table.caption),
        "columns": [printable(column) for column in table.columns],
        "numeric": sorted(at for at in table.numeric if at < len(table.columns)),
        "rows": [_row(row, marks) for row in table.rows],
        "on_all": printable(f"All rows: {on_all}.") if on_all else "",
        "notes": [{"mark": mark, "words": printable(f"{capital(note)}.")} for note, mark in marks.items()],
    }


def _row(row: TableRow, marks: dict[str, str]) -> JsonObject:
    return {"cells": [printable(cell) for cell in row.cells], "mark": marks.get(row.note or "", "")}


def _chart(chart: Chart) -> JsonObject:
    return {
        "headline": printable(chart.headline),
        "subtitle": printable(chart.subtitle),
        "drawing": svg(chart),
        "words": printable(in_words(chart)),
    }


def _issue(issue: Issue) -> JsonObject:
    lines = [printable(line) for line in checkpoint_lines(issue)]
    return {"edition": printable(edition(issue)), "checkpoint": lines}


def _finding(own: Pages, finding: Finding) -> JsonObject:
    told = [sentence(finding.message)]
    told += [f" To mend: {sentence(finding.mend, False)}"] if finding.mend else []
    told += [f" Accepted: {sentence(finding.accepted)}"] if finding.accepted else []
    return {
        "runs": [run for text in told for run in _runs_of(own, text)],
        "where": printable(f"{where(finding)}. " if finding.places else ""),
        "rule": printable(finding.rule),
    }
