"""`secchange doctor`: what the system needs, whether it is there, and how to mend what is not."""

import importlib.util
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from services.cli.checked import Checked
from services.cli.exits import Exit, explained
from services.cli.moments import today
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table

if TYPE_CHECKING:
    from shared.eventlog.log import EventLog
    from shared.settings import Settings


def doctor(json: Json = False, home: Home = None) -> None:
    """Looks at settings, versions, calendar, database, clocks, rows and broker, and says how to mend what it finds."""
    from services.cli import versions
    from services.cli.system import settings_for

    settings = settings_for(home)
    checked = [
        _settings(settings.is_full),
        _forbidden(),
        versions.python(),
        *versions.libraries(),
        _crc32c(),
        _calendar(),
        *_reached("database", lambda: _database(home), then="rows"),
    ]
    if settings.kafka_bootstrap:
        checked += _reached("broker", lambda: _broker(settings), then="topic")
    if json:
        put_json([{"what": c.what, "well": c.well, "found": c.found, "mend": c.mend} for c in checked])
    else:
        put_table("", ("", "What", "Found", "To mend it"), [_cells(c) for c in checked])
    if not all(c.well for c in checked):
        raise typer.Exit(Exit.UNAVAILABLE if any(c.away for c in checked) else Exit.FAILED)


def _cells(checked: Checked) -> tuple[str, str, str, str]:
    return ("ok" if checked.well else "NOT WELL", checked.what, checked.found, checked.mend)


def _settings(full: bool) -> Checked:
    return Checked(
        "settings", True, "full: PostgreSQL and Kafka of their own" if full else "embedded: all in one process"
    )


def _forbidden() -> Checked:
    bad = os.environ.get("POSTGRES_ENABLE_DB_FUNCTIONS", "").lower() in ("y", "yes", "t", "true", "on", "1")
    mend = "unset POSTGRES_ENABLE_DB_FUNCTIONS: under it the log loses facts for its readers"
    return Checked("forbidden settings", not bad, "one is set" if bad else "none is set", mend if bad else "")


def _crc32c() -> Checked:
    there = importlib.util.find_spec("crc32c") is not None
    mend = "" if there else "pip install crc32c: without it the Kafka client is several times slower"
    return Checked("checksums in C", there, "crc32c is installed" if there else "crc32c is missing", mend)


def _calendar() -> Checked:
    from services.reporter.cut import CALENDAR
    from shared.domain.calendar import CALENDARS

    last = CALENDARS[CALENDAR].last_year
    well = last > today().year
    mend = "" if well else "add a calendar with more years to shared/domain/calendar.py"
    return Checked("bank holidays", well, f"{CALENDAR} knows the years to {last}", mend)


def _reached(what: str, look: Callable[[], Iterator[Checked]], *, then: str | None = None) -> list[Checked]:
    """All that was found until something was not reached: `what`, or `then` where something was found before."""
    checked: list[Checked] = []
    try:
        checked.extend(look())
    except Exception as error:
        told = explained(error)
        if told is None:
            raise
        found, _, mend = told.sentence.rpartition(": ")  # our sentences end with what to do
        name = then if checked and then else what
        checked.append(Checked(name, False, found, mend, away=told.code == Exit.UNAVAILABLE))
    return checked


def _database(home: Home) -> Iterator[Checked]:
    from services.cli import examining, versions
    from services.cli.system import database_as_it_is, settings_for
    from shared.eventlog.log import EventLog

    with database_as_it_is(home) as (url, topic), EventLog.open(url, create_missing=False) as log:
        yield Checked("database", True, f"it answers, log at position {log.head()}")
        if settings_for(home).is_full:
            yield _role(url)
        yield versions.postgresql(_version(url))
        before = datetime.now(UTC)
        yield examining.clock(log.clock(), before, datetime.now(UTC))
        yield from _trail(url, log, settings_for(home))
        yield from _rows(url, log, topic, home)


def _rows(url: str, log: "EventLog", topic_name: str, home: Home) -> Iterator[Checked]:
    from services.cli import examining
    from services.cli.system import settings_for
    from shared.operation.look import status as look
    from shared.rowstore.store import RowStore
    from shared.transport.topics import CHANGE_EVENTS

    topic, settings = replace(CHANGE_EVENTS, name=topic_name), settings_for(home)
    with RowStore(url, create_missing=False) as store:
        status, models = look(log, store, topic), {model.name: model.version for model in store.models}
        yield from examining.all_of_rows(status, store.live_if_any(), topic, models)
        if settings.is_full:
            limit = settings.ready_lag_seconds
            yield examining.late("projecting", status.facts_behind, status.seconds_behind, limit, "projector")


def _trail(url: str, log: "EventLog", settings: "Settings") -> Iterator[Checked]:
    from services.cli import examining
    from shared.trailstore.errors import TrailError
    from shared.trailstore.verifying import covered_in, keys_of

    covered, folder = covered_in(url), settings.trail_keys_folder
    missing = log.read(covered or 0, 1)
    seconds = (log.clock() - missing[0].recorded_at).total_seconds() if missing else 0.0
    yield examining.trail(covered, log.head(), seconds, settings.ready_lag_seconds)
    try:
        yield examining.trail_keys(len(keys_of(url, folder).periods) if covered is not None else 0, str(folder))
    except TrailError as error:
        found, _, mend = str(error).rpartition(": ")
        yield Checked("trail keys", False, found, mend)


def _role(url: str) -> Checked:
    """Whether a service may start with the role of the settings."""
    from shared.eventlog.datastore import connect
    from shared.roles.look import role_of, too_strong
    from shared.roles.refuse import MEND

    with connect(url) as connection:
        faults, name = list(too_strong(connection)), role_of(connection)
    found = f"{name} {', '.join(faults)}" if faults else f"{name} can add to what is kept, and not change it"
    return Checked("database role", not faults, found, MEND if faults else "")


def _version(url: str) -> str:
    """`18.4`."""
    import psycopg

    with psycopg.connect(url) as connection:
        whole, part = divmod(connection.info.server_version, 10_000)
    return f"{whole}.{part}"


def _broker(settings: "Settings") -> Iterator[Checked]:
    from services.cli import examining, versions
    from shared.eventlog.log import EventLog
    from shared.operation.look import relayed as look
    from shared.transport.kafka.publisher import KafkaPublisher
    from shared.transport.topics import CHANGE_EVENTS

    assert settings.kafka_bootstrap and settings.database_url
    topic = replace(CHANGE_EVENTS, name=settings.topic)
    publisher = KafkaPublisher(settings.kafka_bootstrap, topic, create_missing=False)
    try:
        version = publisher.broker_version()
        yield Checked("broker", True, f"{settings.kafka_bootstrap} answers")
        yield versions.kafka(version)
        incarnation = publisher.incarnation()
    finally:
        publisher.close()
    with EventLog.open(settings.database_url.get_secret_value(), create_missing=False) as log:
        head, relayed = log.head(), look(log, topic, incarnation)
    yield examining.topic_of_log(relayed, head)
    facts, seconds = sum(lag.facts for lag in relayed.partitions), max(lag.seconds for lag in relayed.partitions)
    yield examining.late("relaying", facts, seconds, settings.ready_lag_seconds, "ingest")
