"""Other processes that hold a home, for tests that end them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.embedded.locks import FileLock

PROJECT = Path(__file__).parents[2]
HOLD = """
import signal, sys
from pathlib import Path
# Whoever runs the tests may ignore a hang-up, and that would be handed down.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from shared.embedded.postgres import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[-1])) as server:
    print(server.pid, server.url, flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(home: Path) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """A process that runs the server of a home; its own handle, the server's process number and URL."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, "up", str(home)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        pid, _, url = process.stdout.readline().strip().partition(" ")
        yield process, int(pid), url
        process.kill()


def keeper_of(server_pid: int) -> int:
    """The process number of the parent."""
    return int(Path(f"/proc/{server_pid}/stat").read_text().rpartition(")")[2].split()[1])


def kill(pid: int) -> None:
    """SIGKILL."""
    os.kill(pid, signal.SIGKILL)


def server_is_gone(home: Path) -> bool:
    """Whether no process of the server is left: the last one lets go of its lock."""
    lock = FileLock(home / "postgres.lock")
    try:
        return lock.take()
    finally:
        lock.release()
