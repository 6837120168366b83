"""The commands over HTTP: with the pages in `up`, and with health and numbers in the ingest service."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from services.cli.feeding import routes_of
from services.cli.listening import listening_socket
from services.cli.observed import Observed, port_of
from services.cli.web_server import serving
from services.ingest.commanding import CommandDesk
from services.ingest.tokens import Tokens
from services.ingest.web.app import add_commands, ingest_app
from services.ingest.web.door import CommandDoor
from services.ingest.web.workers import Workers
from shared.answers.store import AnswerStore
from shared.eventlog.log import EventLog
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Commands:
    """All that the routes of the commands need."""

    door: CommandDoor
    tokens: Tokens
    workers: Workers

    def add_to(self, app: FastAPI) -> None:
        add_commands(app, self.door, self.tokens, self.workers)


@contextmanager
def commands_of(url: str, settings: Settings) -> Iterator[Commands]:
    """Over the log at `url`, for those whom the settings name. Raises LogUnavailable and LogForbidden."""
    with ExitStack() as stack:
        log = stack.enter_context(EventLog.open(url))
        answers = stack.enter_context(AnswerStore(url))
        workers = Workers()
        stack.callback(workers.close)
        tokens = Tokens(settings.tokens_file, settings.token_lines)
        yield Commands(CommandDoor(CommandDesk(log), answers), tokens, workers)


@contextmanager
def answering_commands(url: str, seen: Observed, settings: Settings, port: int | None) -> Iterator[None]:
    """`/commands`, the feed, `/health` and `/metrics`; nothing where neither `port` nor SECCHANGE_PORT gives a port."""
    if (port := port_of(settings, port)) is None:
        yield
        return
    with (
        listening_socket(settings.host, port) as listener,
        commands_of(url, settings) as commands,
        routes_of(url, settings) as feed,
    ):
        app = ingest_app(commands.door, commands.tokens, commands.workers, seen.health, seen.metrics)
        feed.add_to(app)
        with serving(app, listener):
            yield
