"""From page to page, each kept in the inbox before the next is asked for. Safe to repeat, and to kill anywhere."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from services.ingest.feed.servicenow import query
from services.ingest.feed.servicenow.client import Page
from services.ingest.feed.servicenow.errors import SourceRefuses
from services.ingest.feed.servicenow.row import Place, Row, as_told
from services.ingest.feed.sources import ServiceNow
from shared.inbox.deliveries import Delivery, Kept, Watermark

OVERLAP = timedelta(minutes=10)
"""What is committed later than it is stamped, or stamped by a clock that is behind, still comes."""
SWEPT_MONTHS = 13
_DAYS_OF_A_MONTH = 31
LARGEST_PAGE = 10_000
IDS_AT_ONCE = 50


class Table(Protocol):
    """Where pages come from."""

    def page(self, query: str, limit: int) -> Page:
        """Raises SourceTrouble, PollEnded."""
        ...


class Inbox(Protocol):
    """Where they are kept."""

    def watermark(self, source: str) -> Watermark | None: ...

    def keep(self, deliveries: Sequence[Delivery], watermark: Watermark | None = None) -> Sequence[Kept]:
        """All of them or none, with the watermark, durable when it returns."""
        ...


class Polled(NamedTuple):
    """`new`: rows that had not come before, as a poll brings some of them again."""

    pages: int = 0
    rows: int = 0
    new: int = 0

    def plus(self, kept: Sequence[Kept]) -> "Polled":
        return Polled(self.pages + 1, self.rows + len(kept), self.new + sum(not each.again for each in kept))


class Swept(NamedTuple):
    """`gone`: tickets that were looked for by name, and are not to be found."""

    polled: Polled
    found: frozenset[str]
    gone: tuple[str, ...]


class Poller:
    """Polls one source into one inbox. Two at once bring the same, and nothing twice."""

    def __init__(
        self, source: str, settings: ServiceNow, table: Table, inbox: Inbox, clock: Callable[[], datetime]
    ) -> None:
        self._source = source
        self._settings = settings
        self._table = table
        self._inbox = inbox
        self._clock = clock

    def poll(self) -> Polled:
        """What was changed since ten minutes before the watermark.

        Raises SourceTrouble, PollEnded, FeedBoxUnavailable; what was kept before that stays.
        """
        mark = self._inbox.watermark(self._source)
        since = mark.changed_at - OVERLAP if mark else None
        done, asked = Polled(), query.changed_since(since, self._settings.filter)
        begin = Place(as_told(since), "") if since else None
        while rows := self._rows(asked):
            begin = _last_of(rows, begin)
            mark = self._reached(mark, begin)
            # A page and how far it reaches are kept together: after a crash nothing of it is missing, and the next
            # poll brings again at most what overlaps.
            done = done.plus(self._inbox.keep(self._deliveries(rows), mark))
            asked = query.changed_after(begin, self._settings.filter)
        return done

    def sweep(self, known: Collection[str]) -> Swept:
        """All that is open or was closed in the last 13 months: what was edited in silence comes as a delivery of its
        own. Of the tickets that are `known`, those that did not come are asked for by name. As `poll`, without a
        watermark."""
        done, found = Polled(), set[str]()
        for rows in self._all():
            done = done.plus(self._inbox.keep(self._deliveries(rows)))
            found |= {row.place.sys_id for row in rows if row.place}
        missed = sorted(set(known) - found)
        for first in range(0, len(missed), IDS_AT_ONCE):
            if rows := self._rows(query.named(missed[first : first + IDS_AT_ONCE])):
                done = done.plus(self._inbox.keep(self._deliveries(rows)))
                found |= {row.place.sys_id for row in rows if row.place}
        return Swept(done, frozenset(found), tuple(sorted(set(known) - found)))

    def _all(self) -> Iterator[Sequence[Row]]:
        settings, last = self._settings, ""
        since = self._clock() - timedelta(days=SWEPT_MONTHS * _DAYS_OF_A_MONTH)
        while rows := self._rows(
            query.all_of(settings.open_filter, settings.closed_column, since, settings.filter, last)
        ):
            yield rows
            last = max((row.place.sys_id for row in rows if row.place), default=last)
            if not last:
                raise SourceRefuses(f"{self._source} answers with rows that tell no sys_id")

    def _rows(self, asked: str) -> Sequence[Row]:
        """The next page; empty only where nothing lies behind. Rows that the user may not see make a page shorter, or
        leave nothing of it: then a larger one is asked for."""
        limit = self._settings.page
        while True:
            page = self._table.page(asked, limit)
            if page.rows or page.total is None or page.total <= limit:
                return page.rows
            if limit >= LARGEST_PAGE:
                raise SourceRefuses(
                    f"{self._source} hides {limit:,} rows in a row from the user that polls: let it read them, "
                    "or leave them out with a filter"
                )
            limit = min(LARGEST_PAGE, 4 * limit)

    def _deliveries(self, rows: Sequence[Row]) -> Sequence[Delivery]:
        return [Delivery(self._source, "poll", row.delivery_id, row.raw) for row in rows]

    def _reached(self, mark: Watermark | None, last: Place) -> Watermark:
        """Never back, and never beyond now: a ticket from the future would hide all that is changed until then."""
        here = Watermark(min(last.changed_at, self._clock()), last.sys_id)
        return here if mark is None or here.changed_at >= mark.changed_at else mark


def _last_of(rows: Sequence[Row], behind: Place | None) -> Place:
    """Where the next page begins. Raises SourceRefuses where the rows are not in the order that was asked for: from
    such a page nobody can go on without losing some."""
    last = behind
    for row in rows:
        if row.place is None:
            continue
        if last is not None and row.place <= last:
            raise SourceRefuses(
                f"a page has {row.place.sys_id} ({row.place.changed}) behind {last.sys_id or 'what was asked for'} "
                f"({last.changed}): expected rows in the order of sys_updated_on and sys_id, and a user in GMT"
            )
        last = row.place
    if last is None or last is behind:
        raise SourceRefuses("a page has no row with sys_updated_on and sys_id: let the user that polls read both")
    return last
