"""What has to go on for ever, begun again after a server was away."""

from collections.abc import Callable
from threading import Event

import structlog

from services.ingest.relay import pause_seconds
from shared.eventlog.errors import LogUnavailable
from shared.inbox.connection import FeedBoxUnavailable
from shared.logs import LogEvent
from shared.transport.broker import BrokerUnavailable

_log = structlog.get_logger()


def again_and_again(work: Callable[[], None], stop: Event) -> None:
    """Until `stop` is set; after each failure it waits a little longer."""
    failures = 0
    while not stop.is_set():
        try:
            work()
        except (LogUnavailable, FeedBoxUnavailable, BrokerUnavailable) as error:
            failures += 1
            _log.warning(LogEvent.FEED_HELD_UP, reason=" ".join(str(error).split()), failures=failures)
            stop.wait(pause_seconds(min(failures, 5)))
