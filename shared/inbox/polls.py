"""How the polling of a source goes, for the poller that comes next and for whoever asks."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PollStanding:
    """`failures` in a row; `trouble` is the last one in words. While it is left alone, nobody asks the source.

    `polled_at` and `swept_at` are when a poll and a sweep last came to their end.
    """

    source: str
    polled_at: datetime | None = None
    swept_at: datetime | None = None
    failures: int = 0
    left_alone_until: datetime | None = None
    trouble: str | None = None
