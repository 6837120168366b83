"""What of one stream lies above a position of the log."""

from datetime import datetime
from typing import NamedTuple


class Backlog(NamedTuple):
    """So many facts, of which the first is at `first`, and when that one was recorded."""

    stream: str
    facts: int
    first: int
    recorded_at: datetime
