"""A row that PostgreSQL does not take is refused; a right or a table that we lack is no fault of a row."""

from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import psycopg
import pytest

from shared.rowstore.batch import Batch, Version
from shared.rowstore.errors import RowsRefused
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.rowstore.rows import meetings, version

pytestmark = pytest.mark.integration

DEEP = 100_000
TOO_LONG = Random(1).randbytes(5_000).hex()
"""For an index, even when it is compressed."""

Write = Callable[[RowStore, Generation, Version], object]


def fill(store: RowStore, live: Generation, poisoned: Version) -> None:
    store.fill(store.begin_rebuild(live.topic, live.partitions), {"meetings": [version(3), poisoned]})


def commit(store: RowStore, live: Generation, poisoned: Version) -> None:
    store.commit(Batch(live.id, {0: (0, 4)}, meetings(version(3), poisoned)))


def ask(store: RowStore, live: Generation, poisoned: Version) -> None:
    if reason := store.refusal(Batch(live.id, {0: (0, 4)}, meetings(version(3), poisoned))):
        raise RowsRefused(reason)


each_way = pytest.mark.parametrize("write", [fill, commit, ask])


@each_way
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"row": b"{not JSON"}, "json"),
        ({"row": b"[" * DEEP + b"]" * DEEP}, "stack depth limit"),
        ({"key": "a\0key"}, "0x00"),
        ({"key": TOO_LONG}, "maximum size"),
    ],
    ids=["no JSON", "nested too deep", "NUL", "too long a key"],
)
def test_a_row_that_cannot_be_kept_is_refused(
    store: RowStore, live: Generation, write: Write, change: dict[str, Any], reason: str
) -> None:
    poisoned = msgspec.structs.replace(version(4, of="meeting/csc/2020-06-30"), **change)
    with pytest.raises(RowsRefused, match=reason):
        write(store, live, poisoned)


def test_one_key_twice_is_refused(store: RowStore, live: Generation) -> None:
    with pytest.raises(RowsRefused, match="a second time"):
        commit(store, live, version(3))


@pytest.mark.parametrize("write", [commit, ask])
def test_a_table_that_is_not_there_is_no_fault_of_a_row(store: RowStore, live: Generation, write: Write) -> None:
    store._connection.execute(f"DROP TABLE projected.meetings_{live.id}_open".encode())
    with pytest.raises(psycopg.errors.UndefinedTable):
        write(store, live, version(4))


@pytest.mark.parametrize("write", [commit, ask])
def test_a_right_that_is_lacked_is_no_fault_of_a_row(store: RowStore, live: Generation, write: Write) -> None:
    role = f"reads_only_{live.id}_{store.process_id}"
    store._connection.execute(f"CREATE ROLE {role}".encode())
    try:
        store._connection.execute(f"GRANT USAGE ON SCHEMA projected TO {role}".encode())
        store._connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA projected TO {role}".encode())
        store._connection.execute(f"SET ROLE {role}".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            write(store, live, version(4))
    finally:
        store._connection.execute("RESET ROLE")
        store._connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())
