"""The June 2020 paper as it was known on its day, and with what was told of it later."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from services.ingest.from_paper import facts_of
from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.diff.causes import causes
from services.reporter.diff.difference import Change, Difference
from services.reporter.diff.find import Named, difference
from services.reporter.forecasts.came import compared
from services.reporter.forecasts.made import forecasts_of
from services.reporter.report import Report
from services.reporter.views import replayed, view_of
from shared.domain.codec import recorded
from shared.domain.recorded import Recorded
from shared.papers.read import read
from tests.given import entries, stored
from tests.services.reporter.papers import JUNE, june_history, published

PAPER_DAY = Asked(news_to=date(2020, 6, 12))


def june_and(later: str) -> tuple[Recorded, ...]:
    """Its facts, and after them these, one a line as in tests/given.py."""
    june = facts_of(read(published()), lambda stream: ()).entries
    return tuple(map(recorded, stored([*june, *entries(later)])))


def then() -> Report:
    return assemble(view_of(june_history(), JUNE, asked=PAPER_DAY))


def difference_with(later: str, asked: Asked = PAPER_DAY) -> Difference:
    """Of the paper as it was known then, and by these facts as well."""
    return difference_of(june_and(later), asked)


def difference_of(told: Sequence[Recorded], asked: Asked = PAPER_DAY, by: date | None = None) -> Difference:
    """`by`: what came of its forecasts by then."""
    before, view = then(), view_of(told, JUNE, asked=asked)
    after = assemble(view)
    histories = defaultdict[str, list[Recorded]](list)
    for fact in told:
        histories[fact.stream].append(fact)
    since = {stream: facts for stream, facts in histories.items() if facts[-1].position > before.cut.position}
    found = causes(view, after, since, before.cut.position)
    outcomes = compared(forecasts_of(view_of(june_history(), JUNE, asked=PAPER_DAY)), replayed(told), by) if by else ()
    return difference(Named("as issued", before), Named("as known now", after), found, outcomes)


def told(changes: Sequence[Change]) -> list[tuple[str, str | None, str | None, str | None, tuple[str, ...]]]:
    return [(change.name, change.before, change.after, change.kind, change.facts) for change in changes]
