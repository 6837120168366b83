"""The facts of June 2020 in a database of one's own, with their rows; a copy is quicker to have than a new one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

from services.projector.rebuild import rebuild
from services.reporter.cut import TEMPLATE
from services.reporter.press.press import Press
from services.reporter.render import RENDERERS, TEMPLATES
from shared.eventlog.log import EventLog
from shared.issued.store import IssuedStore
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests import stack
from tests.issued.press import FORMS, Signed
from tests.services.reporter.papers import june_history


@pytest.fixture(scope="session")
def filled(postgres_url: str) -> Iterator[str]:
    """What others are copied from."""
    with stack.fresh_database(postgres_url) as url:
        with EventLog.open(url) as log, IssuedStore(url):
            log.import_entries([told.entry for told in june_history()])
            project(url, log)
        yield url


@pytest.fixture
def june(postgres_url: str, filled: str) -> Iterator[str]:
    """The URL of a copy."""
    with copied(postgres_url, filled) as url:
        yield url


@contextmanager
def copied(postgres_url: str, filled: str) -> Iterator[str]:
    """The URL of a database with the same in it."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        names = {"name": Identifier(name), "filled": Identifier(str(conninfo_to_dict(filled)["dbname"]))}
        server.execute(SQL("CREATE DATABASE {name} TEMPLATE {filled}").format(**names))
        try:
            yield stack.with_database(postgres_url, name)
        finally:
            server.execute(SQL("DROP DATABASE {name} WITH (FORCE)").format(**names))


@pytest.fixture
def press(june: str) -> Iterator[Press]:
    with EventLog.open(june) as log, RowStore(june) as rows, IssuedStore(june) as kept:
        yield Press(log, rows, kept, Signed())


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """The template has fewer formats, which are quickly made."""
    monkeypatch.setitem(TEMPLATES, TEMPLATE, {form: RENDERERS[form] for form in FORMS})


def project(url: str, log: EventLog) -> None:
    """All rows are made anew."""
    rebuild(url, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
