"""How the feed goes, as it is told to people and to programs."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from services.ingest.feed.account import accounts
from services.ingest.feed.sources import Sources
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.readmodels.source import RowSource

Standing = dict[str, Any]
"""`sources`: each by its fields, which hold days, moments and durations. `turned_away`: how much, by code."""


def standing(log: EventLog, rows: RowSource, box: FeedBox, sources: Sources, today: date) -> Standing:
    """Raises LogUnavailable and FeedBoxUnavailable, and what `rows` does."""
    turned_away: dict[str, int] = {}
    for _, code, count in box.turned_away():
        turned_away[code] = turned_away.get(code, 0) + count
    found = [asdict(each) for each in accounts(log, rows, box, sources, today)]
    return {"sources": found, "turned_away": turned_away}


def shown(value: object) -> str:
    """For people."""
    match value:
        case None | ():
            return "–"
        case tuple():
            return ", ".join(map(str, value))
        case timedelta():
            return str(timedelta(seconds=round(value.total_seconds())))
        case datetime():
            return value.isoformat(" ", "seconds")
        case _:
            return str(value)


def plain(value: Any) -> Any:
    """For JSON; durations in seconds."""
    match value:
        case Mapping():
            return {name: plain(each) for name, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case timedelta():
            return value.total_seconds()
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
