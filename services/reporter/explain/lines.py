"""PURE. The lines of a report that speak of something, each with the facts without which it would not stand there."""

from collections.abc import Iterator

from services.reporter.report import Bullets, Line, Paragraph, Report, Section, Table, TableRow


def explain_lines(report: Report, words: str) -> tuple[tuple[str, Line | TableRow], ...]:
    """Section id and line of all lines that hold `words` (a label such as MP106, say), capitals aside."""
    wanted = words.casefold()
    return tuple(
        (section.id, line)
        for section in report.sections
        for line in _lines(section)
        if wanted in printed_text(line).casefold()
    )


def lines_text(found: tuple[tuple[str, Line | TableRow], ...]) -> str:
    """One line of the report, then the ids of its facts and the mark printed with it."""
    return "".join(
        f"{section}: {printed_text(line)}\n  facts: {', '.join(line.evidence) or 'none: words of the template'}\n"
        + (f"  mark: {line.note}\n" if line.note else "")
        for section, line in found
    )


def printed_text(line: Line | TableRow) -> str:
    return line.text if isinstance(line, Line) else " | ".join(line.cells)


def _lines(section: Section) -> Iterator[Line | TableRow]:
    for block in section.blocks:
        match block:
            case Paragraph(line=line):
                yield line
            case Bullets(lines=lines):
                yield from lines
            case Table(rows=rows):
                yield from rows
            case _:
                pass
