"""PURE. How long to wait for a source that does not answer, and when to leave it alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from shared.inbox.polls import PollStanding

OPENS_AFTER = 5
"""So many polls in a row that failed open the circuit: the source is left alone."""
LEFT_ALONE_FOR = timedelta(minutes=15)
LONGEST_BACKOFF_SECONDS = 30.0
LONGEST_WORD = timedelta(days=1)
"""A source that asks for more patience is tried again all the same."""


def seconds_asked_for(retry_after: str | None, now: datetime) -> float | None:
    """What `Retry-After` asks for, in seconds or as an HTTP date; None where it says nothing that can be read."""
    told = (retry_after or "").strip()
    if told.isascii() and told.isdigit():
        return min(float(told[:9]), LONGEST_WORD.total_seconds())
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - now).total_seconds()), LONGEST_WORD.total_seconds())


def backoff_seconds(failures: int, chance: float) -> float:
    """Before the next attempt of one request: up to 1, 2, 4 … 30 seconds, by `chance` between 0 and 1, so that many
    who failed together do not come back together."""
    return chance * min(LONGEST_BACKOFF_SECONDS, 2.0 ** min(failures - 1, 10))


def well(standing: PollStanding, now: datetime) -> PollStanding:
    """After a poll that came to its end."""
    return replace(standing, polled_at=now, failures=0, left_alone_until=None, trouble=None)


def failed(standing: PollStanding, now: datetime, trouble: str, asked_seconds: float | None) -> PollStanding:
    """After a poll that did not. The circuit opens at the fifth in a row; then one poll in 15 minutes is a trial."""
    failures = standing.failures + 1
    waits = [timedelta(seconds=asked_seconds)] if asked_seconds else []
    waits += [LEFT_ALONE_FOR] if failures >= OPENS_AFTER else []
    until = now + max(waits) if waits else None
    return replace(standing, failures=failures, left_alone_until=until, trouble=trouble)


def is_open(standing: PollStanding) -> bool:
    """Whether the source failed so often that it is left alone."""
    return standing.failures >= OPENS_AFTER
