"""The embedded PostgreSQL as others use it: `with EmbeddedPostgres(home) as pg: connect(pg.url)`."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from shared.embedded.cluster import ready_data
from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.leftover import SOCKET_FOLDER_PREFIX, end_leftover
from shared.embedded.locks import FileLock, HomeLock
from shared.embedded.server import Server

# A socket's path may have some 100 bytes, and the server adds its own name to the folder's.
LONGEST_SOCKET_FOLDER_BYTES = 80


class EmbeddedPostgres:
    """A private PostgreSQL in `home`, there while the block runs and stopped however this process ends.

    Durable: what was committed survives a kill of this process or of the server. One process a home:
    HomeInUse otherwise. EmbeddedUnavailable says in one sentence why it cannot run and what to do.
    """

    def __init__(self, home: Path, tell: Callable[[str], None] | None = None) -> None:
        self.home = home.absolute()
        self._tell = tell or _tell_on_stderr
        self._socket_folder = _private_name()
        self._home_lock = HomeLock(self.home)
        self._data = self.home / "postgres"
        self._server_lock = FileLock(self.home / "postgres.lock")
        self._server: Server | None = None

    @property
    def url(self) -> str:
        """For psycopg, as superuser; the same after a stop and another start of this object."""
        return f"postgresql://postgres@/postgres?host={quote(str(self._socket_folder), safe='')}"

    @property
    def was_started_before(self) -> bool:
        """Whether the home holds a database: a start makes one where it does not."""
        return self._data.exists()

    @property
    def pid(self) -> int:
        """The process number of the running server."""
        if self._server is None:
            raise EmbeddedUnavailable(f"PostgreSQL is not running in {self.home}: start it first.")
        return self._server.pid

    def start(self) -> None:
        """Usable when it returns. A recovery after an unclean end is waited for, however long, and told."""
        self._home_lock.take_or_refuse()
        try:
            end_leftover(self._data, self._server_lock)
            self._server = Server(ready_data(self._data), self._socket_folder, self._server_lock)
            self._server.launch()
            self._server.await_ready(self._tell_waiting)
        except BaseException:
            self.stop()
            raise

    def has_ended(self) -> bool:
        """Whether no server of this object's runs: it was not started, or was stopped or killed."""
        return self._server is None or self._server.has_ended()

    def stop(self) -> None:
        """Safe to repeat, and after the server was killed."""
        if self._server is not None:
            self._server.stop()
            self._server_lock.release()
            # Should the keeper have been killed, the server is still there and still holds its lock.
            end_leftover(self._data, self._server_lock)
            self._server = None
        self._server_lock.release()
        self._home_lock.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _tell_waiting(self, seconds: float) -> None:
        self._tell(
            f"PostgreSQL is starting in {self.home}, {seconds:.0f} s so far. After an unclean end it first "
            "recovers what was committed, which takes as long as it takes."
        )


def _private_name() -> Path:
    """A folder for the socket, not yet made: closed to others, and short whatever the home's path is."""
    for parent in (tempfile.gettempdir(), "/tmp"):
        folder = Path(tempfile.mkdtemp(prefix=SOCKET_FOLDER_PREFIX, dir=parent))
        folder.rmdir()
        if len(str(folder).encode()) <= LONGEST_SOCKET_FOLDER_BYTES:
            return folder
    raise AssertionError("/tmp is short")


def _tell_on_stderr(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
