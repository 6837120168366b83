"""The reader: what waits in the inbox, into revisions in the log, or set aside with its reason. Safe to repeat.

A delivery is marked as read after its facts are in the log: one that is read twice leads to nothing the second time.
"""

from collections.abc import Sequence
from datetime import datetime

import structlog

from services.ingest.feed.at_hand import HistoriesAtHand
from services.ingest.feed.batch import Batch, Counts, Trouble
from services.ingest.feed.histories import Histories
from services.ingest.feed.sources import Sources
from services.ingest.feed.told import SourcesTold
from services.ingest.feed.unpacking import Unpacking
from shared.domain.london import LONDON
from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Waiting
from shared.logs import LogEvent

DELIVERIES_AT_ONCE = 200
IGNORED, DUPLICATE = "ignored", "duplicate"
"""Other people's work in the same table, and revisions that are known already, in the count of what was not taken."""

_log = structlog.get_logger()


class FeedReader:
    """Reads the inbox into the log, as the only one that does. Not for two threads."""

    def __init__(self, box: FeedBox, log: EventLog, sources: Sources) -> None:
        self._box = box
        self._log = log
        self._unpacking = Unpacking(box, sources)
        self._told = SourcesTold(log.history)
        self._modifications = HistoriesAtHand(log)

    def read_again(self, waiting: Waiting, now: datetime, *, rehearse: bool = False) -> Sequence[Trouble]:
        """One delivery, whether or not it was read before; what of it still cannot be taken. `rehearse`: nothing of it
        is recorded."""
        while True:
            self._told.forget()
            batch = self._new_batch(now)
            self._unpacking.unpack([waiting], batch)
            if rehearse or self._is_recorded(batch.histories):
                self._told.forget()
                return tuple(batch.troubles)

    def pump(self, now: datetime) -> Counts:
        """All that waits by now. Raises LogUnavailable, FeedBoxUnavailable; then what was not marked waits on."""
        counts = Counts()
        while waiting := self._box.waiting(DELIVERIES_AT_ONCE):
            counts.add(self._read(waiting, now))
            self._box.read([each.receipt for each in waiting])
            if len(waiting) < DELIVERIES_AT_ONCE:
                break  # what has come since has rung
        return counts

    def _read(self, waiting: Sequence[Waiting], now: datetime) -> Counts:
        # The stream of a source is told by others too: by whoever looks after what was set aside, by a sweep.
        while (counts := self._recorded(waiting, now)) is None:
            pass
        for code, count in ((IGNORED, counts.ignored), (DUPLICATE, counts.duplicates)):
            if count:
                # Only counted, and so a few more after a crash just here.
                self._box.turn_away(code, b"", now.astimezone(LONDON).date(), count)
        told = {"observed": counts.observed, "duplicates": counts.duplicates, "quarantined": counts.quarantined}
        _log.info(LogEvent.DELIVERIES_READ, deliveries=len(waiting), ignored=counts.ignored, **told)
        return counts

    def _recorded(self, waiting: Sequence[Waiting], now: datetime) -> Counts | None:
        """None where somebody else was quicker with one of the streams: then nothing of it is recorded."""
        self._told.heed(self._log.versions)
        batch = self._new_batch(now)
        try:
            self._unpacking.unpack(waiting, batch)
            return batch.counts if self._is_recorded(batch.histories) else None
        except BaseException:
            self._told.forget()
            raise

    def _new_batch(self, now: datetime) -> Batch:
        return Batch(Histories(self._log, self._told, self._modifications), now)

    def _is_recorded(self, histories: Histories) -> bool:
        try:
            if histories.added:
                self._log.append_together(histories.versions, histories.added)
        except WrongVersion:
            self._told.forget()
            return False
        return True
