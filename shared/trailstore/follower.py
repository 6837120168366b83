"""Follows the log, so that what is recorded is hashed soon after. Nothing waits for it."""

from pathlib import Path
from threading import Event

import structlog

from shared.eventlog.errors import ForbiddenSetting, LogForbidden, LogUnavailable
from shared.eventlog.log import EventLog
from shared.logs import LogEvent
from shared.trailstore.errors import TrailError
from shared.trailstore.trail import Trail

REST_SECONDS = 1.0
"""Between two growths, however much is recorded meanwhile: one write for all of it, so that writers hardly notice."""
LOOK_EVERY_SECONDS = 0.5
"""At the stop sign, while nothing is recorded."""
LONGEST_PAUSE_SECONDS = 5.0

log = structlog.get_logger()


def follow(url: str, keys: Path, checkpoints: Path, stop: Event) -> None:
    """Grows the trail until `stop` is set, and makes what is missing of it; waits while the database is away.

    Several may follow one log.
    """
    failures = 0
    while not stop.is_set():
        try:
            # The log first: on a new database nobody else may have made it yet.
            with EventLog.open(url) as facts, Trail(url, keys, checkpoints) as trail:
                trail.signing_key()
                trail.grow()
                failures = 0
                _follow(trail, facts, stop)
        except (LogUnavailable, LogForbidden, ForbiddenSetting, TrailError) as error:
            failures += 1
            log.warning(LogEvent.TRAIL_HELD_UP, reason=str(error), failures=failures)
            stop.wait(min(LONGEST_PAUSE_SECONDS, 0.25 * 2.0 ** min(failures, 10)))


def _follow(trail: Trail, facts: EventLog, stop: Event) -> None:
    while not stop.is_set():
        if facts.wait(trail.covered(), LOOK_EVERY_SECONDS):
            trail.grow()
            stop.wait(REST_SECONDS)
