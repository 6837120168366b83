"""The files of an issued paper and its fact: both or neither, once, and never changed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from textwrap import dedent

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError
from psycopg import Connection

from shared.eventlog.errors import WrongVersion
from shared.eventlog.log import EventLog
from shared.issued.store import IssuedStore, Kept
from tests.eventlog.proxy import answer_cutter
from tests.issued.given import FILES, STREAM, issued

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]

EDITS = (
    "UPDATE issued.papers SET content = ''",
    "DELETE FROM issued.papers",
    "TRUNCATE issued.papers",
)
OF_MD = "a3e52791f363b67c2330f65beead57a3689dd1d483286ea0eedba69e2f78c0aa"
OF_PDF = "785b0751fc2c53dc14a4ce3d800e69ef9ce1009eb327ccf458afe09c242c26c9"
"""As `sha256sum` has them."""


@pytest.fixture
def log(database: str) -> Iterator[EventLog]:
    with EventLog.open(database) as opened:
        yield opened


@pytest.fixture
def store(database: str) -> Iterator[IssuedStore]:
    with IssuedStore(database) as opened:
        yield opened


def issue(log: EventLog, store: IssuedStore, version: int = 0, edition: str = "", by: str = "Ann") -> str:
    keep = store.keeping("2020-06", edition, f"{STREAM}#{version + 1}", FILES)
    return log.append_beside(STREAM, version, [issued(edition, by)], keep)[0].id


def test_the_files_are_kept_with_their_fact(log: EventLog, store: IssuedStore) -> None:
    assert issue(log, store) == "paper/2020-06#1"
    assert store.files("2020-06", "") == FILES
    assert store.files("2020-06", "R1") == store.files("2020-07", "") == {}, "a restated one will stand beside it"
    assert store.listed() == [
        Kept("2020-06", "", "md", "paper/2020-06#1", OF_MD, 10),
        Kept("2020-06", "", "pdf", "paper/2020-06#1", OF_PDF, 1024),
    ]
    issue(log, store, 1, "R1")
    assert store.listed()[2] == Kept("2020-06", "R1", "md", "paper/2020-06#2", OF_MD, 10)
    assert store.files("2020-06", "R1") == FILES


def test_of_two_who_issue_at_once_one_does(log: EventLog, store: IssuedStore) -> None:
    issue(log, store)
    with pytest.raises(WrongVersion, match="at version 1, and 0 was expected"):
        issue(log, store, by="Ben")
    assert (log.head(), len(store.listed())) == (1, 2)


def test_where_the_fact_is_refused_no_file_is_kept(log: EventLog, store: IssuedStore) -> None:
    log.append(STREAM, 0, [issued("R7")])
    with pytest.raises(WrongVersion):
        issue(log, store)
    assert store.listed() == []


def test_where_a_file_is_refused_the_fact_is_not_told(log: EventLog, store: IssuedStore) -> None:
    """As one that was smuggled in before."""

    def twice(connection: Connection[tuple[object, ...]]) -> None:
        keep(connection)
        connection.execute("INSERT INTO issued.papers SELECT * FROM issued.papers")

    keep = store.keeping("2020-06", "", f"{STREAM}#1", FILES)
    with pytest.raises((PersistenceError, WrongVersion)):
        log.append_beside(STREAM, 0, [issued()], twice)
    assert (log.head(), store.listed()) == (0, [])


def test_an_answer_that_is_lost_makes_no_second_issue(log: EventLog, store: IssuedStore, database: str) -> None:
    with answer_cutter(database) as proxy, EventLog.open(proxy.url) as through:
        through.head()
        proxy.cut_the_answer_to(b"COMMIT")
        assert issue(through, store) == "paper/2020-06#1"
        assert proxy.cuts == 1
    assert (log.head(), len(store.listed())) == (1, 2)


def test_nobody_changes_what_was_issued(log: EventLog, store: IssuedStore, database: str) -> None:
    """Neither the owner, nor a session that calls itself a replica; and nobody adds bytes under another hash."""
    issue(log, store)
    for edit, settings in product(EDITS, ("", "SET session_replication_role = replica")):
        with psycopg.connect(database) as owner:
            owner.execute(settings.encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="issued papers are never changed"):
                owner.execute(edit.encode())
    forged = "INSERT INTO issued.papers VALUES ('2020-06', '', 'txt', 'x#1', sha256('a'), 'b')"
    with psycopg.connect(database) as owner, pytest.raises(psycopg.errors.CheckViolation):
        owner.execute(forged.encode())
    assert store.files("2020-06", "") == FILES


DYING = """
    import os, signal, sys
    from shared.eventlog.log import EventLog
    from shared.issued.store import IssuedStore
    from tests.issued.given import FILES, STREAM, issued

    def keep_and_die(connection):
        keep(connection)
        {before_the_fact}

    with EventLog.open(sys.argv[1]) as log, IssuedStore(sys.argv[1]) as store:
        keep = store.keeping("2020-06", "", f"{{STREAM}}#1", FILES)
        insert = log._appender._recorder.insert_over

        def insert_and_die(connection, entries):
            insert(connection, entries)
            os.kill(os.getpid(), signal.SIGKILL)

        log._appender._recorder.insert_over = insert_and_die
        log.append_beside(STREAM, 0, [issued()], keep_and_die)
"""


@pytest.mark.parametrize("before_the_fact", [True, False], ids=["before the fact", "after the fact"])
def test_a_writer_that_is_killed_between_the_two_leaves_neither(
    log: EventLog, store: IssuedStore, database: str, before_the_fact: bool
) -> None:
    dies = "os.kill(os.getpid(), signal.SIGKILL)" if before_the_fact else "pass"
    program = dedent(DYING).format(before_the_fact=dies)
    project = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program, database], cwd=project, timeout=30, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (log.head(), store.listed()) == (0, [])
    issue(log, store)
    assert (len(log.stored_history(STREAM)), store.files("2020-06", "")) == (1, FILES)
