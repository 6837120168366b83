"""The feed opened for one command: the log, the inbox, the sources; and what waits read, here or by the services."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from services.cli.exits import WrongUsage
from services.cli.system import System, open_system, settings_for
from services.ingest.feed.clock import now
from services.ingest.feed.sources import Sources, sources_of
from shared.eventlog.log import EventLog
from shared.inbox.box import FeedBox
from shared.inbox.sealing import Sealer
from shared.readmodels.source import RowSource
from shared.rowstore.on_demand import RowsOnDemand
from shared.settings import Settings

READ_WITHIN_SECONDS = 30.0
LOOK_EVERY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class FeedWork:
    """`pump` reads and follows what waits, in this process; None where services do so."""

    system: System
    settings: Settings
    box: FeedBox
    sources: Sources
    pump: Callable[[], object] | None

    @property
    def log(self) -> EventLog:
        return self.system.log

    def rows(self) -> RowSource:
        """Of everything that the log holds now."""
        return rows_now(self.system)

    def read(self, receipt: int) -> bool:
        """Whether that delivery has been read by now, and followed where this process does so."""
        if self.pump:
            self.pump()
            self.system.settle()
        until = monotonic() + READ_WITHIN_SECONDS
        while self.box.is_waiting(receipt):
            if monotonic() > until:
                return False
            sleep(LOOK_EVERY_SECONDS)
        return True


@contextmanager
def feed_work(home: Path | None) -> Iterator[FeedWork]:
    """Raises what `open_system` does, and SourcesUnfit, FeedBoxUnavailable."""
    from services.ingest.feed.at_home import FeedAtHome

    settings = settings_for(home)
    sources = sources_of(settings.feed_sources)
    with ExitStack() as stack:
        system = stack.enter_context(open_system(home))
        box = stack.enter_context(FeedBox(system.url, Sealer(settings.feed_keys_folder)))
        pump = None
        if not settings.is_full:
            pump = stack.enter_context(FeedAtHome(system.url, system.log, box, sources, now)).pump
        yield FeedWork(system, settings, box, sources, pump)


def check_heard_of(log: EventLog, source: str | None) -> None:
    """Raises WrongUsage where nothing is: whoever misspells a source must not read that all is well."""
    heard = sorted(each.removeprefix("feed/") for each in log.streams() if each.startswith("feed/"))
    if source is not None and source not in heard:
        raise WrongUsage(
            f"nothing has come from {source}: expected {' or '.join(heard) or 'that something came before'}"
        )


def rows_now(system: System) -> RowSource:
    """Of everything that the log holds now. Raises NotComplete where they lack some of it."""
    position = system.settle()
    return RowsOnDemand(system.store, position)


def pumped(system: System, home: Path | None) -> None:
    """What waits is read and followed first, where this process does so."""
    from services.ingest.feed.at_home import FeedAtHome

    settings = settings_for(home)
    if settings.is_full:
        return
    sources = sources_of(settings.feed_sources)
    with (
        FeedBox(system.url, Sealer(settings.feed_keys_folder)) as box,
        FeedAtHome(system.url, system.log, box, sources, now) as feed,
    ):
        feed.pump()
