"""Telling people what is parked, once for each stream."""

from collections.abc import Sequence

import structlog

from shared.logs import LogEvent
from shared.rowstore.batch import Parked

log = structlog.get_logger()


def tell(first: Parked) -> None:
    """Of a stream from which nothing was parked before, the fact at which it is held up."""
    log.error(
        LogEvent.STREAM_PARKED,
        stream=first.stream,
        position=first.position,
        reason=first.reason,
        to_do=f"secchange quarantine show {first.stream}; then replay it after a mend, or discard the fact",
    )


def tell_news(parked: Sequence[Parked], before: Sequence[Parked]) -> None:
    """Of the streams that are parked, and were not before. Both in the order of positions."""
    known = {each.stream for each in before}
    for stream, first in {each.stream: each for each in reversed(parked)}.items():
        if stream not in known:
            tell(first)
