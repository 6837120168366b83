"""Nothing stored is edited: not by a service, not by the owner; and a service needs SELECT and INSERT alone."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from shared.eventlog.log import EventLog
from shared.eventlog.plan import Imported
from tests.eventlog.given import JULY, requested, returned

pytestmark = pytest.mark.integration

EDITS = (
    "UPDATE eventlog.facts SET topic = 'Another/1'",
    "DELETE FROM eventlog.facts",
    "TRUNCATE eventlog.facts",
)


@pytest.fixture
def as_a_service(log: EventLog, database: str) -> Iterator[str]:
    """The database, for a role that holds SELECT and INSERT on the log's table."""
    name = f"service_{uuid.uuid4().hex[:8]}"
    role = Identifier(name)
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(SQL("CREATE ROLE {}").format(role))
        owner.execute(SQL("GRANT USAGE ON SCHEMA eventlog TO {}").format(role))
        owner.execute(SQL("GRANT SELECT, INSERT ON eventlog.facts TO {}").format(role))
        try:
            yield make_conninfo(database, options=f"-c role={name}")
        finally:
            owner.execute(SQL("DROP OWNED BY {}").format(role))
            owner.execute(SQL("DROP ROLE {}").format(role))


def test_a_service_appends_imports_reads_and_waits(as_a_service: str) -> None:
    with EventLog.open(as_a_service) as service:
        service.append("106", 0, [requested("106")])

        assert service.import_entries([requested("106", source=JULY), returned("106")]) == Imported(1, 0, 1)
        assert [fact.id for fact in service.read(0, 10)] == ["106#1", "106#2", "106#3"]
        assert service.wait(2, 0)


@pytest.mark.parametrize("edit", EDITS)
def test_a_service_may_not_edit(as_a_service: str, edit: str) -> None:
    with psycopg.connect(as_a_service) as service, pytest.raises(psycopg.errors.InsufficientPrivilege, match="denied"):
        service.execute(edit.encode())


@pytest.mark.parametrize("edit", EDITS)
def test_the_owner_may_not_edit_either(log: EventLog, database: str, edit: str) -> None:
    log.append("106", 0, [requested("106")])

    with psycopg.connect(database) as owner, pytest.raises(psycopg.Error, match="facts are never changed or removed"):
        owner.execute(edit.encode())
    assert [fact.topic for fact in log.read(0, 10)] == ["AssessmentRequested/1"]


def test_a_session_that_calls_itself_a_replica_may_not_edit(log: EventLog, database: str) -> None:
    with psycopg.connect(database) as owner:
        owner.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.Error, match="facts are never changed or removed"):
            owner.execute("DELETE FROM eventlog.facts")
