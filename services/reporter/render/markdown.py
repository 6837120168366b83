"""PURE. A report as Markdown: the published paper's form, and after it the notes on it."""

from collections.abc import Iterator
from typing import NamedTuple

from services.reporter.render.charts.table import table_of
from services.reporter.render.colophon import checkpoint_lines, edition, in_words
from services.reporter.render.marks import marks_of, note_on_all
from services.reporter.render.restated import restated
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
)
from services.reporter.words import capital
from shared.papers.escapes import escaped
from shared.papers.finding import Finding
from shared.papers.statement import Place, Statement

NOTES = "Notes on this paper"


class Printed(NamedTuple):
    """One line of text, what it says, and under which headings it stands."""

    text: str = ""
    says: tuple[Statement, ...] = ()
    where: str = "Head"


def markdown(report: Report) -> str:
    """No text opens a tag, whoever wrote it: every `<` is escaped, and the readers of papers take it back."""
    lines = [*_paper(report), *_notes(report)]
    return "\n".join(escaped(line.text) for line in lines).rstrip("\n") + "\n"


def statements_of(report: Report) -> tuple[Statement, ...]:
    """What the paper says, each with its line in the Markdown and its headings, in the order printed."""
    return tuple(
        said.at(Place(at, line.where)) for at, line in enumerate(_paper(report), start=1) for said in line.says
    )


def _paper(report: Report) -> Iterator[Printed]:
    *lines, title = report.head
    for line in lines:
        yield from _apart(Printed(line.text, line.says))
    yield from _apart(Printed(f"# {title.text}", title.says))
    for section in report.sections:
        yield from _section(section)


def _apart(line: Printed) -> tuple[Printed, Printed]:
    """The line, with an empty one after it."""
    return line, Printed()


def _section(section: Section) -> Iterator[Printed]:
    title = f"{section.number}. {section.title}"
    where = title
    yield from _apart(Printed(f"## {title}", (), where))
    above = ""
    for block in section.blocks:
        if isinstance(block, Heading):
            above = block.text if block.level == 1 else above
            where = " / ".join(part for part in (title, above, block.text if block.level == 2 else "") if part)
        yield from _block(block, where, title)


def _block(block: Block, where: str, section: str) -> Iterator[Printed]:
    match block:
        case Heading(text=text, level=level):
            yield from _apart(Printed(f"{'#' * (level + 2)} {text}", (), where))
        case Paragraph(line=line):
            yield from _apart(Printed(_inline(line), line.says, where))
        case Quote(line=line):
            yield from _apart(Printed(f"> {line.text}", line.says, where))
        case Bullets(lines=lines):
            yield from (Printed(f"- {_inline(line)}", line.says, where) for line in lines)
            yield Printed()
        case Table():
            yield from _table(block, f"{section} / {block.caption}")
        case Chart():
            yield from _chart(block, where)


def _inline(line: Line) -> str:
    """Text that came from outside never opens a heading, a table or a quotation."""
    text = f"\\{line.text}" if line.text.startswith(("#", "|", ">")) else line.text
    return f"{text} ({line.note})" if line.note else text


def _table(table: Table, where: str) -> Iterator[Printed]:
    yield from _apart(Printed(f"#### {table.caption}", (), where))
    yield from _columns(table, where)
    marks = marks_of(table)
    for row in table.rows:
        *cells, last = row.cells
        marked = f"{last} [{marks[row.note]}]" if row.note in marks else last
        yield Printed(_row((*cells, marked)), row.says, f"{where} / {row.cells[0]}")
    yield Printed()
    if note := note_on_all(table):
        yield from _apart(Printed(f"All rows: {note}.", (), where))
    for note, mark in marks.items():
        yield from _apart(Printed(f"[{mark}] {capital(note)}.", (), where))


def _columns(table: Table, where: str) -> tuple[Printed, Printed]:
    rule = tuple("---:" if at in table.numeric else "---" for at in range(len(table.columns)))
    return Printed(_row(table.columns), (), where), Printed(_row(rule), (), where)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '∣') for cell in cells)} |"


def _chart(chart: Chart, where: str) -> Iterator[Printed]:
    yield from _apart(Printed(f"**{chart.headline}**", (), where))
    yield from _apart(Printed(chart.subtitle, (), where))
    table = table_of(chart)
    yield from _columns(table, where)
    yield from (Printed(_row(row.cells), row.says, f"{where} / {row.cells[0]}") for row in table.rows)
    yield Printed()


def _notes(report: Report) -> Iterator[Printed]:
    yield from _apart(Printed(f"## {NOTES}"))
    yield from _revisions(report)
    if changes := restated(report):
        yield from _table(changes, NOTES)
    yield from _apart(Printed(findings_lead(report)))
    for finding in report.findings:
        yield Printed(f"- {told(finding)}")
    if report.findings:
        yield Printed()
    yield Printed("### Colophon")
    yield Printed()
    yield Printed("| Input | Value |")
    yield Printed("| --- | --- |")
    yield from (Printed(_row(pair)) for pair in in_words(report.cut))
    if report.issue:
        yield from _issue(report.issue)


def _revisions(report: Report) -> Iterator[Printed]:
    if report.revisions:
        yield from (Printed(f"- {line.text}") for line in report.revisions)
        yield Printed()


def _issue(issue: Issue) -> Iterator[Printed]:
    """The checkpoint as it is, since its bytes are what is signed."""
    yield Printed()
    yield from _apart(Printed(f"Issued: {edition(issue)}. The log's checkpoint at this position:"))
    yield Printed("```")
    yield from (Printed(line) for line in checkpoint_lines(issue))
    yield Printed("```")


def findings_lead(report: Report) -> str:
    if not report.findings:
        return "Made from recorded facts. No check found anything to say."
    return "Made from recorded facts. What checks found in them and in this paper:"


def told(finding: Finding) -> str:
    """A finding in a line: the rule, what, where, how to mend it, and why it was accepted."""
    places = f" ({where(finding)})" if finding.places else ""
    mend = f" To mend: {sentence(finding.mend, False)}" if finding.mend else ""
    accepted = f" Accepted: {sentence(finding.accepted)}" if finding.accepted else ""
    return f"**{finding.rule}**: {sentence(finding.message).rstrip('.')}{places}.{mend}{accepted}"


def sentence(text: str, begins: bool = True) -> str:
    """With a full stop, and where it `begins` with a capital; checks write neither."""
    return f"{(capital(text) if begins else text).rstrip('.')}."


def where(finding: Finding) -> str:
    """The places of the finding by their headings, each once."""
    return "; ".join(dict.fromkeys(place.where for place in finding.places))
