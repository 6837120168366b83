"""A published paper beside our report of its month. Apart from `papers`: who only builds a paper loads no reader."""

from services.reporter.compare.judge import compare
from services.reporter.compare.sides import Published, printed
from services.reporter.compare.verdict import Comparison
from services.reporter.report import Report
from shared.office.word import paper_text
from shared.papers.checks import check
from shared.papers.read import read


def compared(published: bytes, report: Report) -> Comparison:
    """The published paper against the report, one verdict for each statement. Raises NotAPaper."""
    reading = read(paper_text(published))
    return compare(Published(reading.statements, check(reading), reading.not_understood), printed(report))


def month_of_published(comparison: Comparison) -> str | None:
    """`2020-06`: the month in the title of the published paper, where it has one."""
    said = (verdict.published for verdict in comparison.verdicts if verdict.published)
    return next((str(title["month"]) for title in said if title.kind == "paper_title"), None)
