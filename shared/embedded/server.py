"""One running PostgreSQL server: launched, waited for, stopped."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from shared.embedded.account import hand_over, server_account
from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.kept import Kept
from shared.embedded.locks import FileLock
from shared.embedded.log import reason
from shared.embedded.status import status
from shared.embedded.wheel import program

# Small and quick to start: of its buffers it takes what there is to hold. A million facts and their rows fit into them,
# and are read a tenth faster or more than through 64 MB. Durability is PostgreSQL's default and stays so: nothing here
# touches fsync, synchronous_commit or full_page_writes.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "64",
    "shared_buffers": "512MB",
    "max_wal_size": "512MB",
    "min_wal_size": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_worker_processes": "2",
    "max_parallel_workers": "0",
    "max_logical_replication_workers": "0",
    "io_method": "sync",
    "jit": "off",
    "log_checkpoints": "off",
    "log_startup_progress_interval": "2s",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
}
LOOK_EVERY_SECONDS = 0.005
FIRST_TOLD_AFTER_SECONDS = 2.0
TOLD_EVERY_SECONDS = 5.0
LOG_KEPT_BYTES = 1_000_000


class Server:
    """A server on one data folder, listening in one folder that nobody else may enter."""

    def __init__(self, data: Path, socket_folder: Path, lock: FileLock) -> None:
        self._data = data
        self._socket_folder = socket_folder
        self._lock = lock
        self._log = data.with_name("postgres.log")
        self._process: Kept | None = None

    @property
    def pid(self) -> int:
        """The server's own process number."""
        assert self._process is not None
        return self._process.pid

    def launch(self) -> None:
        """Start it; `await_ready` says when it can be used."""
        account = server_account(self._data)
        hand_over(self._data, account)
        self._socket_folder.mkdir(mode=0o700)
        hand_over(self._socket_folder, account)
        settings = {**SETTINGS, "unix_socket_directories": f'"{self._socket_folder}"'}
        arguments = [argument for key, value in settings.items() for argument in ("-c", f"{key}={value}")]
        with self._fresh_log().open("ab") as log:
            self._process = Kept(
                (program("postgres"), "-D", str(self._data), *arguments),
                account=account,
                log=log,
                folder=self._socket_folder,
                lock=self._lock.descriptor,
            )

    def await_ready(self, tell: Callable[[float], None]) -> None:
        """Wait as long as it takes, recovery included; now and then `tell` gets the seconds so far."""
        assert self._process is not None
        started = time.monotonic()
        next_told = started + FIRST_TOLD_AFTER_SECONDS
        while not self._is_ready():
            if self._process.has_ended():
                raise EmbeddedUnavailable(reason(self._log.read_bytes()[self._log_start :], self._data))
            if time.monotonic() >= next_told:
                next_told += TOLD_EVERY_SECONDS
                tell(time.monotonic() - started)
            time.sleep(LOOK_EVERY_SECONDS)

    def has_ended(self) -> bool:
        return self._process is None or self._process.has_ended()

    def stop(self) -> None:
        """Fast shutdown, immediate when that takes too long; returns when the last process has ended."""
        if self._process is not None:
            self._process.end()
            self._process = None
        shutil.rmtree(self._socket_folder, ignore_errors=True)

    def _is_ready(self) -> bool:
        # The file may be an older server's, and may then say that this one was ready.
        lines = status(self._data)
        return lines[0] == str(self.pid) and lines[-1] == "ready"

    def _fresh_log(self) -> Path:
        if self._log.exists() and self._log.stat().st_size > LOG_KEPT_BYTES:
            self._log.replace(self._log.with_suffix(".log.1"))
        self._log_start = self._log.stat().st_size if self._log.exists() else 0
        return self._log
