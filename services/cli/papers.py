"""Reports for the commands: assembled from a reading, rendered, compared with a published paper."""

from collections.abc import Callable
from functools import cache

from services.cli.exits import WrongUsage
from services.cli.reading import Reading
from services.reporter.assemble import assemble
from services.reporter.compare.judge import compare
from services.reporter.compare.sides import Published, printed
from services.reporter.compare.verdict import Comparison
from services.reporter.cut import Asked, NewsEndBeforeTheyBegin
from services.reporter.load import load
from services.reporter.report import Report
from shared.domain.period import Month
from shared.papers.checks import check
from shared.papers.decode import text_of
from shared.papers.read import read


def report_of(now: Reading, month: Month) -> Report:
    """The report of `month` at the reading's position; the day that was asked for is the last of its news.

    Raises WrongUsage where no paper of the month can end on that day.
    """
    asked = Asked(news_to=now.as_of, known_at=now.known_at)
    try:
        view = load(now.system.store, month, now.position, asked)
    except NewsEndBeforeTheyBegin as error:
        raise WrongUsage(str(error)) from None
    return assemble(view)


def bytes_of(report: Report, form: str) -> bytes:
    """The report in one format: `md`, `html` or `json`."""
    from services.reporter.render import RENDERERS

    return RENDERERS[form](report).encode()


def compared(published: bytes, report: Report) -> Comparison:
    """The published paper against the report, one verdict for each statement. Raises NotAPaper."""
    reading = read(text_of(published))
    return compare(Published(reading.statements, check(reading), reading.not_understood), printed(report))


def source_of(now: Reading) -> Callable[[str], str | None]:
    """From a fact's id to where it was read, by looking into the log once for each stream."""

    @cache
    def sources(stream: str) -> dict[str, str]:
        told = now.log.history(stream, upto=now.position)
        return {r.id: ", ".join(filter(None, (r.entry.source.ref, r.entry.source.locator))) for r in told}

    return lambda id: sources(id.rpartition("#")[0]).get(id)
