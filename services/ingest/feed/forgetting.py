"""What really came in a month is forgotten: its key is thrown away. The hashes stay, so all that was told of it still
verifies; that it was forgotten, by whom and why, is a fact of each source."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial

import structlog

from services.ingest.feed.reconciling import RowsNow
from services.ingest.feed.telling import tell
from shared.domain.facts import FeedMonthForgotten
from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import SealedUnder
from shared.logs import LogEvent
from shared.readmodels import SET_ASIDE

KEPT_MONTHS = 24
WHY = "retention"
IN_TIME = f"It was kept for {KEPT_MONTHS} months."
_log = structlog.get_logger()
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)


class NotForgotten(ValueError):
    """The month is kept. The message says what stands against it."""


def forget_month(
    box: FeedBox,
    log: EventLog,
    rows: RowsNow,
    month: str,
    now: datetime,
    *,
    by: str | None,
    reason: str,
    agreed_by: str | None = None,
    rehearse: bool = False,
) -> Sequence[SealedUnder]:
    """How much of each source cannot be opened any more. Safe to repeat, and to kill anywhere.

    Younger than 24 months it takes two persons. Raises NotForgotten where it is kept.
    """
    if not _MONTH.fullmatch(month):
        raise NotForgotten(f"{month!r} is no month: expected such as 2018-06")
    _check_persons(month, now, by, agreed_by)
    sealed = box.sealed_under(month)
    _check_nobody_waits(box, rows, month, sealed)
    if rehearse:
        return sealed
    for each in sealed:
        # Before the key goes: a crash between the two leaves one that is thrown away at the next try.
        fact = FeedMonthForgotten(month=month, deliveries=each.deliveries, reason=reason, agreed_by=agreed_by)
        tell(log, each.source, partial(_unless_told, fact), now, why=WHY, by=by)
    box.forget(month)
    return sealed


def forget_what_is_due(box: FeedBox, log: EventLog, rows: RowsNow, now: datetime) -> Sequence[str]:
    """The months that were kept for as long as they are to be, and are forgotten now. One of which something waits
    still is kept, and told of."""
    forgotten = []
    for month in box.sealed_months():
        if _age(month, now) > KEPT_MONTHS:
            try:
                forget_month(box, log, rows, month, now, by=None, reason=IN_TIME)
            except NotForgotten as why:
                _log.warning(LogEvent.MONTH_KEPT, month=month, reason=str(why))
            else:
                forgotten.append(month)
                _log.info(LogEvent.MONTH_FORGOTTEN, month=month)
    return forgotten


def _age(month: str, now: datetime) -> int:
    """In months."""
    year, number = map(int, month.split("-"))
    return (now.year - year) * 12 + now.month - number


def _check_persons(month: str, now: datetime, by: str | None, agreed_by: str | None) -> None:
    age = _age(month, now)
    if age < 1:
        raise NotForgotten(f"{month} is not over: what comes in it is still being sealed under its key")
    if age <= KEPT_MONTHS and (agreed_by is None or agreed_by == by):
        raise NotForgotten(f"{month} is not {KEPT_MONTHS} months past: expected a second person who agrees")


def _check_nobody_waits(box: FeedBox, rows: RowsNow, month: str, sealed: Sequence[SealedUnder]) -> None:
    if waiting := sum(each.waiting for each in sealed):
        raise NotForgotten(f"{waiting} deliveries of {month} have not been read yet")
    items = [row.item for row in rows().of(SET_ASIDE).values() if row.item.is_open]
    open_ = box.count_under(month, [bytes.fromhex(item.told.raw_sha256) for item in items])
    if open_:
        raise NotForgotten(f"{open_} deliveries of {month} wait in the quarantine: deal with them first")


def _unless_told(fact: FeedMonthForgotten, history: Sequence[Recorded]) -> Sequence[FeedMonthForgotten]:
    told = (each.fact for each in history)
    return () if any(isinstance(each, FeedMonthForgotten) and each.month == fact.month for each in told) else (fact,)
