"""PURE. What bodies did with proposals in the days of a paper."""

from collections import defaultdict
from collections.abc import Mapping

from services.reporter.once import once
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.domain.streams import Body
from shared.readmodels import MEETINGS, PROCEEDINGS
from shared.readmodels.proceedings import Deed, Proceeding
from shared.readmodels.readmodel import evidence_of


def in_the_news(view: View, *deeds: Deed) -> tuple[Proceeding, ...]:
    """Dated within the days of the paper, by number, then by day. What has no day of its own is no news."""
    return tuple(deed for deed in past(view, *deeds) if deed.taken.exact and deed.taken.on in view.cut.news)


@once
def past(view: View, *deeds: Deed) -> tuple[Proceeding, ...]:
    """By the end of the day that the paper speaks of, by number, then by day."""
    rows = view.of(PROCEEDINGS).values()
    known = [row for row in rows if row.deed in deeds and row.taken.on <= view.cut.as_of]
    return tuple(sorted(known, key=lambda row: (ModificationRef.parse(row.stream), row.taken.on, row.id)))


@once
def deeds_of(view: View) -> Mapping[str, tuple[Proceeding, ...]]:
    """By stream, what was done by the end of the day that the paper speaks of, by day."""
    by_stream: dict[str, list[Proceeding]] = defaultdict(list)
    known = (row for row in view.of(PROCEEDINGS).values() if row.taken.on <= view.cut.as_of)
    for row in sorted(known, key=lambda row: (row.taken.on, row.id)):
        by_stream[row.stream].append(row)
    return {stream: tuple(rows) for stream, rows in by_stream.items()}


def meetings_held(view: View, body: Body) -> tuple[str, ...]:
    """The facts that say that `body` met in the days of the paper: a sentence that it decided nothing rests on them."""
    rows = [row for row in view.of(MEETINGS).values() if row.body == body and row.held and row.on in view.cut.news]
    return evidence_of(*(row.held for row in sorted(rows, key=lambda row: row.on)))
