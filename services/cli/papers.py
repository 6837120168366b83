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
from services.reporter.explain.explanation import Told
from services.reporter.listings.words import in_words
from services.reporter.load import load
from services.reporter.report import Report
from shared.domain.period import Month
from shared.domain.recorded import Recorded
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


def month_of_published(comparison: Comparison) -> str | None:
    """`2020-06`: the month in the title of the published paper, where it has one."""
    said = (verdict.published for verdict in comparison.verdicts if verdict.published)
    return next((str(title["month"]) for title in said if title.kind == "paper_title"), None)


def telling_of(now: Reading) -> Callable[[str], Told | None]:
    """From a fact's id to what it says, by looking into the log once for each stream."""

    @cache
    def told(stream: str) -> dict[str, Told]:
        return {recorded.id: _told(recorded) for recorded in now.log.history(stream, upto=now.position)}

    return lambda id: told(id.rpartition("#")[0]).get(id)


def _told(recorded: Recorded) -> Told:
    source = recorded.entry.source
    day = str(recorded.entry.occurred_on or f"by {recorded.entry.occurred_by}")
    return Told(day, in_words(recorded), ", ".join(filter(None, (source.ref, source.locator))))
