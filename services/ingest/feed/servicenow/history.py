"""Revisions between two polls, which no poll saw: asked for in the audit of the source, where it offers one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.ingest.feed.servicenow import query
from services.ingest.feed.servicenow.audited import Change, changes_in, changes_of, earlier
from services.ingest.feed.servicenow.poller import Inbox, Table
from services.ingest.feed.servicenow.row import Row, row_of, value_of
from shared.domain.facts import DccTicketRevisionObserved, FeedGapClosed, FeedGapDetected
from shared.domain.streams import feed as feed_stream
from shared.domain.streams import ticket as ticket_stream
from shared.eventlog.log import EventLog
from shared.feed.strict import read_strictly
from shared.inbox.deliveries import Delivery

LONGEST_GAP = 1_000
PAGE = 1_000


class History:
    """Of one source: its table, and the audit of that. Safe to repeat: what was found is kept once."""

    def __init__(self, source: str, name: str, table: Table, audit: Table, inbox: Inbox, log: EventLog) -> None:
        self._source = source
        self._name = name
        self._table = table
        self._audit = audit
        self._inbox = inbox
        self._log = log

    def fetch(self) -> int:
        """How many revisions came that had not come before. Raises SourceTrouble, PollEnded, FeedBoxUnavailable."""
        return sum(self._of(ticket_id) for ticket_id in self._with_gaps())

    def _of(self, ticket_id: str) -> int:
        wanted = self._missing(ticket_id)
        rows = self._table.page(query.named([ticket_id]), 1).rows if wanted else ()
        row = _values(rows[0]) if rows else {}
        if not str(row.get("sys_mod_count", "")).isdecimal():
            return 0
        found = earlier(row, self._changes(ticket_id), wanted)
        again = [row_of(json.dumps(state, ensure_ascii=False).encode()) for state in found]
        kept = self._inbox.keep([Delivery(self._source, "poll", row.delivery_id, row.raw) for row in again])
        return sum(not each.again for each in kept)

    def _with_gaps(self) -> Sequence[str]:
        gaps: dict[str, None] = {}
        for told in self._log.history(feed_stream(self._source)):
            match told.fact:
                case FeedGapDetected(ticket_id=ticket_id):
                    gaps[ticket_id] = None
                case FeedGapClosed(ticket_id=ticket_id):
                    gaps.pop(ticket_id, None)
                case _:
                    pass
        return tuple(gaps)

    def _missing(self, ticket_id: str) -> frozenset[int]:
        facts = (told.fact for told in self._log.history(ticket_stream(self._source, ticket_id)))
        known = {fact.ticket.revision for fact in facts if isinstance(fact, DccTicketRevisionObserved)}
        between = range(min(known, default=0), max(known, default=0))
        return frozenset(between) - known if len(between) <= LONGEST_GAP else frozenset()

    def _changes(self, ticket_id: str) -> Sequence[Change]:
        return changes_in(self._records(ticket_id))

    def _records(self, ticket_id: str) -> Iterator[Mapping[str, Any]]:
        after = ""
        while rows := self._audit.page(changes_of(self._name, ticket_id, after), PAGE).rows:
            records = [_values(row) for row in rows]
            yield from records
            if (last := max(str(each.get("sys_id", "")) for each in records)) <= after:
                return
            after = last


def _values(row: Row) -> dict[str, Any]:
    """Raw ones, by column; none of what is no row."""
    found = read_strictly(row.raw)
    return {column: value_of(cell) for column, cell in found.items()} if isinstance(found, dict) else {}
