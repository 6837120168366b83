"""PURE. The lines of a report that speak of something, each with the facts without which it would not stand there."""

from collections.abc import Iterator
from typing import Any

from services.reporter.explain.as_json import fact_json
from services.reporter.explain.explanation import TellingOf
from services.reporter.report import Line, Report, TableRow, lines_of

Found = tuple[tuple[str, Line | TableRow], ...]
"""Section id and line, in the order of the paper."""


def explain_lines(report: Report, words: str) -> Found:
    """All lines that hold `words` (a label such as MP106, say), capitals aside."""
    wanted = words.casefold()
    return tuple(
        (section.id, line)
        for section in report.sections
        for line in lines_of(section)
        if wanted in printed_text(line).casefold()
    )


def lines_text(found: Found, telling_of: TellingOf = lambda id: None) -> str:
    """Each line of the report, the mark printed with it, and its facts."""
    return "\n".join(text for section, line in found for text in _told(section, line, telling_of)) + "\n"


def _told(section: str, line: Line | TableRow, telling_of: TellingOf) -> Iterator[str]:
    yield f"{section}: {printed_text(line)}"
    if line.note:
        yield f"  mark: {line.note}"
    for id in line.evidence:
        yield "  ".join(("", id, *(telling_of(id) or ())))
    if not line.evidence:
        yield "  no facts: words of the template, or that nothing is recorded"


def lines_json(found: Found, telling_of: TellingOf = lambda id: None) -> list[dict[str, Any]]:
    return [
        {
            "section": section,
            "text": printed_text(line),
            "mark": line.note,
            "facts": [fact_json(id, telling_of(id)) for id in line.evidence],
        }
        for section, line in found
    ]


def printed_text(line: Line | TableRow) -> str:
    return line.text if isinstance(line, Line) else " | ".join(line.cells)
