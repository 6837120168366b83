"""A fake ServiceNow on loopback, polled into a real inbox, for tests."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr

from infra.fake_servicenow.app import CLIENT_ID, CLIENT_SECRET, PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.table import Table
from infra.fake_servicenow.traps import Traps
from services.ingest.feed.servicenow.audited import COLUMNS
from services.ingest.feed.servicenow.client import TableClient
from services.ingest.feed.servicenow.history import History
from services.ingest.feed.servicenow.poller import Inbox, Polled, Poller, Swept
from services.ingest.feed.servicenow.polling import Polling
from services.ingest.feed.servicenow.wire import ANSWERS_WITHIN_SECONDS
from services.ingest.feed.sources import ServiceNow, Sources, SourceSettings
from tests.feed.path import FeedPath
from tests.feed.tickets import NOW, SOURCE

logging.getLogger("uvicorn").setLevel(logging.CRITICAL)


@dataclass
class Clock:
    """Stands until it is moved; the source's and ours."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class PolledFeed:
    """`feed` is the way behind the inbox. `pauses`: how long the poller would have waited."""

    feed: FeedPath
    fake: FakeServiceNow
    url: str
    clock: Clock
    pauses: list[float] = field(default_factory=list)
    configured: dict[str, Any] = field(default_factory=lambda: {"user": USER, "password": SecretStr(PASSWORD)})
    ends_at: Callable[[], bool] = lambda: False

    @property
    def table(self) -> Table:
        return self.fake.table

    def trap(self, *names: str) -> None:
        self.table.traps.set(*names)

    def with_client_credentials(self) -> None:
        self.configured = {"client_id": CLIENT_ID, "client_secret": SecretStr(CLIENT_SECRET)}

    @property
    def settings(self) -> ServiceNow:
        return ServiceNow(**{"url": self.url, "page": 5} | self.configured)

    def create(self, number: int, **fields: str) -> str:
        """An accepted PA of MP106."""
        told = {"u_modification": "MP106", "u_assessment_type": "PA", "state": "-4", "u_accepted_on": "2020-03-26"}
        return self.table.create(f"CHG{number:07d}", at=None, **told | fields)

    @contextmanager
    def polling(self, inbox: Inbox | None = None, seconds: float = ANSWERS_WITHIN_SECONDS) -> Iterator[Polling]:
        client = TableClient(self.settings, self._pause, seconds=seconds)
        audit = TableClient(self.settings, self._pause, table="sys_audit", asked_for=COLUMNS)
        try:
            poller = Poller(SOURCE, self.settings, client, inbox or self.feed.box, self.clock)
            history = History(SOURCE, self.settings.table, client, audit, self.feed.box, self.feed.log)
            offered = history if self.settings.audit_table else None
            yield Polling(SOURCE, self.settings, poller, self.feed.box, self.feed.log, self.clock, offered)
        finally:
            client.close()
            audit.close()

    def poll(self, inbox: Inbox | None = None, seconds: float = ANSWERS_WITHIN_SECONDS) -> Polled:
        with self.polling(inbox, seconds) as polling:
            return polling.poll()

    def sweep(self) -> Swept:
        with self.polling() as polling:
            return polling.sweep()

    def kept(self) -> list[str]:
        """The ids of all tickets that lie in the inbox, once for each delivery."""
        with self.feed.box._connection() as connection:
            found = connection.execute("SELECT delivery_id FROM feed.deliveries ORDER BY number").fetchall()
        return [str(delivery_id).partition(":")[0] for (delivery_id,) in found]

    def work(self) -> Any:
        """What waits is read and followed, by the names that are configured now."""
        self.feed.sources = Sources(sources={SOURCE: SourceSettings(servicenow=self.settings)})
        return self.feed.work(self.clock())

    def _pause(self, seconds: float) -> bool:
        if seconds:
            self.pauses.append(seconds)
        return self.ends_at()


@contextmanager
def polled_feed(feed: FeedPath) -> Iterator[PolledFeed]:
    clock = Clock(datetime(2020, 6, 12, 9, tzinfo=UTC))
    fake = FakeServiceNow(Table(Traps(), clock))
    with serving(fake) as url:
        yield PolledFeed(feed, fake, url, clock)
