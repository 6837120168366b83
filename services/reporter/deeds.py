"""PURE. What bodies did with proposals in the days of a paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from services.reporter.once import once, once_of_its_rows
from services.reporter.view import View
from shared.domain.period import Window
from shared.domain.reference import ModificationRef
from shared.domain.streams import Body
from shared.readmodels import MEETINGS, PROCEEDINGS
from shared.readmodels.proceedings import Deed, Proceeding
from shared.readmodels.readmodel import evidence_of


def in_the_news(view: View, *deeds: Deed) -> tuple[Proceeding, ...]:
    """Dated within the days of the paper, by number, then by day. What has no day of its own is no news."""
    return done_in(view, view.cut.news, *deeds)


def done_in(view: View, days: Window, *deeds: Deed) -> tuple[Proceeding, ...]:
    """The same within other days."""
    return _in_order(row for row in _by_deed(view, *deeds) if row.taken.exact and row.taken.on in days)


@once
def past(view: View, *deeds: Deed) -> tuple[Proceeding, ...]:
    """By the end of the day that the paper speaks of, by number, then by day."""
    day = view.cut.as_of
    return _in_order(row for row in _by_deed(view, *deeds) if row.taken.on <= day)


def done_on(view: View, day: date, deed: Deed) -> tuple[Proceeding, ...]:
    """On that day, by number; nothing where it is after the day that the paper speaks of."""
    last = view.cut.as_of
    return _in_order(row for row in _by_deed(view, deed) if row.taken.on == day <= last)


@once_of_its_rows
def deeds_of(view: View, stream: str) -> tuple[Proceeding, ...]:
    """What was done with one proposal by the end of the day that the paper speaks of, by day."""
    day = view.cut.as_of
    known = (row for row in _by_stream(view).get(stream, ()) if row.taken.on <= day)
    return tuple(sorted(known, key=lambda row: (row.taken.on, row.id)))


def done_by(view: View, body: Body, day: date) -> bool:
    """Whether `body` did anything on that day, as far as is recorded with a day of its own."""
    return (body, day) in _busy(view)


@once
def _busy(view: View) -> frozenset[tuple[str | None, date]]:
    return frozenset((row.body, row.taken.on) for row in view.of(PROCEEDINGS).values() if row.taken.exact)


def _in_order(rows: Iterable[Proceeding]) -> tuple[Proceeding, ...]:
    return tuple(sorted(rows, key=lambda row: (ModificationRef.parse(row.stream), row.taken.on, row.id)))


def _by_deed(view: View, *deeds: Deed) -> Iterator[Proceeding]:
    return (row for deed in dict.fromkeys(deeds) for row in _rows_by_deed(view).get(deed, ()))


# Of a long history there are very many rows: each is looked at once, and only what is asked for is put in order.
@once
def _rows_by_deed(view: View) -> Mapping[Deed, Sequence[Proceeding]]:
    by_deed: dict[Deed, list[Proceeding]] = defaultdict(list)
    for row in view.of(PROCEEDINGS).values():
        by_deed[row.deed].append(row)
    return by_deed


@once
def _by_stream(view: View) -> Mapping[str, Sequence[Proceeding]]:
    by_stream: dict[str, list[Proceeding]] = defaultdict(list)
    for row in view.of(PROCEEDINGS).values():
        by_stream[row.stream].append(row)
    return by_stream


def meetings_held(view: View, body: Body) -> tuple[str, ...]:
    """The facts that say that `body` met in the days of the paper: a sentence that it decided nothing rests on them."""
    rows = [row for row in view.of(MEETINGS).values() if row.body == body and row.held and row.on in view.cut.news]
    return evidence_of(*(row.held for row in sorted(rows, key=lambda row: row.on)))
