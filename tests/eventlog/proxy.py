"""A proxy before PostgreSQL that lets a statement through and cuts the line in place of its answer."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo


class AnswerCutter:
    """Forwards bytes both ways. Armed with `after`, it cuts each line once the server has answered what held it."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._server = socket.create_server(("127.0.0.1", 0))
        self._armed: bytes | None = None
        self.cuts = 0

    @property
    def url(self) -> str:
        """The database, through the proxy."""
        port = self._server.getsockname()[1]
        return make_conninfo(self._database, host="127.0.0.1", port=port, sslmode="disable", gssencmode="disable")

    def cut_the_answer_to(self, what: bytes) -> None:
        """Cuts once: the answer to the next message that holds `what`."""
        self._armed = what

    def run(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def close(self) -> None:
        # A listening socket that is only closed keeps its accept() waiting.
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _serve(self, client: socket.socket) -> None:
        cut = threading.Event()
        with client, _connect(self._database) as server:
            back = threading.Thread(target=self._answer, args=(server, client, cut), daemon=True)
            back.start()
            with contextlib.suppress(OSError):
                while data := client.recv(65536):
                    if self._armed and self._armed in data:
                        self._armed = None
                        cut.set()
                    server.sendall(data)
                server.shutdown(socket.SHUT_WR)
            back.join()

    def _answer(self, server: socket.socket, client: socket.socket, cut: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if cut.is_set() and data[-6:-1] == _READY_FOR_QUERY:
                    self.cuts += 1
                    break
                if not cut.is_set():
                    client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)


_READY_FOR_QUERY = b"Z\x00\x00\x00\x05"
"""What the server says when a statement outside a transaction is done, which is after its commit."""


@contextmanager
def answer_cutter(database: str) -> Iterator[AnswerCutter]:
    """A proxy that runs until the block ends."""
    proxy = AnswerCutter(database)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join()


def _connect(database: str) -> socket.socket:
    with psycopg.connect(database) as asked:
        host, port = asked.info.host, asked.info.port
    given = conninfo_to_dict(database)
    if str(given.get("host", host)).startswith("/"):
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server
    return socket.create_connection((host, port))
