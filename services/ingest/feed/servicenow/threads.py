"""A thread for each source that is polled."""

from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from services.ingest.feed.again import again_and_again
from services.ingest.feed.servicenow.polling import polling
from services.ingest.feed.sources import ServiceNow, Sources
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer

ENDS_WITHIN_SECONDS = 10.0


class PollThreads:
    """All of them at work while the block runs."""

    def __init__(self, url: str, keys: Path, sources: Sources) -> None:
        self._url = url
        self._keys = keys
        self._stop = Event()
        polled = [(source, each.servicenow) for source, each in sources.sources.items() if each.servicenow]
        self._threads = [
            Thread(target=self._poll, args=each, name=f"poll of {each[0]}", daemon=True) for each in polled
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=ENDS_WITHIN_SECONDS)

    def _poll(self, source: str, settings: ServiceNow) -> None:
        again_and_again(lambda: self._once_open(source, settings), self._stop)

    def _once_open(self, source: str, settings: ServiceNow) -> None:
        with (
            EventLog.open(self._url) as log,
            FeedBox(self._url, Sealer(self._keys)) as box,
            polling(source, settings, box, log, pause=self._stop.wait) as polled,
        ):
            polled.run_until(self._stop)
