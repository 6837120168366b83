"""The rights in the database are those declared, each of them tried; a service does not start with more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege

from shared.eventlog.log import EventLog
from shared.roles.look import missing, privileges_of, rights, too_strong
from shared.roles.matrix import KEPT, MATRIX, ROWS, SCHEMAS, Role
from shared.roles.prepare import prepare
from shared.roles.refuse import NotPrepared, RoleTooStrong, refuse_unfit
from shared.rowstore.store import RowStore
from tests import stack
from tests.eventlog.given import requested

pytestmark = pytest.mark.integration

# Each fails on every table for want of the right, or goes on to something else: to nothing, or to another refusal.
TRIED: dict[str, LiteralString] = {
    "SELECT": "SELECT FROM {table} LIMIT 0",
    "INSERT": "INSERT INTO {table} SELECT FROM pg_class WHERE false",
    "UPDATE": "UPDATE {table} SET {column} = DEFAULT WHERE false",
    "DELETE": "DELETE FROM {table} WHERE false",
    "TRUNCATE": "TRUNCATE {table} CASCADE",
    "REFERENCES": "ALTER TABLE projected.{mine} ADD FOREIGN KEY ({key}) REFERENCES {table} ({key})",
    "TRIGGER": """
        CREATE TRIGGER mine BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
    """,
    "MAINTAIN": "CLUSTER {table}",
}
OF_ITS_OWN = """
    CREATE TABLE projected.{mine} AS SELECT {key} FROM {table} WITH NO DATA;
    ALTER TABLE projected.{mine} OWNER TO {role}
"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database made ready, and the names of both roles."""

    owner: str
    names: dict[Role, str]

    def url(self, role: Role) -> str:
        return stack.as_role(self.owner, self.names[role])


@pytest.fixture(scope="module")
def of_this_file(postgres_url: str) -> Iterator[Prepared]:
    names: dict[Role, str] = {"service": f"service_{uuid4().hex[:12]}", "auditor": f"auditor_{uuid4().hex[:12]}"}
    with stack.fresh_database(postgres_url) as database, psycopg.connect(database, autocommit=True) as owner:
        prepare(owner, names, dict.fromkeys(names, stack.PASSWORD))
        yield Prepared(database, names)
        for name in names.values():
            owner.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
            owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def prepared(of_this_file: Prepared) -> Iterator[Prepared]:
    """Whatever a test does to it is mended by preparing it again."""
    yield of_this_file
    with psycopg.connect(of_this_file.owner, autocommit=True) as owner:
        owner.execute("DROP SCHEMA IF EXISTS projected CASCADE")
        prepare(owner, of_this_file.names, {})


def test_every_table_that_is_kept_for_good_is_declared(prepared: Prepared) -> None:
    with psycopg.connect(prepared.owner) as owner:
        found = owner.execute("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname !~ '^(pg_|info)'")
        assert {table for (table,) in found} == set(MATRIX)
        assert set(MATRIX) >= set(KEPT)


@pytest.mark.parametrize("role", ["service", "auditor"])
def test_the_catalogue_of_grants_equals_the_declared_matrix(prepared: Prepared, role: Role) -> None:
    with psycopg.connect(prepared.owner) as owner:
        known = frozenset(privileges_of(owner))
        given = rights(owner, prepared.names[role])
    assert given == {table: declared[role] & known for table, declared in MATRIX.items() if declared[role]}


@pytest.mark.parametrize("role", ["service", "auditor"])
def test_each_cell_is_as_declared_when_it_is_tried(prepared: Prepared, role: Role) -> None:
    with psycopg.connect(prepared.owner, autocommit=True) as owner:
        known = privileges_of(owner)
        role_of_it = sql.Identifier(prepared.names[role])
        owner.execute(sql.SQL("GRANT USAGE ON SCHEMA projected TO {}").format(role_of_it))
        names = {table: _names(owner, table) for table in MATRIX}
        for each in names.values():
            owner.execute(sql.SQL(OF_ITS_OWN).format(role=role_of_it, **each))
    with psycopg.connect(prepared.url(role)) as connection:
        for table, declared in MATRIX.items():
            for privilege in known:
                may = _may(connection, sql.SQL(TRIED[privilege]).format(**names[table]))
                assert may == (privilege in declared[role]), f"{role} {privilege} {table}"


def test_the_owner_too_cannot_change_what_is_kept(prepared: Prepared) -> None:
    with psycopg.connect(prepared.owner) as owner:
        for table in KEPT:
            for deed in ("UPDATE", "DELETE", "TRUNCATE"):
                with pytest.raises(InsufficientPrivilege, match=r"never changed|only grows"), owner.transaction():
                    owner.execute(sql.SQL(TRIED[deed]).format(**_names(owner, table)))


def test_a_service_records_and_projects_with_no_right_to_make_anything_but_rows(prepared: Prepared) -> None:
    with EventLog.open(prepared.url("service")) as log, RowStore(prepared.url("service")) as store:
        log.append("106", 0, [requested("106")])
        generation = store.live_or_first("topic", 4)
        store.discard(store.begin_rebuild("topic", 4))
        assert store.live() == generation
    with psycopg.connect(prepared.url("service")) as service, pytest.raises(InsufficientPrivilege):
        service.execute("CREATE SCHEMA more")


def test_to_prepare_again_mends_what_differs_and_hands_over_the_rows(prepared: Prepared) -> None:
    with psycopg.connect(prepared.owner, autocommit=True) as owner, RowStore(prepared.owner) as store:
        store.live_or_first("topic", 4)
        service = sql.Identifier(prepared.names["service"])
        owner.execute(sql.SQL("GRANT ALL ON eventlog.facts TO {}").format(service))
        owner.execute(sql.SQL("ALTER ROLE {} CREATEROLE").format(service))
        owner.execute("GRANT ALL ON ALL TABLES IN SCHEMA trail TO PUBLIC")
        with psycopg.connect(prepared.url("service")) as connection:
            assert len(list(too_strong(connection))) == 5
        prepare(owner, prepared.names, {})
    with psycopg.connect(prepared.url("service"), autocommit=True) as connection:
        refuse_unfit(connection)
        assert list(too_strong(connection)) == []
        of_others = "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tableowner <> current_user"
        assert connection.execute(of_others, (ROWS,)).fetchall() == []


@pytest.mark.parametrize(
    ("made_so", "says"),
    [
        ("ALTER ROLE {role} SUPERUSER", "is a superuser"),
        ("ALTER ROLE {role} CREATEROLE", "may make roles"),
        ("GRANT UPDATE ON eventlog.facts TO {role}", "may UPDATE eventlog.facts"),
        ("GRANT UPDATE (state) ON eventlog.facts TO {role}", "may UPDATE eventlog.facts"),
        ("GRANT DELETE, TRUNCATE ON trail.tiles TO {role}", "may DELETE, TRUNCATE trail.tiles"),
        ("GRANT TRIGGER ON issued.papers TO PUBLIC", "may TRIGGER issued.papers"),
        ("ALTER TABLE eventlog.facts OWNER TO {role}", "owns eventlog.facts"),
        ("ALTER SCHEMA issued OWNER TO {role}", "owns issued.papers"),
        ("ALTER FUNCTION trail.kept() OWNER TO {role}", "owns trail.log"),
    ],
)
def test_a_role_that_could_change_what_is_kept_is_refused(prepared: Prepared, made_so: str, says: str) -> None:
    role = prepared.names["service"]
    with psycopg.connect(prepared.url("service"), autocommit=True) as connection:
        refuse_unfit(connection)
        with psycopg.connect(prepared.owner, autocommit=True) as owner:
            owner.execute(sql.SQL(made_so).format(role=sql.Identifier(role)))
        with pytest.raises(RoleTooStrong) as refused:
            refuse_unfit(connection)
        with psycopg.connect(prepared.owner, autocommit=True) as owner:
            prepare(owner, prepared.names, {})
        refuse_unfit(connection)
    assert str(refused.value).startswith(f"the role {role} {says}")
    assert "run `secchange database prepare` once as the database's owner" in str(refused.value)


def test_a_database_that_was_not_prepared_is_told(prepared: Prepared) -> None:
    with psycopg.connect(prepared.owner, autocommit=True) as owner:
        owner.execute("DROP SCHEMA trail CASCADE")
        assert missing(owner) == ["trail.log", "trail.runs", "trail.tiles"]
    with psycopg.connect(prepared.url("service")) as connection, pytest.raises(NotPrepared, match=r"has no trail\.log"):
        refuse_unfit(connection)


def _may(connection: Connection[tuple[object, ...]], tried: sql.Composed) -> bool:
    """Whether it is not for want of the right that it is refused, if it is."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(tried)
    except InsufficientPrivilege as refused:
        return not str(refused).startswith("permission denied")
    except psycopg.Error:
        return True
    return True


def _names(connection: Connection[tuple[Any, ...]], table: str) -> dict[str, sql.Composable]:
    """The table, its key, one of its columns that may be written, and a table for the role itself."""
    found = connection.execute(
        """
        SELECT
            (SELECT attname FROM pg_attribute WHERE attrelid = i.indrelid AND attnum > 0 AND attidentity = '' LIMIT 1),
            array(
                SELECT attname
                FROM pg_attribute
                WHERE attrelid = i.indrelid AND attnum = ANY(i.indkey)
                ORDER BY attnum
            )
        FROM pg_index AS i
        WHERE i.indisprimary AND i.indrelid = %s::regclass
        """,
        (table,),
    ).fetchone()
    assert found
    column, key = found
    return {
        "table": sql.Identifier(*table.split(".")),
        "column": sql.Identifier(str(column)),
        "key": sql.SQL(", ").join([sql.Identifier(str(each)) for each in key]),
        "mine": sql.Identifier(table),
    }


def test_the_schemas_are_those_of_the_tables() -> None:
    assert SCHEMAS == ("commands", "eventlog", "feed", "issued", "trail")
