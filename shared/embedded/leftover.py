"""What an earlier server left behind when its starter was killed: a process, a file with its number."""

import contextlib
import os
import signal
import time
from pathlib import Path

from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.locks import FileLock
from shared.embedded.status import status

LOOK_EVERY_SECONDS = 0.005


def end_leftover(data: Path, lock: FileLock) -> None:
    """Take the server's lock; a server whose starter was killed is stopped first, its traces are cleared."""
    for number, seconds in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        if _take_within(lock, 0):
            break
        with contextlib.suppress(ProcessLookupError, ValueError):
            os.kill(int(status(data)[0]), number)
        if _take_within(lock, seconds):
            break
    if lock.descriptor < 0:
        raise EmbeddedUnavailable(f"The server left running in {data} does not end: end process {status(data)[0]}.")
    _clear_stale_pid(data)


def _clear_stale_pid(data: Path) -> None:
    """Remove a `postmaster.pid` that would keep the server from starting.

    The lock is ours, so no server of ours runs. PostgreSQL does not know that: it takes any process that has
    the number in the file for a server, be it a zombie that nobody reaps or a number given out again.
    """
    first = status(data)[0]
    if first.isdigit() and not _is_postgres(int(first)):
        (data / "postmaster.pid").unlink()


def _is_postgres(pid: int) -> bool:
    """Whether a living server could have that number; where there is no /proc, any process could be one."""
    if not Path("/proc/self/stat").exists():
        return True
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except OSError:
        return False
    return name.endswith("(postgres") and rest.split()[0] != "Z"


def _take_within(lock: FileLock, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not (taken := lock.take()) and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_SECONDS)
    return taken
