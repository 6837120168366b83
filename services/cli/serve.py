"""`secchange up`, and the services as processes but for that of the feed. Each ends cleanly on SIGTERM and Ctrl-C."""

import os
import sys
from typing import Annotated

import typer

from services.cli.exits import WrongUsage
from services.cli.failing import failing_aloud
from services.cli.options import Home

LAST_PORT = 65_535
TURN_SECONDS = 0.0005
"""For how long one thread may go on while another, that somebody waits for, could."""
GIVES_WAY = 10
"""Of a process that answers nobody, to those that do, where they want the processor at the same time: its niceness."""

Port = Annotated[
    int | None,
    typer.Option("--port", min=1, max=LAST_PORT, help="Of the pages (default: SECCHANGE_PORT, or 8000)."),
]

CommandsPort = Annotated[
    int | None,
    typer.Option(
        "--port",
        min=1,
        max=LAST_PORT,
        help="Of /commands, /health and /metrics (default: SECCHANGE_PORT; none where unset).",
    ),
]

HealthPort = Annotated[
    int | None,
    typer.Option(
        "--port", min=1, max=LAST_PORT, help="Of /health and /metrics (default: SECCHANGE_PORT; none where unset)."
    ),
]


@failing_aloud("up")
def up(port: Port = None, home: Home = None) -> None:
    """Everything in one process, with the pages and the commands on 127.0.0.1:8000 (embedded)."""
    from services.cli.commanded import commands_of
    from services.cli.feeding import nights_at_home, polls_at_home, routes_of
    from services.cli.serving import carrying, pages, taken
    from services.cli.system import settings_for
    from services.cli.trailing import trail_followed

    settings = settings_for(home)
    if settings.is_full:
        raise WrongUsage("up is for the embedded system: start `secchange ingest`, `projector` and `reporter` instead")
    from shared.embedded.postgres import EmbeddedPostgres
    from shared.transport.topics import CHANGE_EVENTS

    with (
        taken(settings, port) as listener,
        EmbeddedPostgres(settings.home) as database,
        carrying(database.url, settings),
        trail_followed(database.url, settings),
        commands_of(database.url, settings) as commands,
        routes_of(database.url, settings) as feed,
        polls_at_home(database.url, settings),
        nights_at_home(database.url, settings),
    ):
        pages(database.url, settings, CHANGE_EVENTS, listener, (commands.add_to, feed.add_to))


@failing_aloud("ingest")
def ingest(port: CommandsPort = None, home: Home = None) -> None:
    """Takes commands and deliveries over HTTP, where it has a port, and relays the log to Kafka (full)."""
    from services.cli.commanded import answering_commands
    from services.cli.observed import observed
    from services.cli.serving import bootstrap_of, full_settings, service_url, topic_of, until_told
    from services.cli.trailing import trail_followed
    from services.ingest.service import relay_to_kafka
    from shared.garbage import collect_seldom

    settings, stop = full_settings(home), until_told()
    url, broker, topic = service_url(settings), bootstrap_of(settings), topic_of(settings)
    with (
        observed(url, topic, settings, broker=broker, of_relay=True) as seen,
        trail_followed(url, settings),
        answering_commands(url, seen, settings, port),
    ):
        # Else whoever comes at such a moment waits for a sixth of a second; and, by the second, for the relay.
        collect_seldom()
        sys.setswitchinterval(TURN_SECONDS)
        relay_to_kafka(url, broker, topic, stop)


@failing_aloud("projector")
def projector(
    member: Annotated[
        str | None, typer.Option("--member", help="A name of its own for each projector; the same at each start.")
    ] = None,
    port: HealthPort = None,
    home: Home = None,
) -> None:
    """Projects what Kafka carries into rows (full). Several of them share the work."""
    from services.cli.observed import answering, observed
    from services.cli.serving import bootstrap_of, full_settings, service_url, topic_of, until_told
    from services.projector.service import ProjectorService

    settings, stop = full_settings(home), until_told()
    url, broker, topic = service_url(settings), bootstrap_of(settings), topic_of(settings)
    os.nice(GIVES_WAY)
    with observed(url, topic, settings, broker=broker) as seen, answering(seen, settings, port):
        ProjectorService(url, broker, topic, member, fold_seconds=settings.fold_seconds).run_until(stop)


@failing_aloud("reporter")
def reporter(port: Port = None, home: Home = None) -> None:
    """Serves the pages over the rows (full)."""
    from services.cli.serving import full_settings, pages, service_url, taken, topic_of

    settings = full_settings(home)
    with taken(settings, port) as listener:
        pages(service_url(settings), settings, topic_of(settings), listener)
