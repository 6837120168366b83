"""Two papers of the log held against each other: what is different, and which facts made it so."""

from collections.abc import Iterable, Mapping, Sequence

from services.reporter.diff.causes import causes
from services.reporter.diff.difference import Difference
from services.reporter.diff.find import Named, difference
from services.reporter.forecasts.forecast import Compared
from services.reporter.press.press import Archive
from services.reporter.view import View
from shared.domain.recorded import Recorded

FACTS_A_PAGE = 5_000


def compared(
    archive: Archive, before: Named, after: Named, view: View, outcomes: Iterable[Compared] = ()
) -> Difference:
    """`view` is what `after` was assembled of; `outcomes` are of what `before` forecast.

    The facts come from what was told between the two positions.
    """
    then, now = before.report.cut.position, after.report.cut.position
    found = causes(view, after.report, histories_since(archive, then, now), then)
    return difference(before, after, found, outcomes)


def histories_since(archive: Archive, after: int, upto: int) -> Mapping[str, Sequence[Recorded]]:
    """The whole history up to `upto` of each stream of which anything was told after `after`."""
    streams: dict[str, None] = {}
    while page := archive.log.read(after, FACTS_A_PAGE, upto):
        streams |= dict.fromkeys(fact.stream for fact in page)
        after = page[-1].position
    passed_over = archive.passed_over()
    return {stream: archive.log.history(stream, upto, passed_over=passed_over) for stream in streams}
