"""What an earlier server left behind when its starter was killed: a process, a file with its number, a folder."""

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path

from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.locks import FileLock
from shared.embedded.status import status

SOCKET_FOLDER_PREFIX = "secchange-postgres-"
LOOK_EVERY_SECONDS = 0.005
# PostgreSQL's "fast" shutdown, then its "immediate" one, each with the seconds granted to it.
ENDINGS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))


def end_leftover(data: Path, lock: FileLock) -> None:
    """Take the server's lock; a server whose starter was killed is stopped first, its traces are cleared."""
    left = status(data)
    if not lock.take() and not any(_end(data, lock, *ending) for ending in ENDINGS):
        raise EmbeddedUnavailable(f"The server left running in {data} does not end: end process {left[0]}.")
    if left[0].isdigit() and not _is_postgres(int(left[0])):
        _clear(data, left)


def _end(data: Path, lock: FileLock, number: signal.Signals, seconds: float) -> bool:
    """Whether the lock is ours after this signal and some time."""
    pid = status(data)[0]
    # Neither empty nor negative: that would be a signal to many.
    if pid.isdigit():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), number)
    deadline = time.monotonic() + seconds
    while not lock.take():
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_EVERY_SECONDS)
    return True


def _clear(data: Path, left: list[str]) -> None:
    """Remove a `postmaster.pid` that would keep the server from starting, and the folder of its socket.

    The lock is ours, so no server of ours runs. PostgreSQL does not know that: it takes any process that has
    the number in the file for a server, be it a zombie that nobody reaps or a number given out again.
    """
    (data / "postmaster.pid").unlink(missing_ok=True)
    if len(left) > 4 and Path(left[4]).name.startswith(SOCKET_FOLDER_PREFIX):
        shutil.rmtree(left[4], ignore_errors=True)


def _is_postgres(pid: int) -> bool:
    """Whether a living server could have that number; where there is no /proc, any process could be one."""
    if not Path("/proc/self/stat").exists():
        return True
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except OSError:
        return False
    return name.endswith("(postgres") and rest.split()[0] != "Z"
