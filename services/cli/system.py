"""The system opened for one command: its log, its rows, and the way from one to the other.

Embedded: PostgreSQL of our own and a broker in this process, so a write has been projected when it returns. Full: the
services carry and project; this process appends, reads, and waits for them.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from services.cli.carrier import Carrier
from services.cli.trailing import grown_once
from services.reporter.rows import RowSource
from shared.eventlog.log import EventLog
from shared.rowstore.completeness import Completeness
from shared.rowstore.on_demand import RowsOnDemand
from shared.rowstore.store import RowStore
from shared.settings import Settings
from shared.transport.carried import partition_of
from shared.transport.topics import CHANGE_EVENTS

WAIT_FOR_SERVICES_SECONDS = 30.0


class System:
    """One command's hold on everything. Not for many threads."""

    def __init__(self, url: str, topic: str, log: EventLog, store: RowStore, carrier: Carrier | None) -> None:
        self.url = url
        self.topic = topic
        self.log = log
        self.store = store
        self._carrier = carrier
        self._completeness = Completeness(store, log, partition_of)

    def complete(self, position: int) -> None:
        """Returns when everything up to `position` is projected. Raises NotComplete, which says what is missing."""
        if self._carrier:
            self._carrier.pump()
        self._completeness.wait(position, WAIT_FOR_SERVICES_SECONDS)

    def settle(self) -> int:
        """Everything in the log is projected; returns its last position."""
        head = self.log.head()
        self.complete(head)
        return head

    def rows_at(self, position: int, modification: str | None = None) -> RowSource:
        """The rows as they were at `position`, which is complete; of modifications, of one alone if so wished."""
        return RowsOnDemand(self.store, position, modification)


def settings_for(home: Path | None) -> Settings:
    """The settings of the environment, with the home that the command line names, if any."""
    return Settings(home=home) if home else Settings()


@contextmanager
def database_as_it_is(home: Path | None) -> Iterator[tuple[str, str]]:
    """The URL of the settings' database, started where it is embedded, and the name of the topic.

    For looking: nothing is made. Raises EmbeddedUnavailable where there is no home yet.
    """
    settings = settings_for(home)
    with ExitStack() as stack:
        if settings.is_full:
            yield _url(settings), settings.topic
        else:
            yield _embedded(settings, stack, create_missing=False), CHANGE_EVENTS.name


@contextmanager
def open_system(home: Path | None, *, embedded: bool = False) -> Iterator[System]:
    """The system of the settings, started where it is embedded and stopped at the end. `embedded`: whatever is set.

    Raises what the exit code 4 stands for: HomeInUse, EmbeddedUnavailable, LogUnavailable, BrokerUnavailable.
    """
    settings = settings_for(home)
    full = settings.is_full and not embedded
    with ExitStack() as stack:
        url = _url(settings) if full else _embedded(settings, stack)
        log = stack.enter_context(EventLog.open(url))
        store = stack.enter_context(RowStore(url))
        carrier = None if full else stack.enter_context(Carrier(log, store))
        if not full:
            stack.callback(grown_once, url, settings)
        yield System(url, settings.topic if full else CHANGE_EVENTS.name, log, store, carrier)


def _url(settings: Settings) -> str:
    assert settings.database_url
    return settings.database_url.get_secret_value()


def _embedded(settings: Settings, stack: ExitStack, *, create_missing: bool = True) -> str:
    from shared.embedded.errors import EmbeddedUnavailable
    from shared.embedded.postgres import EmbeddedPostgres

    database = EmbeddedPostgres(settings.home)
    if not create_missing and not database.was_started_before:
        raise EmbeddedUnavailable(
            f"{settings.home} holds no database yet: give another --home, or make it by `secchange demo` or an import"
        )
    return stack.enter_context(database).url
