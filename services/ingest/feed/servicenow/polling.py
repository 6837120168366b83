"""A source polled again and again, swept once a night, and left alone while it fails."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import TypeVar

import structlog

from services.ingest.feed.clock import now
from services.ingest.feed.servicenow import vanishing
from services.ingest.feed.servicenow.audited import COLUMNS
from services.ingest.feed.servicenow.client import Pause, TableClient, pause
from services.ingest.feed.servicenow.errors import PollEnded, SourceTrouble
from services.ingest.feed.servicenow.history import History
from services.ingest.feed.servicenow.patience import failed, is_open, well
from services.ingest.feed.servicenow.poller import Polled, Poller, Swept
from services.ingest.feed.sources import ServiceNow
from shared.domain.london import LONDON
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.polls import PollStanding
from shared.logs import LogEvent

SWEPT_FROM_HOUR = 2
"""In London: when nobody works, and the day's tickets are closed."""
JITTER = 0.1

_log = structlog.get_logger()

Clock = Callable[[], datetime]
T = TypeVar("T")


@contextmanager
def polling(
    source: str,
    settings: ServiceNow,
    box: FeedBox,
    log: EventLog,
    *,
    pause: Pause = pause,
    clock: Clock = now,
) -> Iterator["Polling"]:
    """The polling of one source, over a connection of its own."""
    with closing(TableClient(settings, pause)) as client, _audit(settings, pause) as audit:
        history = History(source, settings.table, client, audit, box, log) if audit else None
        yield Polling(source, settings, Poller(source, settings, client, box, clock), box, log, clock, history)


@contextmanager
def _audit(settings: ServiceNow, pause: Pause) -> Iterator[TableClient | None]:
    """None where the source offers none."""
    if settings.audit_table is None:
        yield None
        return
    with closing(TableClient(settings, pause, table=settings.audit_table, asked_for=COLUMNS)) as client:
        yield client


class Polling:
    """How it goes is noted in the inbox, where `FeedBox.pollings` tells it to whoever asks. Not for two threads."""

    def __init__(
        self,
        source: str,
        settings: ServiceNow,
        poller: Poller,
        box: FeedBox,
        log: EventLog,
        clock: Clock,
        history: History | None = None,
    ) -> None:
        self._source = source
        self._settings = settings
        self._poller = poller
        self._box = box
        self._log = log
        self._clock = clock
        self._history = history

    def poll(self) -> Polled:
        """Once. Raises SourceTrouble, PollEnded, FeedBoxUnavailable."""
        polled = self._noting(self._poller.poll)
        told = {"pages": polled.pages, "rows": polled.rows, "new": polled.new}
        _log.info(LogEvent.SOURCE_POLLED, source=self._source, **told)
        return polled

    def sweep(self) -> Swept:
        """Once; what is gone is told to the log. Raises as `poll`, and LogUnavailable."""
        swept = self._noting(self._sweep)
        self._box.note(replace(self._box.polling(self._source), swept_at=self._clock()))
        told = {"rows": swept.polled.rows, "new": swept.polled.new, "gone": len(swept.gone)}
        _log.info(LogEvent.SOURCE_SWEPT, source=self._source, **told)
        self._look_into_gaps()
        return swept

    def _look_into_gaps(self) -> None:
        """What nobody saw between two polls. That the audit cannot be read troubles nobody else: the gap stays."""
        if self._history is None:
            return
        try:
            found = self._history.fetch()
        except SourceTrouble as trouble:
            _log.warning(LogEvent.SOURCE_TROUBLED, source=self._source, failures=0, trouble=str(trouble))
            return
        if found:
            _log.info(LogEvent.GAPS_LOOKED_INTO, source=self._source, revisions=found)

    def turn(self) -> float:
        """What is due, if anything; for how many seconds nothing is."""
        standing, moment = self._box.polling(self._source), self._clock()
        if standing.left_alone_until and moment < standing.left_alone_until:
            return min((standing.left_alone_until - moment).total_seconds(), self._settings.every_seconds)
        try:
            self.poll()
            if _sweep_is_due(standing.swept_at, moment):
                self.sweep()
        except SourceTrouble:
            pass  # noted and told
        return self._settings.every_seconds * random.uniform(1 - JITTER, 1 + JITTER)

    def run_until(self, stop: Event) -> None:
        """Raises FeedBoxUnavailable, LogUnavailable."""
        while not stop.is_set():
            try:
                stop.wait(self.turn())
            except PollEnded:
                return

    def _sweep(self) -> Swept:
        moment = self._clock()
        known = vanishing.looked_for(self._log, self._source, moment.astimezone(LONDON).date())
        swept = self._poller.sweep(known)
        vanishing.tell(self._log, self._source, swept, moment)
        return swept

    def _noting(self, work: Callable[[], T]) -> T:
        before = self._box.polling(self._source)
        try:
            done = work()
        except SourceTrouble as trouble:
            self._note(before, failed(before, self._clock(), str(trouble), trouble.asked_seconds))
            raise
        self._note(before, well(before, self._clock()))
        return done

    def _note(self, before: PollStanding, after: PollStanding) -> None:
        self._box.note(after)
        told = {"source": self._source, "failures": after.failures, "trouble": after.trouble}
        if after.failures:
            _log.warning(LogEvent.SOURCE_TROUBLED, **told)
        if is_open(after) and not is_open(before):
            _log.error(LogEvent.CIRCUIT_OPENED, **told)
        if is_open(before) and not is_open(after):
            _log.info(LogEvent.CIRCUIT_CLOSED, source=self._source)


def _sweep_is_due(swept_at: datetime | None, moment: datetime) -> bool:
    here = moment.astimezone(LONDON)
    swept_on = swept_at.astimezone(LONDON).date() if swept_at else None
    return here.hour >= SWEPT_FROM_HOUR and (swept_on is None or swept_on < here.date())
