"""Histories that are asked for again and again, as those of modifications with many tickets are."""

from collections.abc import Iterable, Mapping, Sequence

from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog

MOST_FACTS = 40_000
"""That are kept beside what the question itself takes: some tens of megabytes."""


class HistoriesAtHand:
    """Kept, and caught up with the log at each question. Not for two threads."""

    def __init__(self, log: EventLog, *, most_facts: int = MOST_FACTS) -> None:
        self._log = log
        self._most_facts = most_facts
        self._kept: dict[str, tuple[Recorded, ...]] = {}
        self._facts = 0

    def of(self, streams: Iterable[str]) -> Mapping[str, Sequence[Recorded]]:
        """Of each of them all that the log holds; nothing where that is nothing. Raises LogUnavailable and NotAFact."""
        kept = {stream: self._kept.get(stream, ()) for stream in streams}
        new = self._log.histories_since({stream: len(history) for stream, history in kept.items()})
        found = {stream: history + new[stream] if stream in new else history for stream, history in kept.items()}
        self._keep(found)
        return found

    def _keep(self, found: Mapping[str, tuple[Recorded, ...]]) -> None:
        """The last that were asked for stay."""
        for stream, history in found.items():
            self._facts += len(history) - len(self._kept.pop(stream, ()))
            self._kept[stream] = history
        while self._facts > self._most_facts:
            self._facts -= len(self._kept.pop(next(iter(self._kept))))
