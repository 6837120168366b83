"""A line to a server that can be made slow, nearly stopped, torn, or dead without a sign."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

Trouble = Literal["none", "late", "trickling", "torn", "dead"]
"""Answers half a second late; one byte a second; every connection reset, new ones too; all swallowed both ways."""

LATE_SECONDS = 0.5
SECONDS_A_BYTE = 1.0
_RESET = struct.pack("ii", 1, 0)
"""Closing then sends RST: linger on, for no time."""


class Wire:
    """Listens on loopback and passes on, both ways, what its present trouble lets through."""

    def __init__(self, reach: Callable[[], socket.socket]) -> None:
        self._reach = reach
        self._server = socket.create_server(("127.0.0.1", 0))
        self._lines: set[_Line] = set()
        self._healed = threading.Event()
        self._healed.set()
        self.trouble: Trouble = "none"

    @property
    def port(self) -> int:
        port: int = self._server.getsockname()[1]
        return port

    def is_in(self, trouble: Trouble) -> None:
        """From now on, for all connections, until `heal`."""
        self.trouble = trouble
        self._healed.clear()
        for line in list(self._lines):
            if trouble == "dead":
                line.is_dead = True
            if trouble == "torn":
                line.tear()

    def heal(self) -> None:
        """Passes everything on. A connection that was dead has lost bytes, and stays so until its client lets go."""
        self.trouble = "none"
        self._healed.set()

    def wait(self, seconds: float) -> None:
        """No longer than until it is healed."""
        self._healed.wait(seconds)

    def run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def close(self) -> None:
        self.heal()
        # A listening socket that is only closed keeps its accept() waiting.
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for line in list(self._lines):
            line.tear()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client, self._reach() as server:
            line = _Line(self, client, server)
            self._lines.add(line)
            try:
                line.run()
            finally:
                self._lines.discard(line)


class _Line:
    """One connection."""

    def __init__(self, wire: Wire, client: socket.socket, server: socket.socket) -> None:
        self._wire = wire
        self._client = client
        self._server = server
        self.is_dead = wire.trouble == "dead"
        self._is_torn = False

    def run(self) -> None:
        if self._wire.trouble == "torn":
            self.tear()
            return
        back = threading.Thread(target=self._pass_on, args=(self._server, self._client, True), daemon=True)
        back.start()
        self._pass_on(self._client, self._server, False)
        back.join()

    def tear(self) -> None:
        """Both ends are reset as soon as those who read from them, woken here, let go."""
        self._is_torn = True
        for end in (self._client, self._server):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RD)

    def _pass_on(self, one: socket.socket, other: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                if not self.is_dead:
                    self._send(other, data, is_answer)
        # Of a dead line the other end hears nothing, not even that it is closed, as long as the trouble lasts.
        while self.is_dead and self._wire.trouble == "dead":
            self._wire.wait(1.0)
        if not self._is_torn:
            with contextlib.suppress(OSError):
                other.shutdown(socket.SHUT_RDWR)

    def _send(self, other: socket.socket, data: bytes, is_answer: bool) -> None:
        if self._wire.trouble == "late" and is_answer:
            self._wire.wait(LATE_SECONDS)
        while data and self._wire.trouble == "trickling":
            other.sendall(data[:1])
            data = data[1:]
            self._wire.wait(SECONDS_A_BYTE)
        if not self.is_dead:
            other.sendall(data)


@contextmanager
def wire_to(reach: Callable[[], socket.socket]) -> Iterator[Wire]:
    """A line that lasts until the block ends."""
    wire = Wire(reach)
    thread = threading.Thread(target=wire.run, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        wire.close()
        thread.join()


@contextmanager
def wire_to_postgres(url: str) -> Iterator[tuple[Wire, str]]:
    """A line to the database, and the database's address over it."""
    with wire_to(lambda: connected_to_postgres(url)) as wire:
        yield wire, make_conninfo(url, host="127.0.0.1", port=wire.port, sslmode="disable", gssencmode="disable")


def connected_to_postgres(url: str) -> socket.socket:
    """A bare connection to the server, over its Unix socket or over TCP."""
    given = conninfo_to_dict(url)
    if str(given.get("host", "")).startswith("/"):
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{given['host']}/.s.PGSQL.{given.get('port', 5432)}")
        return server
    with psycopg.connect(url) as asked:
        return socket.create_connection((asked.info.host, asked.info.port))
