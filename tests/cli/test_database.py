"""A PostgreSQL is made ready by its owner; after that no service starts as anybody who could change what is kept."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests import stack
from tests.cli.command import secchange

pytestmark = pytest.mark.integration


@pytest.fixture
def service(database: str) -> Iterator[str]:
    """The name of a role that is not there yet."""
    name = f"{stack.SERVICE}{urlsplit(database).path[1:]}"
    yield name
    with psycopg.connect(database) as owner:
        owner.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
        owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def full(url: str) -> dict[str, str]:
    return {"SECCHANGE_DATABASE_URL": url, "SECCHANGE_KAFKA_BOOTSTRAP": "127.0.0.1:1"}


def test_the_owner_makes_it_ready_and_sees_who_may_do_what(database: str, service: str) -> None:
    env = {"SECCHANGE_OWNER_URL": database, "SECCHANGE_SERVICE_PASSWORD": stack.PASSWORD}
    for _ in range(2):
        ran = secchange("database", "prepare", "--service", service, env=env)
        assert (ran.code, f"Give the services the role {service}" in ran.err) == (0, True)
    roles = secchange("database", "roles", "--service", service, "--json", env=env)
    cells = {each["table"]: each for each in json.loads(roles.out)}
    assert roles.code == 0
    assert (cells["eventlog.facts"]["declared"], cells["eventlog.facts"]["given"]) == ("INSERT, SELECT",) * 2
    with psycopg.connect(database) as owner:
        owner.execute(sql.SQL("GRANT UPDATE ON eventlog.facts TO {}").format(sql.Identifier(service)))
    roles = secchange("database", "roles", "--service", service, env=env)
    assert (roles.code, "INSERT, SELECT, UPDATE" in roles.out) == (3, True)


def test_no_service_starts_as_a_role_that_could_change_what_is_kept(database: str, service: str) -> None:
    for command in (("ingest",), ("feed", "work"), ("projector",), ("reporter", "--port", "1024")):
        ran = secchange(*command, env=full(database))
        [line] = [json.loads(line) for line in ran.err.splitlines()]
        assert (ran.code, line["event"]) == (1, "service.failed")
        assert "is a superuser, as no service may: run `secchange database prepare` once" in line["reason"]
    with psycopg.connect(database) as owner:
        assert owner.execute("SELECT FROM pg_tables WHERE schemaname = 'eventlog'").rowcount == 0, "nothing was made"
    stack.for_services(database)


def test_the_doctor_says_what_a_service_would_refuse(database: str, service: str) -> None:
    url = stack.for_services(database)
    for given, well in ((url, True), (database, False)):
        found = {each["what"]: each for each in json.loads(secchange("doctor", "--json", env=full(given)).out)}
        assert (found["database"]["well"], found["database role"]["well"]) == (True, well)
        assert ("secchange database prepare" in found["database role"]["mend"]) is not well


def test_embedded_nothing_is_to_be_prepared() -> None:
    ran = secchange("database", "prepare", env={})
    assert (ran.code, "SECCHANGE_OWNER_URL; embedded, nothing is to be done" in ran.err) == (2, True)


def test_an_owner_who_is_not_let_in_is_told_which_address_to_mend(database: str) -> None:
    url = make_conninfo(database, user="no_such_owner")
    ran = secchange("database", "prepare", env={"SECCHANGE_OWNER_URL": url})
    assert (ran.code, "does not let us in" in ran.err) == (4, True)
    assert "see that SECCHANGE_OWNER_URL has a role" in ran.err
