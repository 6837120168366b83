"""The feed as a service: the polls, the reader of the inbox, the relay of the tickets, and their follower, as threads.

Each goes on by itself while another waits for a server that is away. Whoever takes deliveries is another process, so
that a sender is answered however much there is to read.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from functools import partial
from pathlib import Path
from threading import Event, Thread

from services.ingest.feed.again import again_and_again
from services.ingest.feed.clock import now
from services.ingest.feed.follower import Follower
from services.ingest.feed.following import Following
from services.ingest.feed.nightly import every_night
from services.ingest.feed.reader import FeedReader
from services.ingest.feed.servicenow.threads import PollThreads
from services.ingest.feed.sources import Sources
from services.ingest.feed.ticket_facts import PapersOut, QuarantineFacts, SomeFacts, TicketFacts
from services.ingest.relay import Relay
from services.ingest.relay_ports import FactLog
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.inbox.bell import Bell
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from shared.transport.kafka.publisher import KafkaPublisher
from shared.transport.kafka.subscription import KafkaSubscription
from shared.transport.topics import CHANGE_EVENTS, QUARANTINE, SNAPSHOTS, TICKET_REVISIONS, Topic

GROUP = "secchange.follower"
LOOK_EVERY_SECONDS = 1.0
"""At the inbox, and whether to end, where nothing rings."""
LEAST_GATHER_SECONDS, GATHER_SECONDS_EACH, MOST_GATHER_SECONDS = 0.04, 0.01, 0.1
"""After something came, it waits for more, and the longer the more it was: a few together cost all who follow (two
relays, the broker, the follower, the projector) little more than one alone. So even where tickets come one by one, 50 a
second, each is on the board the sooner for it. But not so long that what comes in between keeps the processors busy at
one stroke: those who answer the senders would wait for it."""
RECONCILE_AT = time(2, 30)
"""In London: after the sheets of the night, before anybody is at work."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Beside that of all facts. The last two are for others: nothing of ours reads them."""

    tickets: Topic
    quarantine: Topic
    snapshots: Topic

    @classmethod
    def beside(cls, events: str) -> "Topics":
        """Those of a system whose facts travel on the topic `events`: systems that share a broker keep apart."""
        if events == CHANGE_EVENTS.name:
            return cls(TICKET_REVISIONS, QUARANTINE, SNAPSHOTS)
        return cls(
            replace(TICKET_REVISIONS, name=f"{events}.tickets"),
            replace(QUARANTINE, name=f"{events}.quarantine"),
            replace(SNAPSHOTS, name=f"{events}.snapshots"),
        )


class FeedThreads:
    """Everything between the inbox and the log, at work while the block runs. One is enough; a second does no harm."""

    def __init__(
        self,
        url: str,
        bootstrap: str,
        topics: Topics,
        keys: Path,
        sources: Sources,
        reconcile_at: time = RECONCILE_AT,
    ) -> None:
        self._url = url
        self._bootstrap = bootstrap
        self._topics = topics
        self._keys = keys
        self._sources = sources
        self._reconcile_at = reconcile_at
        self._stop = Event()
        self._threads = [
            Thread(target=again_and_again, args=(work, self._stop), name=name, daemon=True)
            for name, work in (
                ("reader", self._read),
                ("tickets relay", self._relay),
                ("quarantine relay", self._relay_quarantine),
                ("papers relay", self._relay_papers),
                ("follower", self._follow),
                ("reconciliation", self._reconcile),
            )
        ]
        self._polls = PollThreads(url, keys, sources)

    def __enter__(self) -> "FeedThreads":
        for thread in self._threads:
            thread.start()
        self._polls.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._polls.__exit__(None, None, None)
        for thread in self._threads:
            thread.join(timeout=10.0)

    def _read(self) -> None:
        with (
            EventLog.open(self._url) as log,
            FeedBox(self._url, Sealer(self._keys)) as box,
            # Before the first look: what comes after it rings.
            Bell(self._url) as bell,
        ):
            reader = FeedReader(box, log, self._sources)
            while not self._stop.is_set():
                self._stop.wait(gather_seconds(reader.pump(now()).tickets))
                bell.wait(LOOK_EVERY_SECONDS)

    def _relay(self) -> None:
        self._carry(TicketFacts, self._topics.tickets)

    def _relay_quarantine(self) -> None:
        self._carry(QuarantineFacts, self._topics.quarantine)

    def _relay_papers(self) -> None:
        self._carry(PapersOut, self._topics.snapshots)

    def _carry(self, facts: Callable[[FactLog], SomeFacts], topic: Topic) -> None:
        publisher = KafkaPublisher(self._bootstrap, topic)
        with EventLog.open(self._url) as log:
            Relay(facts(log), publisher, partial(RelayProgress.claim, self._url)).run_until(self._stop)

    def _follow(self) -> None:
        topic = self._topics.tickets
        group = f"{GROUP}.{topic.name}"
        with (
            EventLog.open(self._url) as log,
            KafkaSubscription(self._bootstrap, group, topic=topic) as subscription,
        ):
            Following(subscription, Follower(log), now).run_until(self._stop)

    def _reconcile(self) -> None:
        every_night(self._url, self._reconcile_at, self._keys, self._stop)


def gather_seconds(tickets: int) -> float:
    """How long to wait for more, after so many came at once."""
    return min(MOST_GATHER_SECONDS, max(LEAST_GATHER_SECONDS, tickets * GATHER_SECONDS_EACH)) if tickets else 0.0
