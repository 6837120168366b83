"""Reports for the commands: assembled from a reading, and rendered."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from services.cli.exits import WrongUsage
from services.cli.moments import end_of
from services.cli.reading import Reading
from services.reporter.assemble import assemble
from services.reporter.cut import Asked, NewsEndBeforeTheyBegin, cut_of
from services.reporter.forecasts.came import compared
from services.reporter.forecasts.forecast import Compared
from services.reporter.forecasts.made import forecasts_of
from services.reporter.load import load, load_outcomes, load_to_prepare
from services.reporter.prepare import points_of
from services.reporter.prepare.corrections import FACTS
from services.reporter.prepare.point import Point
from services.reporter.report import Report
from services.reporter.view import View
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.domain.streams import kind_of


def report_of(now: Reading, month: Month, day_count: str | None = None, beside: str | None = None) -> Report:
    """The report of `month` at the reading's position. Raises as `view_for`."""
    return assemble(view_for(now, month, day_count, beside))


def view_for(now: Reading, month: Month, day_count: str | None = None, beside: str | None = None) -> View:
    """The view of `month` at the reading's position; the day that was asked for is the last of its news.

    Raises WrongUsage where no paper of the month can end on that day.
    """
    asked = Asked(news_to=now.as_of, known_at=now.known_at, day_count=day_count, beside=beside)
    with asked_for():
        return load(now.system.store, month, now.position, asked)


@contextmanager
def asked_for() -> Iterator[None]:
    """What is made with the days that somebody asked for. Raises WrongUsage where no paper has them."""
    try:
        yield
    except NewsEndBeforeTheyBegin as error:
        raise WrongUsage(str(error)) from None


def lacking(now: Reading, month: Month, today: date) -> tuple[date, tuple[Point, ...]]:
    """What the paper of `month` still lacks, and on which day: the one asked for, or the last of its news, unless that
    lies ahead of `today`. Raises as `view_for`.
    """
    with asked_for():
        planned = cut_of(month, now.rows(), now.position, Asked(news_to=now.as_of))
        day = planned.as_of if now.as_of else max(min(planned.as_of, today), planned.news.first)
        about_facts = now.log.of_types(FACTS, now.position, passed_over=now.system.store.discarded())
        asked, also = Asked(news_to=day, known_at=now.known_at), _modifications(about_facts)
        return day, points_of(load_to_prepare(now.system.store, month, now.position, asked, also), about_facts)


def forecasts(now: Reading, month: Month) -> tuple[date, tuple[Compared, ...]]:
    """What the paper of `month` forecast, as it was known on its own day, and what came of it by the reading's day.

    Gives the paper's day as well. Raises as `view_for`.
    """
    day = cut_of(month, now.rows(), now.position).as_of
    known_at = end_of(day)
    then = min(now.log.position_known_by(known_at), now.position)
    made = forecasts_of(load(now.system.store, month, then, Asked(news_to=day, known_at=known_at)))
    return day, compared(made, load_outcomes(now.system.store, made, now.position), now.day)


def _modifications(told: Iterable[Recorded]) -> set[str]:
    return {recorded.stream for recorded in told if kind_of(recorded.stream) == "modification"}


def bytes_of(report: Report, form: str) -> bytes:
    """The report in one format, by its name in `RENDERERS`."""
    from services.reporter.render import rendered

    return rendered(report, form)
