"""Servers to ill-treat: PostgreSQL killed with all its processes, and started again on the data it left."""

import os
import signal
import subprocess
from contextlib import suppress

from shared.embedded.postgres import EmbeddedPostgres


def kill_database(server: EmbeddedPostgres) -> None:
    """SIGKILL to the server and all its processes: nothing is flushed or told. Returns when they are gone."""
    # Stopped first, so that it neither makes more processes nor begins to mend.
    os.kill(server.pid, signal.SIGSTOP)
    for child in _children(server.pid):
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    os.kill(server.pid, signal.SIGKILL)
    server.stop()


def _children(pid: int) -> list[int]:
    listed = subprocess.run(("ps", "-A", "-o", "pid=", "-o", "ppid="), check=True, capture_output=True, text=True)
    pairs = (map(int, line.split()) for line in listed.stdout.splitlines())
    return [child for child, parent in pairs if parent == pid]
