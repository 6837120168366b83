"""The last position of each stream, remembered from one look to the next: only what came since is gone through."""

from collections.abc import Mapping

from shared.eventlog.log import EventLog


class Ends:
    """Of one log. Not for two threads."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._head = 0
        self._ends: dict[str, int] = {}

    def upto(self, head: int) -> Mapping[str, int]:
        """Of every stream that has facts up to there. Not to be changed, and good until it is asked again."""
        if head < self._head:  # the log was restored from an older copy
            self._ends, self._head = {}, 0
        self._ends |= self._log.streams(head, after=self._head)
        self._head = head
        return self._ends
