"""Papers for the tests of the reporter: that of June 2020, its facts as the importer makes them, and small ones."""

from functools import cache
from importlib.resources import files

from services.ingest.from_paper import facts_of
from services.reporter.assemble import assemble
from services.reporter.report import Block, Bullets, Heading, Paragraph, Quote, Report, Table
from services.reporter.view import View
from services.reporter.views import view_of
from shared.domain.codec import recorded
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.papers.read import read
from tests.given import history, stored

JUNE = Month(2020, 6)


@cache
def published() -> str:
    return files("services.ingest.papers").joinpath("SECP_81_1906_12.md").read_text("utf-8")


@cache
def june_history() -> tuple[Recorded, ...]:
    imported = facts_of(read(published()), lambda stream: ())
    return tuple(recorded(fact) for fact in stored(imported.entries))


@cache
def june_view() -> View:
    return view_of(june_history(), JUNE)


@cache
def june() -> Report:
    return assemble(june_view())


def view(text: str, month: str = "2020-07") -> View:
    """The view of a paper of these facts, one a line, as in tests/given.py."""
    return view_of(history(text), Month.parse(month))


def paper(text: str, month: str = "2020-07") -> Report:
    return assemble(view(text, month))


def under(report: Report, heading: str) -> list[str]:
    """The lines under a heading, as printed in Markdown; items begin with a dash."""
    printed: list[str] = []
    for section in report.sections:
        here = ""
        for block in section.blocks:
            here = block.text if isinstance(block, Heading) else here
            if here == heading:
                printed += _lines(block)
    return printed


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(line=line) | Quote(line=line):
            return [line.text]
        case Bullets(lines=lines):
            return [f"- {line.text}" for line in lines]
        case _:
            return []


def rows(report: Report, caption: str) -> list[tuple[str, ...]]:
    """The cells of the table with this caption."""
    blocks = (block for section in report.sections for block in section.blocks)
    tables = [block for block in blocks if isinstance(block, Table) and block.caption == caption]
    return [row.cells for table in tables for row in table.rows]
