"""What waits in the inbox of the feed."""

from typing import NamedTuple


class Pile(NamedTuple):
    """So many deliveries, the oldest of which came so many seconds ago; 0 where there is none."""

    deliveries: int
    seconds: float
