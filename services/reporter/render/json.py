"""PURE. A report as JSON for programs. Its keys are promised; more may come beside them."""

from collections.abc import Iterator
from dataclasses import asdict
from json import dumps
from typing import Any

from services.reporter.diary.entry import Entry
from services.reporter.render.charts.table import table_of
from services.reporter.render.colophon import colophon
from services.reporter.report import (
    Block,
    Bullets,
    Chart,
    Figure,
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
from shared.papers.finding import Finding

JsonObject = dict[str, Any]


def json(report: Report) -> str:
    """Two spaces deep, keys in the order written here."""
    return dumps(as_json(report), ensure_ascii=False, indent=2) + "\n"


def as_json(report: Report) -> JsonObject:
    return {
        "month": str(report.cut.month),
        "paper_ref": report.header.paper_ref if report.header else None,
        "colophon": colophon(report.cut),
        "issue": _issue(report.issue) if report.issue else None,
        "revisions": [_line(line) for line in report.revisions],
        "glance": [_line(line) for line in report.glance],
        "sections": [_section(section) for section in report.sections],
        "figures": {name: _figure(figure) for name, figure in report.figures.items()},
        "findings": [_finding(finding) for finding in report.findings],
        "diary": [_entry(entry) for entry in report.diary],
    }


def _issue(issue: Issue) -> JsonObject:
    return {
        "paper_ref": issue.paper_ref,
        "edition": issue.edition,
        "checkpoint": issue.checkpoint,
        "accepted": [each.model_dump() for each in issue.accepted],
        "changes": [each.model_dump() for each in issue.changes],
    }


def _section(section: Section) -> JsonObject:
    lines: list[JsonObject] = []
    above: list[str] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            above = [*above[: block.level - 1], block.text]
        lines += [line | {"under": above} for line in _lines(block)]
    return {"id": section.id, "title": section.title, "lines": lines}


def _lines(block: Block) -> Iterator[JsonObject]:
    match block:
        case Heading():
            return
        case Paragraph(line=line) | Quote(line=line):
            yield _line(line)
        case Bullets(lines=lines):
            yield from (_line(line) for line in lines)
        case Table(caption=caption):
            yield from (_row(block, row) | {"table": caption} for row in block.rows)
        case Chart(id=id, headline=headline, subtitle=subtitle, evidence=evidence):
            yield _line(Line(headline, evidence)) | {"chart": id, "subtitle": subtitle}
            yield from _bars(block)


def _bars(chart: Chart) -> Iterator[JsonObject]:
    """Each with its value as a number beside the cells of its table."""
    table = table_of(chart)
    for bar, row in zip(chart.bars, table.rows, strict=True):
        told = Line(f"{bar.label}: {bar.value}", bar.evidence)
        yield _line(told) | {"chart": chart.id, "value": bar.value, "cells": _cells(table, row)}


def _row(table: Table, row: TableRow) -> JsonObject:
    return _line(Line(" | ".join(row.cells), row.evidence, note=row.note)) | {"cells": _cells(table, row)}


def _cells(table: Table, row: TableRow) -> dict[str, str]:
    """By column."""
    return dict(zip(table.columns, row.cells, strict=True))


def _line(line: Line) -> JsonObject:
    note = {"note": line.note} if line.note else {}
    return {"text": line.text, "evidence": list(line.evidence), **note}


def _figure(figure: Figure) -> JsonObject:
    return {
        "value": figure.value,
        "unit": figure.unit,
        "basis": figure.basis,
        "stated": figure.stated,
        "rule": figure.rule,
        "evidence": list(figure.evidence),
    }


def _finding(finding: Finding) -> JsonObject:
    return {
        "rule": finding.rule,
        "message": finding.message,
        "where": [asdict(place) for place in finding.places],
        "mend": finding.mend,
        "subjects": list(finding.subjects),
        "accepted": finding.accepted,
    }


def _entry(entry: Entry) -> JsonObject:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "on": entry.on.isoformat(),
        "title": entry.title,
        "lines": list(entry.lines),
        "cancelled": entry.cancelled,
        "evidence": list(entry.evidence),
    }
