"""Reports for the commands: assembled from a reading, and rendered."""

from services.cli.exits import WrongUsage
from services.cli.reading import Reading
from services.reporter.assemble import assemble
from services.reporter.cut import Asked, NewsEndBeforeTheyBegin
from services.reporter.load import load
from services.reporter.report import Report
from shared.domain.period import Month


def report_of(now: Reading, month: Month, day_count: str | None = None, beside: str | None = None) -> Report:
    """The report of `month` at the reading's position; the day that was asked for is the last of its news.

    Raises WrongUsage where no paper of the month can end on that day.
    """
    asked = Asked(news_to=now.as_of, known_at=now.known_at, day_count=day_count, beside=beside)
    try:
        view = load(now.system.store, month, now.position, asked)
    except NewsEndBeforeTheyBegin as error:
        raise WrongUsage(str(error)) from None
    return assemble(view)


def bytes_of(report: Report, form: str) -> bytes:
    """The report in one format: `md`, `html` or `json`."""
    from services.reporter.render import RENDERERS

    return RENDERERS[form](report).encode()
