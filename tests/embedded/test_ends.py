"""However a process or a server ends, the server does not outlive its process and the next start works."""

import os
import re
import signal
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest

from shared.embedded.account import hand_over, server_account
from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.kept import Kept
from shared.embedded.postgres import EmbeddedPostgres
from shared.embedded.status import status
from shared.embedded.wheel import program
from tests.embedded.others import holder, keeper_of, kill, server_is_gone
from tests.waiting import until

pytestmark = pytest.mark.integration


def keep_an_answer(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def answer(home: Path) -> object:
    with EmbeddedPostgres(home) as server, psycopg.connect(server.url) as connection:
        return connection.execute("SELECT answer FROM kept").fetchone()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_a_process_that_is_ended_takes_its_server_along(own_home: Path, number: int) -> None:
    with holder(own_home) as (process, _, url):
        keep_an_answer(url)
        process.send_signal(number)
        process.wait(timeout=30)
        until(lambda: server_is_gone(own_home))
    assert answer(own_home) == (42,)


def test_a_home_is_free_as_soon_as_its_process_was_killed(own_home: Path) -> None:
    with holder(own_home) as (process, _, url):
        keep_an_answer(url)
        process.kill()
        process.wait()
        assert answer(own_home) == (42,)


def test_a_server_left_running_is_ended_by_the_next_start(own_home: Path) -> None:
    """Only when the keeper was killed too, which no user does and an out-of-memory killer may."""
    with holder(own_home) as (process, server, url):
        sockets = Path(status(own_home / "postgres")[4])
        keep_an_answer(url)
        kill(keeper_of(server))
        process.kill()
        process.wait()
        assert not server_is_gone(own_home)
        assert answer(own_home) == (42,)
        assert not sockets.exists()


def test_stop_ends_a_server_whose_keeper_was_killed(own_postgres: EmbeddedPostgres) -> None:
    kill(keeper_of(own_postgres.pid))
    own_postgres.stop()
    assert server_is_gone(own_postgres.home)


def test_a_killed_server_recovers_what_was_committed(own_postgres: EmbeddedPostgres) -> None:
    keep_an_answer(own_postgres.url)
    kill(own_postgres.pid)
    own_postgres.stop()
    assert answer(own_postgres.home) == (42,)


@pytest.mark.parametrize("whose", ["a living process", "a zombie"])
def test_a_stale_process_number_does_not_keep_it_from_starting(own_postgres: EmbeddedPostgres, whose: str) -> None:
    """The number in the file was given out again, or nobody reaps the dead, as in a container without an init."""
    kill(own_postgres.pid)
    stale = (own_postgres.home / "postgres" / "postmaster.pid").read_text().splitlines()
    own_postgres.stop()
    # Of the server's own account: PostgreSQL passes over the processes of others by itself.
    account = server_account(own_postgres.home / "postgres")
    other = subprocess.Popen(["sleep", "600"], user=account.uid if os.geteuid() == 0 else None)
    try:
        if whose == "a zombie":
            other.kill()
            until(lambda: Path(f"/proc/{other.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z")
        stale[0] = str(other.pid)
        (own_postgres.home / "postgres" / "postmaster.pid").write_text("\n".join(stale) + "\n")
        own_postgres.start()
    finally:
        other.kill()
        other.wait()


def test_a_server_that_somebody_else_started_is_left_alone(own_postgres: EmbeddedPostgres) -> None:
    own_postgres.stop()
    data = own_postgres.home / "postgres"
    sockets = own_postgres.home / "sockets"
    sockets.mkdir(mode=0o777)
    account = server_account(data)
    hand_over(sockets, account)
    command = (program("postgres"), "-D", str(data), "-h", "", "-k", str(sockets))
    with (own_postgres.home / "theirs.log").open("wb") as log:
        theirs = Kept(command, account=account, log=log)
    until(lambda: status(data)[-1] == "ready")
    with pytest.raises(EmbeddedUnavailable, match="that secchange did not start is running there: stop that"):
        own_postgres.start()
    assert not theirs.has_ended()
    assert status(data)[0] == str(theirs.pid)
    theirs.end()


def test_a_long_start_is_waited_for_and_told(own_postgres: EmbeddedPostgres) -> None:
    """Twelve seconds here: the server waits for a pipe that it was told to read, as it would for a recovery."""
    home, told = own_postgres.home, list[str]()
    own_postgres.stop()
    pipe = home / "pipe.conf"
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    with (home / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write(f"include '{pipe}'\n")
    slow = EmbeddedPostgres(home, told.append)
    starting = threading.Thread(target=slow.start, daemon=True)
    starting.start()
    until(lambda: len(told) == 3)
    # The file is read twice: the second time it is an empty one.
    waiting = pipe.rename(home / "waiting.conf")
    pipe.touch(mode=0o666)
    waiting.write_text("")
    starting.join(timeout=20)
    with psycopg.connect(slow.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    slow.stop()
    # The third time it is told; a busy machine may come to it a second later.
    assert re.match(rf"PostgreSQL is starting in {re.escape(str(home))}, 1[2-9] s so far\.", told[2])
