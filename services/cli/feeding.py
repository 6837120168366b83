"""The feed where it is served: its routes, and what reads and follows behind them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from services.cli.moments import today
from services.ingest.feed.at_home import FeedAtHome
from services.ingest.feed.clock import now
from services.ingest.feed.entry_desk import EntryDesk
from services.ingest.feed.nightly import nightly
from services.ingest.feed.service import FeedThreads, Topics
from services.ingest.feed.servicenow.threads import PollThreads
from services.ingest.feed.sources import sources_of
from services.ingest.feed.standing import Standing, standing
from services.ingest.feed.webhook import Webhook
from services.ingest.tokens import Tokens
from services.ingest.web.feed import add_feed
from services.ingest.web.feed_page import Look, add_feed_page
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from shared.rowstore.on_demand import RowsOnDemand
from shared.rowstore.store import RowStore
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class FeedRoutes:
    """The webhook, and the page that tells how the feed goes, for an application to have."""

    webhook: Webhook
    tokens: Tokens
    desk: EntryDesk
    look: Look

    def add_to(self, app: FastAPI) -> None:
        add_feed(app, self.webhook, self.tokens, self.desk)
        add_feed_page(app, self.look)


@contextmanager
def routes_of(url: str, settings: Settings) -> Iterator[FeedRoutes]:
    """Over the inbox at `url`. Raises LogUnavailable, FeedBoxUnavailable and SourcesUnfit."""
    sources = sources_of(settings.feed_sources)
    with ExitStack() as stack:
        log = stack.enter_context(EventLog.open(url))
        box = stack.enter_context(FeedBox(url, Sealer(settings.feed_keys_folder)))
        webhook = Webhook(box, log, sources)
        stack.callback(webhook.close)
        tokens = Tokens(settings.tokens_file, settings.token_lines)

        def look() -> Standing:
            # By the rows as far as they are: nobody waits for the last of them to see how it goes.
            with RowStore(url, create_missing=False) as store:
                return standing(log, RowsOnDemand(store, log.head()), box, sources, today())

        yield FeedRoutes(webhook, tokens, EntryDesk(box, log, sources), look)


@contextmanager
def feed_at_home(url: str, settings: Settings) -> Iterator[FeedAtHome]:
    """What reads and follows, in this process."""
    with (
        EventLog.open(url) as log,
        FeedBox(url, Sealer(settings.feed_keys_folder)) as box,
        FeedAtHome(url, log, box, sources_of(settings.feed_sources), now) as feed,
    ):
        yield feed


def polls_at_home(url: str, settings: Settings) -> PollThreads:
    """The polls of the sources that are configured, if any; what reads looks by itself."""
    return PollThreads(url, settings.feed_keys_folder, sources_of(settings.feed_sources))


def feed_threads(url: str, bootstrap: str, settings: Settings) -> FeedThreads:
    """What polls, reads and follows, through Kafka. Raises SourcesUnfit."""
    sources, topics = sources_of(settings.feed_sources), Topics.beside(settings.topic)
    return FeedThreads(url, bootstrap, topics, settings.feed_keys_folder, sources, settings.feed_reconcile_at)


def nights_at_home(url: str, settings: Settings) -> AbstractContextManager[None]:
    """Both sides compared each night, in this process."""
    return nightly(url, settings.feed_reconcile_at, settings.feed_keys_folder)
