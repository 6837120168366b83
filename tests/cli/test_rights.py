"""A role that is prepared for services is enough for all; one that lacks a right is told which."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from services.cli.carrier import Carrier
from services.reporter.service import Readers
from shared.answers.store import AnswerStore, Held
from shared.eventlog.log import EventLog
from shared.eventlog.progress import RelayProgress
from shared.issued.store import IssuedStore
from shared.operation.seen import database as seen_in
from shared.readmodels import REGISTER
from shared.roles.prepare import prepare
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.cli.command import Ran, secchange
from tests.given import entries
from tests.issued.given import FILES, STREAM, issued

pytestmark = pytest.mark.integration

FACTS = entries("""
2020-03-02  MP106  ProposalNamed  label=MP106 title=Meters
2020-03-02  MP107  ProposalNamed  label=MP107 title=Gateways
""")


@dataclass(frozen=True, slots=True)
class Plain:
    """A role without any right in a database, and the settings of a full stack that uses it."""

    role: str
    owners_url: str
    env: dict[str, str]

    def run(self, *arguments: str) -> Ran:
        return secchange(*arguments, env=self.env)

    def as_owner(self, statements: str) -> None:
        with psycopg.connect(self.owners_url) as connection:
            connection.execute(sql.SQL(statements).format(role=sql.Identifier(self.role)))


@pytest.fixture
def plain(database: str, kafka_bootstrap: str, topic_name: str) -> Iterator[Plain]:
    role = f"plain_{uuid4().hex[:12]}"
    where = urlsplit(database)
    url = where._replace(netloc=f"{role}:secret@{where.netloc.rpartition('@')[2]}").geturl()
    env = {
        "SECCHANGE_DATABASE_URL": url,
        "SECCHANGE_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "SECCHANGE_TOPIC": topic_name,
    }
    plain = Plain(role, database, env)
    plain.as_owner("CREATE ROLE {role} LOGIN PASSWORD 'secret'")
    yield plain
    plain.as_owner("DROP OWNED BY {role}")
    plain.as_owner("DROP ROLE {role}")


def test_a_role_that_makes_nothing_is_enough_to_record_carry_project_and_read(plain: Plain) -> None:
    with psycopg.connect(plain.owners_url, autocommit=True) as owner:
        prepare(owner, {"service": plain.role}, {})
    url = plain.env["SECCHANGE_DATABASE_URL"]
    with EventLog.open(url) as log, RowStore(url) as store, Carrier(log, store) as carrier:
        log.import_entries(FACTS)
        carrier.pump()
        assert plain.run("project", "rebuild").code == 0
        assert list(store.load(REGISTER, 2)) == ["106", "107"]
        with RelayProgress.claim(url, "facts@1") as progress:
            progress.save({0: 2})
        with closing(Readers(url, log)) as readers, readers.now() as now:
            assert now.position == 2
        with seen_in(url, CHANGE_EVENTS) as look:
            assert look().unreadable is None
        with AnswerStore(url) as answers, answers.taking("one", b"") as held:
            assert isinstance(held, Held)
            held.answer(201, b"{}", may_be_lost=False)
        with IssuedStore(url) as kept:
            log.append_beside(STREAM, 0, [issued()], kept.keeping("2020-06", "", f"{STREAM}#1", FILES))
            assert kept.files("2020-06", "") == FILES


def test_a_role_that_would_have_to_make_what_is_missing_is_told_which_right_it_lacks(plain: Plain) -> None:
    ran = plain.run("register", "list")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert f"the role {plain.role} may not make the log in the database" in ran.err
    assert f"run `secchange database prepare` once as the owner of {urlsplit(plain.owners_url).path[1:]}" in ran.err
    with EventLog.open(plain.owners_url):
        ran = plain.run("register", "list")
        assert (ran.code, "may not make the tables for rows" in ran.err) == (1, True)


def test_a_role_without_a_right_to_the_tables_is_told_which(plain: Plain) -> None:
    with EventLog.open(plain.owners_url), RowStore(plain.owners_url):
        ran = plain.run("project", "status")
        assert (ran.code, len(ran.err.splitlines())) == (1, 1)
        assert "permission denied for schema eventlog" in ran.err
        doctor = {each["what"]: each for each in json.loads(plain.run("doctor", "--json").out)}
    assert "permission denied for schema eventlog" in doctor["database"]["found"]
