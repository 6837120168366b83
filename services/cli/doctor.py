"""`secchange doctor`: what the system needs, whether it is there, and how to mend what is not."""

import importlib.util
import os
from collections.abc import Callable
from dataclasses import dataclass

import typer

from services.cli.exits import Exit, code_for
from services.cli.moments import today
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing looked at. `found` in a few words; `mend` says what to do where it is not well."""

    what: str
    well: bool
    found: str
    mend: str = ""
    away: bool = False
    """A service that did not answer."""


def doctor(json: Json = False, home: Home = None) -> None:
    """Looks at settings, database, broker, libraries and calendar, and says how to mend what it finds."""
    from services.cli.system import settings_for

    settings = settings_for(home)
    checked = [
        _settings(settings.is_full),
        _forbidden(),
        _crc32c(),
        _calendar(),
        _reached("database and rows", lambda: _database(home)),
    ]
    if settings.kafka_bootstrap:
        bootstrap = settings.kafka_bootstrap
        checked.append(_reached("broker", lambda: _broker(bootstrap, settings.topic)))
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


def _reached(what: str, look: Callable[[], str]) -> Checked:
    try:
        return Checked(what, True, look())
    except Exception as error:
        if code_for(error) is None:
            raise
        found, _, mend = str(error).rpartition(": ")  # our sentences end with what to do
        return Checked(what, False, found, mend, away=code_for(error) == Exit.UNAVAILABLE)


def _database(home: Home) -> str:
    from services.cli.system import open_system

    with open_system(home) as system:
        return f"{system.database_version()}, log at position {system.log.head()}"


def _broker(bootstrap: str, topic: str) -> str:
    from dataclasses import replace

    from shared.transport.kafka.publisher import KafkaPublisher
    from shared.transport.topics import CHANGE_EVENTS

    publisher = KafkaPublisher(bootstrap, replace(CHANGE_EVENTS, name=topic))
    try:
        return f"{bootstrap} answers, and has {publisher.incarnation().partition('@')[0]}"
    finally:
        publisher.close()
